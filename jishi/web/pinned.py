"""A pin as its page tells it: the verdict in a sentence, the records that moved, where to look."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.indicators.indicator import Figure
from jishi.indicators.periods import in_full
from jishi.indicators.tables import BY_KEY
from jishi.kernel.columns import Ledger
from jishi.pins.models import Pin
from jishi.pins.reopening import DefinitionChanged, Moved, Record, State, StillSo
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY as LEDGERS
from jishi.web import presenting
from jishi.web.history import titles_of_gone
from jishi.web.pages import at
from jishi.web.pinmoves import since
from jishi.web.presenting import Names, proof_url, said
from jishi.web.wording import Words

LISTED = 50  # records told of each sort; the rest are counted

#: How a state looks: class of the mark and of the note, the mark's icon or character.
_LOOKS = {
    "still": ("mark-ok", "note-ok", "check"), "moved": ("mark-bad", "note-bad", ""),
    "held": ("mark-near", "note-warn", ""), "changed": ("mark-ask", "note-warn", ""),
}  # fmt: skip


def verdict(pin: Pin, found: State) -> dict[str, Any]:
    """The state as {kind (a key of _LOOKS), word, text, mark, note, icon, sign}."""
    match found:
        case StillSo():
            return _looking("still", _("还是这样"), _("到今天还是这样，记录也没有变。"))
        case DefinitionChanged(now=now):
            text = _("算法改过，和当时的数不能直接比。")
            if now is not None and now.value is not None:
                text = _("算法改过，和当时的数不能直接比；按现在的算法是%(now)s。") % {
                    "now": said(now.value, now.indicator.unit)
                }  # fmt: skip
            return _looking("changed", _("算法改过"), text)
        case Moved():
            same = found.now.value is not None and found.now.value == pin.exact
            if same and found.now.of == pin.of:
                return _looking("held", _("数没变，记录变了"), _moved(found, _(
                    "钉下以后%(moves)s，数还是%(now)s。")))  # fmt: skip
            return _looking("moved", _("变了"), _moved(found, _(
                "钉下以后%(moves)s，现在是%(now)s。")))  # fmt: skip
    raise TypeError(f"no verdict for {found}")


def _looking(kind: str, word: str, text: str) -> dict[str, Any]:
    mark, note, icon = _LOOKS[kind]
    sign = {"moved": "≠", "held": "≈", "changed": "?"}.get(kind, "")
    return {
        "kind": kind,
        "word": word,
        "text": text,
        "mark": mark,
        "note": note,
        "icon": icon,
        "sign": sign,
    }


def _moved(found: Moved, sentence: str) -> str:
    if found.now.value is None:
        moves = _moves(found) or _("记录没有变")
        return _("钉下以后%(moves)s，现在没有这个数：%(reason)s") % {
            "moves": moves, "reason": found.now.reason,
        }  # fmt: skip
    now = _whole(found.now)
    if not _moves(found):
        return _("记录没有变，数却成了%(now)s，多半是开账日或区划改过。") % {"now": now}
    return sentence % {"moves": _moves(found), "now": now}


def _whole(now: Figure) -> str:
    """The value, with its part and whole where it has them: 29件（30件里）."""
    value = said(now.value, now.indicator.unit)
    if now.of is None or now.numerator is None:
        return value
    return _("%(value)s（%(of)s里的%(n)s）") % {"value": value, "of": now.of, "n": now.numerator}


def _moves(found: Moved) -> str:
    added, corrected, gone = len(found.added), len(found.corrected), len(found.gone)
    words = [
        ngettext("补记了%(n)s条", "补记了%(n)s条", added) % {"n": added} if added else "",
        ngettext("改了%(n)s条", "改了%(n)s条", corrected) % {"n": corrected} if corrected else "",
        ngettext("撤回了%(n)s条", "撤回了%(n)s条", gone) % {"n": gone} if gone else "",
    ]
    return _("、").join(word for word in words if word)


def sorts(pin: Pin, place: Place, found: State, by: Actor) -> list[dict[str, Any]]:
    """The records that moved, by sort: [{title, count, hidden, rows}]."""
    if isinstance(found, DefinitionChanged):
        return []
    told = [(_("改过别的内容，不影响这个数"), found.touched)]
    if isinstance(found, Moved):
        told = [
            (_("补记的"), found.added), (_("改过的"), found.corrected),
            (_("撤回的"), found.gone), *told,
        ]  # fmt: skip
    return [
        {
            "title": title, "count": len(records),
            "rows": _rows(pin, place, records, by), "more": max(0, _seen(records) - LISTED),
            "hidden": len(records) - _seen(records),
        }
        for title, records in told if records
    ]  # fmt: skip


def _seen(records: Iterable[Record]) -> int:
    return sum(one.seen for one in records)


def _rows(
    pin: Pin, place: Place, records: Iterable[Record], by: Actor
) -> list[dict[str, Any]]:  # fmt: skip
    shown = [one for one in records if one.seen][:LISTED]
    names = Names((one.place for one in shown), pin.place)
    ledger = LEDGERS.get(shown[0].ledger) if shown else None
    titles: dict[str, str] = {}
    gone: dict[str, str] = {}
    changes: dict[str, list[dict[str, Any]]] = {}
    if ledger is not None:
        words = Words(place, pin.as_of, by=by)
        titles = _titles(ledger, shown, words)
        lost = [one.id for one in shown if one.id not in titles]
        gone = titles_of_gone(ledger, lost, words) if lost else {}
        changes = since(pin, ledger, shown, words)
    return [
        {
            "number": one.number, "on": date.fromisoformat(one.on) if one.on else None,
            "place": names[one.place], "title": (titles | gone).get(one.id, ""),
            "url": _url(pin, one, titles), "effect": _effect(one),
            "changes": changes.get(one.id, []),
        }
        for one in shown
    ]  # fmt: skip


def _titles(ledger: Ledger, shown: list[Record], words: Words) -> dict[str, str]:
    """What records are about, by id, as far as the reader may know; none that is gone."""
    links = [column.name for column in ledger.links()]
    rows = see(ledger.model, by=words.by).filter(pk__in=[one.id for one in shown])
    held = list(rows.select_related(*links) if links else rows)
    words.meet(ledger, held)
    return {str(row.pk): words.title(row, ledger) for row in held}


def _url(pin: Pin, one: Record, titles: Mapping[str, str]) -> str:
    if not one.ledger:
        return proof_url(one.place, pin.figure, pin.as_of) if one.place != pin.place else ""
    if one.id not in titles or len(pin.place) < 9:
        return ""
    parts = {"place": pin.place, "ledger": one.ledger, "id": one.id}
    return at(reverse("record", kwargs=parts), pin.as_of)


def _effect(one: Record) -> str:
    match one.counted, one.counts:
        case False, True:
            return _("现在算进来")
        case True, False:
            return _("不再算")
        case True, True:
            return _("还算")
    return _("算在整体里")


def proof_of(pin: Pin, by: Actor) -> str:
    """Where the figure's proof stands now; '' for who may not open it, or where there is none."""
    known = pin.figure in BY_KEY and policy.allows(by, "figures.prove")
    if not known or not door.reaches(by, "figures.prove", pin.place):
        return ""
    return presenting.proof_of(Figure(BY_KEY[pin.figure], pin.place, pin.as_of, pin.period))


def period_of(pin: Pin) -> str:
    """The period in words, as the document says it."""
    indicator = BY_KEY.get(pin.figure)
    if indicator is None:
        start = pin.period_from.isoformat() if pin.period_from else ""
        return f"{start} — {pin.period_to.isoformat()}"
    return in_full(Figure(indicator, pin.place, pin.as_of, pin.period))


def line(pin: Pin) -> str:
    """The number as it may stand in a message: name, number, place, period and code."""
    return _("%(name)s%(number)s（%(place)s，%(period)s，编码%(code)s）") % {
        "name": pin.name, "number": said(pin.exact, pin.unit),
        "place": tree.full_name(pin.place) or pin.place, "period": period_of(pin),
        "code": pin.shown,
    }  # fmt: skip


def listed(pins: Iterable[Pin]) -> list[dict[str, Any]]:
    """Pins as rows of a list."""
    held = list(pins)
    names = tree.names(one.place for one in held)
    return [
        {"pin": one, "url": reverse("pin", kwargs={"code": one.shown}),
         "place": names.get(one.place, one.place)}
        for one in held
    ]  # fmt: skip
