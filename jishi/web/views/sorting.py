"""Kinds and programmes 种类与归口项目: what records are sorted by, of a town or a county."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as _n

from jishi.access import door, policy
from jishi.access.door import see
from jishi.access.numbering import next_number
from jishi.access.writing import Draft, Rejected, Stale, write
from jishi.kernel.columns import Ledger
from jishi.kernel.kinds import families, kinds_for, shipped_programmes
from jishi.kernel.models import Kind, Programme, ProgrammeItem
from jishi.places import tree
from jishi.records.ledgers import BY_KEY, COUNTY_KINDS, KINDS
from jishi.web.forms import rejected
from jishi.web.pages import PageRequest, at, page
from jishi.web.undoing import say

_WITH_KINDS = [key for key, _zh in KINDS.column("ledger").choices]


class KindForm(forms.Form):
    """A kind of one's own: its name, and the family whose figures count it."""

    zh = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    family = forms.CharField(label=gettext_lazy("归到哪一类"), max_length=40, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["zh"].error_messages["required"] = gettext_lazy("这一项要填。")


@page(
    "<place:place>/kinds/", name="kinds", may=("kinds.view", "county_kinds.view"),
    methods=("GET", "POST"),
)  # fmt: skip
def kinds(request: PageRequest, place: str) -> HttpResponse:
    """The kinds of one ledger: shipped, the county's, the town's; add one, retire one."""
    ledger = _kinds_of(request, place)
    if len(place) > 9:
        address = reverse("kinds", kwargs={"place": place[:9]})
        return HttpResponseRedirect(at(address, request.as_of))
    may_write = door.reaches(request.actor, f"{ledger.key}.write", place)
    about = request.GET.get("ledger", "")
    about = about if about in _WITH_KINDS else _WITH_KINDS[0]
    held = kinds_for(about, place)
    form, fault = KindForm(), ""
    if request.method == "POST":
        if not may_write:
            raise policy.Forbidden(f"{ledger.key}.write")
        if request.POST.get("do") in ("retire", "restart"):
            fault = _retire(request, ledger, place, held)
        else:
            form = KindForm(request.POST)
            fault = _add(request, form, ledger, about, held)
        if not fault and not form.errors:
            address = reverse("kinds", kwargs={"place": place})
            return redirect(at(address, request.as_of, ledger=about))
    used = _used(request, place, about)
    named = families(about)
    return render(request, "settings/kinds.html", {
        "tabs": [
            {"label": BY_KEY[key].zh, "current": key == about,
             "url": at(reverse("kinds", kwargs={"place": place}), request.as_of, ledger=key)}
            for key in _WITH_KINDS
        ],
        "ledger": BY_KEY[about], "where": tree.full_name(place), "county": len(place) == 6,
        "rows": [_told(kind, place, named, used, request.actor.today) for kind in held],
        "counted": used is not None, "may_write": may_write, "form": form, "fault": fault,
        "families": list(named.items()), "has_errors": bool(fault or form.errors),
    }, status=422 if fault or form.errors else 200)  # fmt: skip


@page(
    "<place:place>/programmes/", name="programmes", may="programmes.view", methods=("GET", "POST")
)
def programmes(request: PageRequest, place: str) -> HttpResponse:
    """The town's programmes, each with what is to be done in it; tick what is done."""
    if len(place) > 9:
        address = reverse("programmes", kwargs={"place": place[:9]})
        return HttpResponseRedirect(at(address, request.as_of))
    fault = ""
    if request.method == "POST":
        fault = _done(request, place)
        if not fault:
            return redirect(at(reverse("programmes", kwargs={"place": place}), request.as_of))
    may_write = door.reaches(request.actor, "programmes.write", place)
    found = see(Programme, by=request.actor).filter(town=place).order_by("number")
    items = see(ProgrammeItem, by=request.actor).filter(town=place).order_by("due_on", "number")
    by_programme: dict[Any, list[ProgrammeItem]] = {}
    for item in items:
        by_programme.setdefault(item.programme_id, []).append(item)
    own = list(found)
    return render(request, "settings/programmes.html", {
        "where": tree.full_name(place), "may_write": may_write, "fault": fault,
        "has_errors": bool(fault), "today": request.actor.today,
        "new_url": _url("new", request, place, "programmes"),
        "rows": [_programme(one, by_programme.get(one.pk, []), request, place) for one in own],
        "unused": [
            {"zh": row["zh"],
             "url": _url("new", request, place, "programmes", number=row["code"], zh=row["zh"])}
            for row in shipped_programmes() if row["code"] not in {one.number for one in own}
        ],
    }, status=422 if fault else 200)  # fmt: skip


def _kinds_of(request: PageRequest, place: str) -> Ledger:
    """The ledger of kinds that the address is about: a county's own, or a town's.

    Whoever keeps the county's sees no town's; whoever keeps a town's, not the county's page.
    """
    if len(place) == 6 and door.reaches(request.actor, "county_kinds.view", place):
        return COUNTY_KINDS
    if len(place) >= 9 and door.reaches(request.actor, "kinds.view", place):
        return KINDS
    raise Http404(place)


def _add(
    request: PageRequest, form: KindForm, ledger: Ledger, about: str, held: Sequence[Kind]
) -> str:  # fmt: skip
    assert request.place is not None
    place: str = request.place.code
    if not form.is_valid():
        return ""
    zh = "".join(form.cleaned_data["zh"].split())
    if any(kind.town and kind.zh == zh for kind in held):
        form.add_error("zh", _("已经有“%(zh)s”这个种类了，换个名称。") % {"zh": zh})
        return ""
    draft = Draft({
        "number": next_number(ledger, place), "town": place, "ledger": about, "zh": zh,
        "family": form.cleaned_data["family"],
    })  # fmt: skip
    try:
        written = write(ledger, [draft], by=request.actor)
    except Rejected as refused:
        for fault in rejected(ledger, [fault for _draft, fault in refused.faults]):
            form.add_error(fault.name if fault.name in form.fields else None, fault.text)
        return ""
    say(request, _("加好了“%(zh)s”，现在就能选。") % {"zh": zh}, written.act)
    return ""


def _retire(request: PageRequest, ledger: Ledger, place: str, held: Sequence[Kind]) -> str:
    """Retire a kind of one's own, or take it up again; what is wrong, if anything."""
    code = request.POST.get("code", "")
    kind = next((one for one in held if one.code == code and one.town == place), None)
    if kind is None:
        return _("这个种类不是这里自己加的，不能停用。")
    stop = request.POST["do"] == "retire"
    day = request.actor.today if stop else None
    try:
        draft = Draft({"retired_on": day}, row=kind, seen=kind.version)
        written = write(ledger, [draft], by=request.actor)
    except Stale:
        return _("刚才有人改过这个种类，刷新一下再看。")
    except Rejected as refused:
        return rejected(ledger, [fault for _draft, fault in refused.faults])[0].text
    said = _("“%(zh)s”停用了，记过的还在。") if stop else _("“%(zh)s”又能选了。")
    say(request, said % {"zh": kind.zh}, written.act)
    return ""


def _used(request: PageRequest, place: str, about: str) -> dict[str, int] | None:
    """How often each kind is used in the town; None for who sees no records."""
    model = BY_KEY[about].model
    if len(place) < 9 or not policy.allows(request.actor, f"{about}.view"):
        return None
    rows = see(model, by=request.actor).filter(town=place).order_by()
    return dict(rows.values("kind").annotate(n=Count("pk")).values_list("kind", "n"))


def _told(
    kind: Kind, place: str, named: dict[str, str], used: dict[str, int] | None, today: date
) -> dict[str, Any]:  # fmt: skip
    origin = _("自带") if not kind.town else _("全县") if len(kind.town) == 6 else _("本镇")
    return {
        "code": kind.code, "zh": str(kind), "family": named.get(kind.family, ""),
        "origin": origin, "own": kind.town == place, "used": (used or {}).get(kind.code, 0),
        "retired_on": kind.retired_on,
        "retired": kind.retired_on is not None and kind.retired_on <= today,
    }  # fmt: skip


def _done(request: PageRequest, place: str) -> str:
    """Mark an item as done today; what is wrong, if anything."""
    ledger = BY_KEY["programme_items"]
    if not door.reaches(request.actor, "programme_items.write", place):
        raise policy.Forbidden("programme_items.write")
    found = see(ProgrammeItem, by=request.actor, to="write").filter(town=place)
    item = found.filter(number=request.POST.get("item", "")).select_related("programme").first()
    if item is None:
        return _("没有这一件事，刷新一下再看。")
    draft = Draft({"done_on": request.actor.today}, row=item, seen=item.version)
    try:
        written = write(ledger, [draft], by=request.actor)
    except Stale:
        return _("刚才有人改过这件事，刷新一下再看。")
    except Rejected as refused:
        return rejected(ledger, [fault for _draft, fault in refused.faults])[0].text
    say(request, _("记下了：“%(what)s”今天做完。") % {"what": item.what}, written.act)
    return ""


def _programme(
    one: Programme, items: list[ProgrammeItem], request: PageRequest, place: str
) -> dict[str, Any]:  # fmt: skip
    return {
        "zh": one.zh, "number": one.number, "since": one.since, "until": one.until,
        "owner": one.owner, "definition": one.definition,
        "open": sum(item.done_on is None for item in items), "total": len(items),
        "items": [
            {"number": item.number, "what": item.what, "owner": item.owner,
             "due_on": item.due_on, "done_on": item.done_on,
             "late": item.done_on is None and item.due_on is not None
             and item.due_on < request.actor.today,
             "due": _due(item, request.actor.today),
             "url": _url("edit", request, place, "programme_items", id=str(item.pk))}
            for item in items
        ],
        "edit_url": _url("edit", request, place, "programmes", id=str(one.pk)),
        "add_url": _url("new", request, place, "programme_items", programme=one.number),
    }  # fmt: skip


def _due(item: ProgrammeItem, today: date) -> str:
    """How it stands with the day it is due, in words; '' where it is done or has none."""
    if item.done_on is not None or item.due_on is None:
        return ""
    left = (item.due_on - today).days
    if left < 0:
        return _n("超期%(n)s天", "超期%(n)s天", -left) % {"n": -left}
    if left == 0:
        return _("今天到期")
    return _n("还剩%(n)s天", "还剩%(n)s天", left) % {"n": left}


def _url(
    name: str,
    request: PageRequest,
    place: str,
    ledger: str,
    *,
    id: str = "",  # noqa: A002
    **query: str,
) -> str:
    parts = {"place": place, "ledger": ledger, **({"id": id} if id else {})}
    return at(reverse(name, kwargs=parts), request.as_of, **query)
