"""Forms: a new record, a change, and a change that met another's."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jishi.access import door, policy, writing
from jishi.access.numbering import next_number
from jishi.access.writing import Draft
from jishi.desk import sending
from jishi.desk.drafts import Form
from jishi.desk.finding.recent import remember
from jishi.desk.models import FormDraft
from jishi.kernel.columns import Ledger
from jishi.kernel.record import facts
from jishi.places import tree
from jishi.records.ledgers import BY_KEY
from jishi.values import placecode
from jishi.web import conflict, drafted, errands, forms, ledgers, prefill, returning
from jishi.web.fields import Fields
from jishi.web.forms import NOTHING_KNOWN, Entries, FieldFault, Known
from jishi.web.pages import PageRequest, at, page
from jishi.web.undoing import say
from jishi.web.unfinished import clock, unfinished
from jishi.web.views.ledger import find, may_change, place_of
from jishi.web.wording import Words, learn_links, link_texts
from jishi.workbook.lookups import Lookups

_TRIES = 5
_BEGUN = 3  # unfinished forms that a new one tells of


@page(
    "<place:place>/ledger/<ledger:ledger>/new/", name="new", may="{ledger}.write",
    methods=("GET", "POST"),
)  # fmt: skip
def new(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """A new record: the form prefilled from place, day and address; what was typed, stored."""
    one, town = BY_KEY[ledger], _town(place)
    if ledgers.complete(one, place):
        raise Http404(ledger)
    if not ledgers.may_add(request.actor, one, place):
        raise policy.Forbidden(f"{ledger}.write")
    names = Lookups(town, by=request.actor)
    if request.method != "POST":
        back = drafted.brought_back(request, one, Form(ledger, place))
        if back is not None:
            return back
        draft = drafted.opened(request, Form(ledger, place))
        errand = errands.of(request, one, draft)
        if draft is not None:
            entries = forms.restored(one, draft.entries, new=True)
        elif "like" in request.GET:
            entries = _like(request, one, request.GET["like"])
        else:
            entries = prefill.blank(one, place, request.as_of, request.GET, by=request.actor)
        if errand is not None and draft is None:
            entries = errands.begun(errand, one, entries)
        entries |= _brought(request, one)
        return _form(request, one, names, entries, [], draft=draft)
    entries = forms.posted(one, request.POST, new=True)
    if getattr(request, "stale", False):
        return _form(request, one, names, entries, [], status=403)
    values, faults = forms.understood(one, entries, names, NOTHING_KNOWN, new=True)
    values |= _of_town(one, town)
    faults += _missing(one, values) + _elsewhere(one, values, town)
    row, act, refused = (None, "", []) if faults else _once(request, one, values, town, entries)
    if row is None:
        return _form(request, one, names, entries, faults + refused, status=422)
    remember(one, values, by=request.actor)
    # A place is known by its name, whatever else by its number.
    known = one.title if one.identity == "code" else one.identity
    said = _("存好了：%(number)s。") % {"number": getattr(row, known)}
    say(request, said, UUID(act) if act else None)
    return HttpResponseRedirect(_onward(request, one, row))


@page(
    "<place:place>/ledger/<ledger:ledger>/<record:id>/edit/", name="edit", may="{ledger}.write",
    methods=("GET", "POST"),
)  # fmt: skip
def edit(request: PageRequest, ledger: str, id: str, **_parts: str) -> HttpResponse:  # noqa: A002
    """A change to a record; one that meets another's shows both (409), and loses neither."""
    one = BY_KEY[ledger]
    row = find(request, one, place_of(request, ledger), id)
    if not may_change(request, one, row):
        raise policy.Forbidden(f"{ledger}.write")
    names = Lookups(row.town, by=request.actor)
    words = Words(_here(request), request.as_of, by=request.actor)
    words.meet(one, [row])
    if request.method != "POST":
        return _opened(request, one, names, words, row)
    seen = max(drafted.version(request.POST.get("version")), _sent_before(request, one, row))
    base = facts(row) if seen == row.version else conflict.version_at(one.key, row.pk, seen)
    learn_links(words, one, [base])
    entries = forms.posted(one, request.POST, new=False)
    if getattr(request, "stale", False):
        return _form(request, one, names, entries, [], row=row, version=seen, status=403)
    if request.POST.get("keep") == "edit":
        return _form(request, one, names, entries, [], row=row, version=seen)
    known = Known.of(link_texts(one, words, [facts(row), base]))
    values, faults = forms.understood(one, entries, names, known, new=False)
    faults += _missing(one, values)
    if not faults:
        try:
            written, act = _change(request, one, Draft(values, row, seen=seen), base, entries)
        except writing.Rejected as refusal:
            faults = forms.rejected(one, [fault for _draft, fault in refusal.faults])
        except writing.Stale as stale:
            return _both(request, conflict.Meeting(one, words, stale, base), entries)
    if faults:
        return _form(request, one, names, entries, faults, row=row, version=seen, status=422)
    remember(one, values, by=request.actor, before=base)
    drafted.finished(request)
    say(request, _("改好了。") if act else _("没有改动。"), act)
    return HttpResponseRedirect(words.url(one, written.updated[0] if written.updated else row))


