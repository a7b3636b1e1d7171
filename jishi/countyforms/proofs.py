"""The list that goes with a filled form: every cell, its figure, and where the proof stands."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import override

from jishi.countyforms.binding import PARTS
from jishi.countyforms.filling import Filled
from jishi.countyforms.models import CountyForm
from jishi.indicators.periods import in_full
from jishi.places import tree

_HEADINGS = (
    "表",
    "格",
    "数",
    "指标",
    "取哪一项",
    "地方",
    "期间",
    "怎么算",
    "记录条数",
    "没有数的原因",
    "依据在",
)


@override("zh-hans")  # it goes with the county's form, whatever the page's language
def proofs_book(
    out: Any, form: CountyForm, found: Iterable[Filled], url: Callable[[Filled], str]
) -> None:
    """Write the list as a workbook; `url` gives the address of a cell's proof, or ''."""
    found = list(found)
    names = tree.names({one.place for one in found})
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("依据")
        sheet.write_string(0, 0, f"{form.name}（{form.owner}）")
        for column, text in enumerate(_HEADINGS):
            sheet.write_string(2, column, text, head)
        for row, one in enumerate(found, 3):
            for column, text in enumerate(_cells(one, names.get(one.place, one.place), url(one))):
                if isinstance(text, int | Decimal):
                    sheet.write_number(row, column, text)
                else:
                    sheet.write_string(row, column, text)
        sheet.freeze_panes(3, 0)
        sheet.autofit(max_width=320)


def _cells(one: Filled, place: str, url: str) -> tuple[Any, ...]:
    figure = one.figure
    return (
        one.sheet, one.ref, one.value if one.value is not None else "",
        str(figure.indicator.zh) if figure else "", str(PARTS[one.binding.part]), place,
        in_full(figure) if figure else one.day.isoformat(),
        str(figure.indicator.definition) if figure else "",
        figure.records if figure else "", str(one.reason), url,
    )  # fmt: skip
