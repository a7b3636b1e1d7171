"""A grid to fill in or paste into 成批填: checked as it goes, stored all at once or not at all."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import door, policy
from jishi.access.door import see
from jishi.desk import sending
from jishi.kernel.columns import Column, Ledger
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.web import drafted, gridding, ledgers, listing, undoing
from jishi.web.gridding import MOST, Checked, Typed
from jishi.web.pages import PageRequest, at, page
from jishi.web.views.ledger import place_of
from jishi.web.wording import Words
from jishi.workbook.entry import Shown
from jishi.workbook.exporting import shown
from jishi.workbook.headings import VERSION

_WIDE = ("longtext", "programmes")
_NARROW = ("bool", "int", "money", "date", "code")


@page(
    "<place:place>/ledger/<ledger:ledger>/grid/", name="grid", may="{ledger}.write",
    methods=("GET", "POST"),
)  # fmt: skip
def grid(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """The grid; with `load` it holds the records that the list's question finds. POST stores it.

    POST takes and answers JSON: 200 `{url, rest}`, or 422 with what is wrong, cell by cell.
    With `good` it stores the rows that are sound; `rest` are those that are still to be mended.
    """
    one, here = _writable(request, place, ledger)
    list_url = at(reverse("list", kwargs={"place": place, "ledger": ledger}), request.as_of)
    if request.method == "POST":
        typed = _typed(request, one)
        if not typed:
            return _unread()
        rest: list[Typed] = []
        if _body(request).get("good"):
            kept = gridding.good(one, typed, here.code[:9], by=request.actor, on=request.as_of)
            rest = [row for row, stored in zip(typed, kept, strict=True) if row and not stored]
            typed = kept
        refused = _store(request, one, typed, here)
        return refused or JsonResponse({"url": list_url, "rest": rest})
    names = shown(here.code[:9], by=request.actor)
    rows, beyond = _loaded(request, one, here, names)
    town = {"place": here.code[:9]}
    return render(request, "ledger/grid.html", {
        "ledger": one, "list_url": list_url, "most": MOST, "beyond": beyond,
        "columns": [
            {"name": c.name, "label": str(c.zh), "unit": str(c.unit), "required": one.must(c),
             "hint": one.hint(c), "width": "wide" if c.type in _WIDE or c.name == one.title
             else "narrow" if c.type in _NARROW else ""}
            for c in gridding.columns(one)
        ],
        "data": {
            "rows": rows, "version": VERSION, "most": MOST,
            # This page's own: rows sent again, because the answer was lost, are stored once.
            "sending": str(uuid4()),
            "choices": {c.name: _choices(request, one, c, names) for c in gridding.columns(one)},
            "key": f"jishi-grid:{request.actor.user_id}:{request.path}"
            + (f"?{request.GET.urlencode()}" if rows else ""),
        },
        "check_url": at(
            reverse("grid_check", kwargs={"place": place, "ledger": ledger}), request.as_of
        ),
        "import_url": at(reverse("import", kwargs=town), request.as_of)
        if door.reaches(request.actor, "workbook.import", here.code) else None,
    })  # fmt: skip


@page(
    "<place:place>/ledger/<ledger:ledger>/grid/check/", name="grid_check", may="{ledger}.write",
    methods=("POST",),
)  # fmt: skip
def check(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """What storing the rows would do (JSON); of `headings` which columns they name."""
    one, here = _writable(request, place, ledger)
    asked = _body(request)
    heads = asked.get("headings")
    if isinstance(heads, list):
        named = gridding.recognise([str(cell) for cell in heads[:200]], one)
        return JsonResponse({"columns": named})
    typed = _typed(request, one)
    if not typed:
        return _unread()
    return JsonResponse(_told(
        gridding.check(one, typed, here.code[:9], by=request.actor, on=request.as_of)
    ))  # fmt: skip


def _store(
    request: PageRequest, ledger: Ledger, typed: list[Typed], here: Place
) -> JsonResponse | None:
    """Store the rows, once however often they are sent; what is wrong with them, cell by cell."""
    owner, key = request.actor.user_id, drafted.key_of(str(_body(request).get("key", "")))
    with transaction.atomic():
        before = sending.take(owner, key, typed) if key is not None else None
        if before is not None:
            act = UUID(before.act) if before.act else None
            undoing.say(request, _("这些行刚才已经存好了。"), act, place=here.code)
            return None
        checked = gridding.save(ledger, typed, here.code[:9], by=request.actor, on=request.as_of)
        if checked.written is None:
            transaction.set_rollback(True)
            return JsonResponse(_told(checked), status=422)
        act = checked.written.act
        if key is not None:
            sending.became(owner, key, sending.Stored("", str(act) if act else ""))
    undoing.say(request, _stored(checked), act, place=here.code)
    return None


def _writable(request: PageRequest, place: str, ledger: str) -> tuple[Ledger, Place]:
    """The ledger and the list's place. Raises Http404, policy.Forbidden."""
    one, here = BY_KEY[ledger], place_of(request, ledger)
    if one.key == "town":
        raise Http404(ledger)
    if not ledgers.may_add(request.actor, one, place):
        raise policy.Forbidden(f"{ledger}.write")
    return one, here