def _page_key(request: PageRequest) -> UUID | None:
    """The key of the page that was sent; it stays when the page begins another draft."""
    return drafted.key_of(request.POST.get("page", ""))


def _sent_before(request: PageRequest, ledger: Ledger, row: Any) -> int:
    """The version that this very page became when it was sent before (the way back leads to it).

    Its fields hold what was sent then: that is what it has read, whatever its number says. Not so
    where that was undone since: what it sends is a change again.
    """
    key = _page_key(request)
    sent = sending.earlier(request.actor.user_id, key) if key else None
    if sent is None or sent.record != str(row.pk):
        return 0
    version = conflict.version_of(ledger.key, row.pk, sent.act)
    return 0 if conflict.undone_since(ledger.key, row.pk, version) else version


def _change(
    request: PageRequest, ledger: Ledger, draft: Draft, base: conflict.Plain | None,
    entries: Entries,
) -> tuple[writing.Written, UUID | None]:  # fmt: skip
    """Store a change: it, and the act; the same page sent again is led to what it became.

    Raises Rejected, Stale.
    """
    owner, key, row = request.actor.user_id, _page_key(request), draft.row
    assert row is not None
    with transaction.atomic():
        before = sending.earlier(owner, key) if key else None
        sent = sending.take(owner, key, entries) if key else None
        if sent and sent.act and draft.seen == row.version and sent.record == str(row.pk):  # type: ignore[attr-defined]
            return writing.Written(unchanged=1), UUID(sent.act)
        written = conflict.store(ledger, draft, base, by=request.actor)
        became = sending.Stored(str(row.pk), str(written.act)) if written.act else before
        if key and became:
            sending.became(owner, key, became)
    return written, written.act


def _opened(
    request: PageRequest, ledger: Ledger, names: Lookups, words: Words, row: Any
) -> HttpResponse:
    """The form of a change: as its draft was left, else as the record stands."""
    form = Form(ledger.key, _here(request).code, str(row.pk))
    back = drafted.brought_back(request, ledger, form)
    if back is not None:
        return back
    draft = drafted.opened(request, form)
    if draft is not None:
        entries = forms.restored(ledger, draft.entries, new=False) | _brought(request, ledger)
        seen = drafted.version(draft.entries.get("version"))
        return _form(request, ledger, names, entries, [], row=row, version=seen, draft=draft)
    entries = forms.filled(ledger, facts(row), link_texts(ledger, words, [facts(row)]))
    return _form(request, ledger, names, entries, [], row=row, version=row.version)


def _onward(request: PageRequest, ledger: Ledger, row: Model) -> str:
    """Where one goes after a new record: another like it, the next first step, or the record."""
    words = Words(_here(request), request.as_of, by=request.actor)
    errand = errands.of(request, ledger)
    if errand is not None:
        return errand.back(request, **errand.named(str(getattr(row, ledger.identity))))
    if "again" in request.POST:
        parts = {"place": words.seat(row), "ledger": ledger.key}
        return at(reverse("new", kwargs=parts), request.as_of, like=str(row.pk))
    if ledger.key == "town":
        return at(reverse("today", kwargs={"place": row.pk}), request.as_of)
    return words.url(ledger, row)


