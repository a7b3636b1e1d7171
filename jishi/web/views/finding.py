"""Finding 查找: what a form's choice field asks as one types, and the search page."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.access import door
from jishi.desk.finding.asking import Search
from jishi.indicators.naming import called_in, renamed
from jishi.indicators.tables import INDICATORS
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY, RECORDS
from jishi.values.names import LOOSE, rank
from jishi.web import ledgers
from jishi.web.finding import FINDABLE, ask, first_choices, hits
from jishi.web.pages import PageRequest, at, page
from jishi.web.wording import Words

_CHOICES, _EACH, _ALL, _FIGURES = 8, 6, 100, 6
_LONGEST = 60
#: The order of the groups: who, what stands, what happened.
ORDER = (
    "persons", "households", "organisations", "matters", "activities", "projects",
    *(key for key in FINDABLE if key not in
      ("persons", "households", "organisations", "matters", "activities", "projects")),
)  # fmt: skip


@page("<place:place>/find/<ledger:ledger>/", name="find", may="{ledger}.view")
def find(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """Records that `q` may mean, as JSON: `{found: [{id, value, title, number, second}], recent,
    more}`. `recent` is how many, from the first, were chosen lately (only where `q` is empty).

    Rows without a name of their own (a post, a link) are found by number; the town's own settings
    not at all.
    """
    if BY_KEY[ledger] not in RECORDS:
        raise Http404(ledger)
    one, here = BY_KEY[ledger], _here(request)
    search = _search(request, here, near=place)
    words = Words(here, request.as_of, by=request.actor)
    if search.text:
        found = search.find(one, _CHOICES)
        rows, lately, more = found.rows, 0, found.more
    else:
        rows, lately = first_choices(search, one, _CHOICES)
        more = False
    told = [hit.plain() for hit in hits(one, rows, words)]
    return JsonResponse(
        {"found": told, "recent": lately, "more": more}, json_dumps_params={"ensure_ascii": False}
    )


@page("<place:place>/search/", name="search", may=ledgers.VIEW)
def search(request: PageRequest, place: str) -> HttpResponse:
    """Everything at a place that a few characters, letters or digits may mean, group by group.

    `in` names the one ledger of which all answers are wanted.
    """
    here = _here(request)
    asked = _search(request, here, at=place)
    words = Words(here, request.as_of, by=request.actor)
    only = request.GET.get("in", "")
    wanted = (only,) if only in FINDABLE else ORDER
    answers = ask(asked, wanted, _ALL if only in FINDABLE else _EACH) if asked.text else {}
    own = at(reverse("search", kwargs={"place": place}), request.as_of, q=asked.text)
    groups: list[dict[str, Any]] = [
        {
            "ledger": BY_KEY[key], "hits": hits(BY_KEY[key], found.rows, words),
            "more_url": at(request.path, request.as_of, q=asked.text, **{"in": key})
            if found.more and not only else "",
            "cut": found.more and bool(only),
        }
        for key, found in answers.items()
    ]  # fmt: skip
    figures = [] if only else _figures(request, here, asked.text)
    return render(request, "finding/page.html", {
        "q": asked.text, "here": here, "groups": groups, "figures": figures, "only": only,
        "all_url": own, "count": sum(len(one["hits"]) for one in groups) + len(figures),
        "kept": [("as_of", request.GET["as_of"])] if request.GET.get("as_of") else [],
        "new_url": at(reverse("record_new", kwargs={"place": place}), request.as_of)
        if any(ledgers.may_add(request.actor, one, place)
               for one in ledgers.addable(request.actor)) else "",
        "town_url": _wider(request, here, asked.text),
    })  # fmt: skip


def _search(request: PageRequest, here: Place, *, at: str = "", near: str = "") -> Search:
    text = request.GET.get("q", "").strip()[:_LONGEST]
    return Search(text, here.code[:9], request.actor, request.as_of, at=at, near=near)


def _figures(request: PageRequest, here: Place, text: str) -> list[dict[str, str]]:
    """Figures that the query names, in the town's words or others; each leads to its proof."""
    if not text or not door.reaches(request.actor, "figures.prove", here.code):
        return []
    ranked, called = [], called_in(here.code)
    for order, shipped in enumerate(INDICATORS):
        one = renamed(shipped, called)
        ranks = [rank(str(name), text) for name in (one.zh, *one.aliases)]
        best = min((one_rank for one_rank in ranks if one_rank is not None), default=LOOSE)
        if best < LOOSE:
            ranked.append((best, order, one))
    return [
        {
            "title": str(one.zh), "second": str(one.definition),
            "url": at(reverse("proof", kwargs={"place": here.code, "key": one.key}), request.as_of),
        }
        for _rank, _order, one in sorted(ranked, key=lambda held: held[:2])[:_FIGURES]
    ]  # fmt: skip


def _wider(request: PageRequest, here: Place, text: str) -> str:
    """The same search in the whole town, for whoever may look there; '' at the town itself."""
    town = here.code[:9]
    reached = any(
        door.reaches(request.actor, f"{key}.view", town) for key in ("persons", "households")
    )
    if here.code == town or not reached:
        return ""
    return at(reverse("search", kwargs={"place": town}), request.as_of, q=text)


def _here(request: PageRequest) -> Any:
    if request.place is None or len(request.place.code) < 9:
        raise Http404
    return request.place