def _body(request: PageRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        return {}  # a form was sent: its bytes are read already
    try:
        asked = json.loads(request.body)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _typed(request: PageRequest, ledger: Ledger) -> list[Typed]:
    rows = _body(request).get("rows")
    if not isinstance(rows, list) or len(rows) > MOST:
        return []
    names = {*(column.name for column in gridding.columns(ledger)), VERSION}
    return [
        {name: _clean(value) for name, value in row.items() if name in names}
        for row in rows
        if isinstance(row, dict)
    ]


def _clean(value: Any) -> str:
    return str(value).replace("\0", "") if value is not None else ""


def _unread() -> JsonResponse:
    said = _("没有看懂送来的表格；一次最多%(most)s行。") % {"most": MOST}
    return JsonResponse({"faults": [], "states": [], "summary": said}, status=422)


def _told(checked: Checked) -> dict[str, Any]:
    return {
        "states": checked.states,
        "faults": [{"row": f.row, "column": f.column, "text": f.text} for f in checked.faults],
        "numbers": checked.numbers,
        "completed": checked.completed,
        "sound": sum(state in ("new", "change") for state in checked.states),
        "summary": _summary(checked),
    }


def _summary(checked: Checked) -> str:
    wrong = len(checked.faults)
    if wrong:
        return ngettext("还有%(n)s处要改。", "还有%(n)s处要改。", wrong) % {"n": wrong}
    return _("新增%(new)s条，更正%(change)s条，不变%(same)s条。") % {
        "new": checked.count("new"), "change": checked.count("change"),
        "same": checked.count("same"),
    }  # fmt: skip


def _stored(checked: Checked) -> str:
    return _("存好了：新增%(new)s条，更正%(change)s条，不变%(same)s条。") % {
        "new": checked.count("new"), "change": checked.count("change"),
        "same": checked.count("same"),
    }  # fmt: skip


def _loaded(
    request: PageRequest, ledger: Ledger, here: Place, names: Shown
) -> tuple[list[dict[str, str]], int]:
    """The records to be changed in the grid, and how many more there were than fit."""
    if "load" not in request.GET:
        return [], 0
    query = request.GET.copy()
    del query["load"]
    words = Words(here, request.as_of, by=request.actor)
    asked = listing.Asked.of(ledger, query, words)
    mine = see(ledger.model, by=request.actor, to="write").values("pk")
    found = listing.records(asked, here, words, by=request.actor).filter(pk__in=mine)
    count = found.count()
    return [gridding.cells(ledger, row, names) for row in found[:MOST]], max(0, count - MOST)


def _choices(request: PageRequest, ledger: Ledger, column: Column, names: Shown) -> list[str]:
    """What one may put into a cell, as it is read back; places only those the writer may use."""
    match column.type:
        case "bool":
            return ["是", "否"]
        case "choice":
            return [str(zh) for _code, zh in column.choices]
        case "kind":
            own = Words(_place(request), request.as_of, by=request.actor).kinds(ledger.key)
            return [names.kinds.get(code, code) for code in own]
        case "programmes":
            return list(names.programmes.values())
        case "place":
            held = policy.territories(request.actor, f"{ledger.key}.write")
            levels = {"town": 9, "village": 12, "group": 14}
            fit = {levels[level] for level in column.levels} or set(levels.values())
            return [
                name for code, name in names.places.items()
                if len(code) in fit and any(code in territory for territory in held)
            ]  # fmt: skip
    return []


def _place(request: PageRequest) -> Place:
    if request.place is None:
        raise Http404
    return request.place