def _brought(request: PageRequest, ledger: Ledger) -> Entries:
    """What an errand brought home, as the form writes it."""
    return {
        name: prefill.in_full(ledger.column(name), number, request.actor)
        for name, number in errands.chosen(request, ledger).items()
    }


def _like(request: PageRequest, ledger: Ledger, key: str) -> Entries:
    """Entries of another record like an existing one that the reader may see. Raises Http404."""
    row = find(request, ledger, place_of(request, ledger.key), key)
    words = Words(_here(request), request.as_of, by=request.actor)
    words.meet(ledger, [row])
    return prefill.like(ledger, facts(row), link_texts(ledger, words, [facts(row)]))


def _once(
    request: PageRequest, ledger: Ledger, values: dict[str, Any], town: str, entries: Entries
) -> tuple[Model | None, str, list[FieldFault]]:
    """Store a new record: it, and the act; what is sent again is led to what it became."""
    owner, key = request.actor.user_id, drafted.key_of(request.POST.get("draft", ""))
    if key is None:
        return _create(request, ledger, values, town)
    with transaction.atomic():
        before = sending.take(owner, key, entries)
        row = _still_there(request, ledger, before.record) if before else None
        if before and row is not None:
            return row, before.act, []
        row, act, refused = _create(request, ledger, values, town)
        if row is None:
            transaction.set_rollback(True)
        else:
            sending.became(owner, key, sending.Stored(str(row.pk), act))
    return row, act, refused


def _still_there(request: PageRequest, ledger: Ledger, key: str) -> Model | None:
    """What an earlier sending became, unless it was taken back since."""
    return door.see(ledger.model, by=request.actor).filter(pk=key).first() if key else None


def _create(
    request: PageRequest, ledger: Ledger, values: dict[str, Any], town: str
) -> tuple[Model | None, str, list[FieldFault]]:
    """Store a new record: it, and the act; where the number is left to us, the next free one."""
    automatic = ledger.identity == "number" and not values.get("number")
    faults: list[FieldFault] = []
    for _try in range(_TRIES):
        if automatic:
            values["number"] = next_number(ledger, town, values.get(ledger.date))
        try:
            written = writing.write(ledger, [Draft(dict(values))], by=request.actor)
        except writing.Rejected as refusal:
            found = [fault for _draft, fault in refusal.faults]
            faults = forms.rejected(ledger, found)
            if automatic and all(fault.column == "number" for fault in found):
                continue  # somebody took it between our look and our insert
            break
        return written.created[0], str(written.act), []
    return None, "", faults


def _form(
    request: PageRequest, ledger: Ledger, names: Lookups, entries: Entries,
    faults: list[FieldFault], *, row: Any = None, version: int = 0, status: int = 200,
    draft: FormDraft | None = None,
) -> HttpResponse:  # fmt: skip
    columns = forms.asked(ledger, new=row is None)
    place = _here(request).code
    parts = {"place": place, "ledger": ledger.key}
    list_url = at(reverse("list", kwargs=parts), request.as_of)
    fixed = [] if row is None else [
        (ledger.column(name).zh, getattr(row, name)) for name in forms.FIXED.get(ledger.key, ())
    ]  # fmt: skip
    fields = Fields(ledger, names, by=request.actor, row=row).build(columns, entries, faults)
    for one in fields:
        if one.findable:
            one.add_url = errands.way(request.actor, one.column, place, request)
    kind = next((one for one in fields if one.name == "kind"), None)
    title = next((words for _code, words, chosen in kind.options if chosen), "") if kind else ""
    if row is not None:
        words = Words(_here(request), request.as_of, by=request.actor)
        words.meet(ledger, [row])
        title = words.title(row, ledger)
    first = {column.name for column in ledger.at_first(new=row is None)}
    folded = [one for one in fields if one.name not in first]
    errand = None if row is not None else errands.of(request, ledger, draft)
    back_url = (
        errand.back(request) if errand is not None
        else list_url if row is None
        else at(reverse("record", kwargs={**parts, "id": str(row.pk)}), request.as_of)
    )  # fmt: skip
    return render(request, "entry/page.html", {
        "ledger": ledger, "row": row, "title": title, "version": version,
        "has_errors": bool(faults), "fields": fields,
        "first": [one for one in fields if one.name in first], "folded": folded,
        "unfolded": any(one.fault or (one.value and one.optional) for one in folded),
        "stale": status == 403, "writer": returning.writer(request.actor.user_id),
        "draft": draft, "draft_key": drafted.own_key(request, draft), "errand": errand,
        "afresh": _afresh(request), "page_key": _page_key(request) or uuid4(),
        "account": request.actor.user_id,
        "draft_at": clock(draft.saved_at) if draft is not None else "",
        "begun": _begun(request, ledger, row) if draft is None else [],
        "draft_url": at(reverse("draft", kwargs=parts), request.as_of),
        "faults": faults, "fixed": fixed, "list_url": list_url, "back_url": back_url,
    }, status=status)  # fmt: skip


