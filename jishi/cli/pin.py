"""pin verify, pin show."""

from argparse import Namespace
from typing import Any

from django.utils.timezone import localtime

from jishi.access.actor import operator
from jishi.cli.installation import require
from jishi.cli.speaking import Trouble, give, say, table, unread
from jishi.indicators.answers import number
from jishi.pins.documents import MAX_BYTES, Unreadable
from jishi.pins.models import Pin
from jishi.pins.opening import find
from jishi.pins.reopening import DefinitionChanged, Record, State, StillSo, state
from jishi.pins.verifying import CHANGED, MOVED, STILL, UNKNOWN, Checked, check
from jishi.places import tree
from jishi.places.models import Place
from jishi.values.figures import written
from jishi.web import pinned
from jishi.web.history import names_of
from jishi.web.templatetags.ui import day

#: The exit code where a file bears nothing that could be checked.
NOTHING_CHECKED = 2

_WORDS = {STILL: "还是这样", MOVED: "变了", CHANGED: "算法改过", UNKNOWN: "没有这个编码"}
_SORTS = ("added", "corrected", "gone", "touched")


def verify(options: Namespace) -> int:
    """Check every code of a Word file; 1 where a number moved, differs or is not known here, or
    the text could not be held against its annex; 2 where there was nothing to check."""
    require()
    try:
        with options.file.open("rb") as held:
            data = held.read(MAX_BYTES + 1)
    except OSError as error:
        raise unread(options.file, error) from error
    try:
        found = check(data, by=operator())
    except Unreadable as error:
        raise Trouble(f"{options.file}：{error.message}") from error
    wrong = sum(not one.sound for one in found)
    if options.format == "json":
        give({
            "file": str(options.file), "pins": [_checked(one) for one in found],
            "sound": len(found) - wrong, "unsound": wrong,
        })  # fmt: skip
        return NOTHING_CHECKED if not found else 1 if wrong else 0
    if not found:
        say(
            f"{options.file}里没有编码，也没有连到附表的数：什么都没有核。"
            "下载报告时钉下的数才有编码；附表“数字依据表”删掉了，就核不了。"
        )
        return NOTHING_CHECKED
    table([_line(one) for one in found])
    for one in found:
        _explain(one)
    codes = sum(one.code != "—" for one in found)
    say(f"{codes}个编码，{len(found) - wrong}个还是这样，{wrong}个要看一看。")
    return 1 if wrong else 0


def show(options: Namespace) -> int:
    """Tell one pin and what has become of it; 1 where it is no longer so."""
    require()
    held = find(options.code, operator())
    if held is None:
        raise Trouble(f"没有“{options.code}”这个编码。8个字母和数字，没有I、L、O、0、1。")
    found = state(held, operator())
    checked = Checked(held.shown, held, found)
    if options.format == "json":
        give(_checked(checked))
    else:
        print(f"{held.shown}  {held.name}：{held.written}（{_WORDS[checked.word]}）")
        print(f"{tree.full_name(held.place)}，{pinned.period_of(held)}，{held.records}条记录")
        who = names_of([held.actor])[held.actor]
        print(f"{localtime(held.at):%Y-%m-%d %H:%M} {who}钉下，用在《{held.title}》")
        print(held.definition)
        _explain(checked)
    return 0 if checked.sound else 1


def _line(one: Checked) -> tuple[str, ...]:
    word = _WORDS[one.word]
    if one.pin is None:
        return one.code, word, "", ""
    return one.code, "文稿改过" if one.differs else word, one.pin.name, one.pin.written


def _explain(one: Checked) -> None:
    if one.sound or (one.pin is None and not one.differs):
        return
    print(f"\n{one.code} {one.pin.name if one.pin else ''}".rstrip())
    for sentence in one.differs:
        print(f"  {sentence}")
    if one.pin is None:
        return
    now = one.state.now if one.state is not None else None
    if isinstance(one.state, DefinitionChanged):
        for sentence in one.state.how:
            print(f"  {sentence}")
    if not isinstance(one.state, StillSo) and now is not None:
        value = "没有数" if now.value is None else written(now.value, now.indicator.unit)
        print(f"  当时{one.pin.written}，现在{value}{now.reason}")
    place = tree.place(one.pin.place) or Place(code=one.pin.place, name=one.pin.place)
    if one.state is not None:
        for sort in pinned.sorts(one.pin, place, one.state, operator()):
            _records(sort)


def _records(sort: dict[str, Any]) -> None:
    """The records that moved, a line each: number, day, place, what it was about."""
    print(f"  {sort['title']}{sort['count']}条：")
    for row in sort["rows"]:
        told = (row["number"], day(row["on"]), row["place"], row["title"], row["effect"])
        print("    " + "  ".join(str(part) for part in told if part))
    if sort["more"]:
        print(f"    还有{sort['more']}条没有列。")


def _checked(one: Checked) -> dict[str, Any]:
    said: dict[str, Any] = {"code": one.code, "state": one.word, "sound": one.sound,
                            "differs": list(one.differs)}  # fmt: skip
    if one.pin is not None and one.state is not None:
        said |= _pin(one.pin) | _state(one.state)
    return said


def _pin(pin: Pin) -> dict[str, Any]:
    return {
        "figure": pin.figure, "name": pin.name, "place": pin.place,
        "as_of": pin.as_of.isoformat(),
        "period": {"from": pin.period_from.isoformat() if pin.period_from else None,
                   "to": pin.period_to.isoformat()},
        "value": number(pin.exact), "unit": pin.unit, "written": pin.written,
        "numerator": pin.numerator, "of": pin.of, "records": pin.records, "digest": pin.digest,
        "definition": pin.definition, "version": pin.definition_version,
        "head": {"chain": pin.chain, "seq": pin.head_seq, "hash": pin.head},
        "left_in": pin.left_in, "title": pin.title, "actor": pin.actor,
        "at": localtime(pin.at).isoformat(),
    }  # fmt: skip


def _state(found: State) -> dict[str, Any]:
    now = found.now
    said: dict[str, Any] = {
        "now": None if now is None else {
            "value": number(now.value), "numerator": now.numerator, "of": now.of,
            "records": now.records, "reason": str(now.reason) or None,
        },
        "how": list(found.how) if isinstance(found, DefinitionChanged) else [],
    }  # fmt: skip
    for name in _SORTS:
        held: tuple[Record, ...] = getattr(found, name, ())
        said[name] = [
            {"id": one.id, "number": one.number, "place": one.place, "on": one.on or None,
             "counted": one.counted, "counts": one.counts}
            for one in held
        ]  # fmt: skip
    return said
