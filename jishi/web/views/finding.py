"""Finding 查找: what a form's choice field asks as one types, and the search page."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.desk.finding.asking import Search
from jishi.indicators.naming import called_in, renamed
from jishi.indicators.tables import INDICATORS
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY, RECORDS
from jishi.values.names import LOOSE, rank
from jishi.web import ledgers
from jishi.web.finding import FINDABLE, ask, first_choices, hits
from jishi.web.frame import nav
from jishi.web.pages import PageRequest, at, page
from jishi.web.wording import Words

_CHOICES, _EACH, _ALL, _FIGURES = 8, 6, 100, 6
_LONGEST = 60
_SUGGESTED = 4  # of each group, while one types
#: The order of the groups: who, what stands, what happened.
ORDER = (
    "persons", "households", "organisations", "matters", "activities", "projects",
    *(key for key in FINDABLE if key not in
      ("persons", "households", "organisations", "matters", "activities", "projects")),
)  # fmt: skip
_GROUPS = 6  # of these groups are asked while one types


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


@page("<place:place>/search/suggest/", name="suggest", may=ledgers.VIEW)
def suggest(request: PageRequest, place: str) -> HttpResponse:
    """What the search box offers while one types, as JSON: `{found: [{group, title, number,
    second, url}], more}`, group after group. It answers what the search page would, in short, and
    the pages of that name; like that page it leaves nothing in the trail.
    """
    here = _here(request)
    asked = _search(request, here, at=place)
    words = Words(here, request.as_of, by=request.actor)
    answers = ask(asked, ORDER[:_GROUPS], _SUGGESTED) if asked.text else {}
    found = [
        {"group": str(BY_KEY[key].zh), "title": hit.title, "number": hit.number,
         "second": hit.second, "url": hit.url}
        for key, one in answers.items() for hit in hits(BY_KEY[key], one.rows, words)
    ]  # fmt: skip
    for group, named in (
        (_("指标"), _figures(request, here, asked.text)), (_("页面"), _pages(request, asked.text)),
    ):  # fmt: skip
        found += [{"group": group, "number": "", **one} for one in named[:_SUGGESTED]]
    return JsonResponse(
        {"found": found, "more": any(one.more for one in answers.values())},
        json_dumps_params={"ensure_ascii": False},
    )


def _pages(request: PageRequest, text: str) -> list[dict[str, str]]:
    """The rail's pages and the ledgers that the query names."""
    place = request.place
    assert place is not None
    named = [
        (str(one["label"]), str(one["url"]))
        for one in nav(request, request.actor, place, request.as_of)
    ]  # fmt: skip
    for ledger in ledgers.readable(request.actor):
        url = reverse("list", kwargs={"place": place.code, "ledger": ledger.key})
        label = _("%(ledger)s台账") % {"ledger": ledger.zh}
        named.append((label, at(url, request.as_of)))
    ranks = [(rank(label, text), label, url) for label, url in named]
    best = [one for one in ranks if one[0] is not None and one[0] < LOOSE]
    best.sort(key=lambda one: one[0] or 0)
    return [{"title": label, "second": "", "url": url} for _rank, label, url in best]


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
