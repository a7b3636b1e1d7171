"""Lists in pages: `?page=` of the address, whatever else it says kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest


@dataclass(frozen=True)
class Paged:
    """One page of a list: its rows, which they are of how many, and the links to its neighbours."""

    rows: Sequence[Any]
    first: int
    last: int
    total: int
    pager: dict[str, Any]


def paged(rows: Any, request: HttpRequest, size: int) -> Paged:
    """The page that the address asks for; the nearest one where there is no such page."""
    shown = Paginator(rows, size).get_page(request.GET.get("page"))

    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return Paged(
        list(shown), shown.start_index(), shown.end_index(), shown.paginator.count,
        {
            "page": shown.number, "pages": shown.paginator.num_pages,
            "previous": url(shown.number - 1) if shown.has_previous() else None,
            "next": url(shown.number + 1) if shown.has_next() else None,
        },
    )  # fmt: skip