def _afresh(request: PageRequest) -> str:
    """What the address of the page asks, without the draft that it was filled from."""
    asked = request.GET.copy()
    for name in ("draft", "typing", "back", "chosen"):
        asked.pop(name, None)
    return asked.urlencode()


def _begun(request: PageRequest, ledger: Ledger, row: Any) -> list[dict[str, Any]]:
    """The last unfinished forms of this kind: who comes back to one looks for it here."""
    if request.method == "POST":
        return []
    town, record = _town(_here(request).code), "" if row is None else str(row.pk)
    return unfinished(request.actor, town, request.as_of, of=(ledger.key, record))[:_BEGUN]


def _both(request: PageRequest, met: conflict.Meeting, entries: Entries) -> HttpResponse:
    """Both versions, field by field (409); nothing to ask where they turned out the same."""
    if met.current is None:
        raise Http404(met.ledger.key)
    url = met.words.url(met.ledger, met.current)
    if met.agree:
        said = _("刚才已经这样存好了。") if met.own else _("别人刚把这一条改成了一样的，不用再存。")
        messages.success(request, said)
        return HttpResponseRedirect(url)
    return render(request, "errors/conflict.html", {
        "record": {"number": getattr(met.current, met.ledger.identity), "url": url},
        "theirs": met.writer(), "own": met.own, "rows": met.told(), "version": met.current.version,
        "action": request.get_full_path(),
        "hidden": [
            *met.together(entries),
            *((name, request.POST.get(name, "")) for name in ("draft", "page")),
        ],
    }, status=409)  # fmt: skip


def _missing(ledger: Ledger, values: dict[str, Any]) -> list[FieldFault]:
    """What is needed beside what was filled in; a field that could not be read is told already."""
    known = {column.attname: values.get(column.attname, "?") for column in ledger.columns}
    return forms.rejected(ledger, ledger.wanting(lambda column: known[column.attname]))


def _elsewhere(ledger: Ledger, values: dict[str, Any], town: str) -> list[FieldFault]:
    """The town's own row has its code; a new group's is a village's with two digits more."""
    code = values.get("code", town)
    village = placecode.at_level(code, "village") if placecode.is_code(code) else None
    if ledger.identity != "code" or (
        code == town
        if ledger.key == "town"
        else code.startswith(town) and (village is None or tree.place(village) is not None)
    ):
        return []
    said = (
        gettext_lazy("这个代码不在本镇（%(town)s）的哪个村里。"),
        gettext_lazy("核对代码。"),
        {"town": town},
    )
    return [forms.fault(ledger, "code", *said)]


def _of_town(ledger: Ledger, town: str) -> dict[str, Any]:
    """What the town's own settings carry without being asked."""
    return {"kinds": {"town": town}, "programmes": {"place": town}}.get(ledger.key, {})


def _here(request: PageRequest) -> Any:
    if request.place is None:
        raise Http404
    return request.place


def _town(place: str) -> str:
    if len(place) < 9:
        raise Http404(place)
    return place[:9]
