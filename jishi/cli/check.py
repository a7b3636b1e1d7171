"""check: the figures of a draft, held against the ledger or against the text itself."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from jishi.cli.speaking import Trouble, complained, give, table, unread

if TYPE_CHECKING:
    from jishi.draftcheck.checking import Check
    from jishi.draftcheck.verdicts import Checked

#: Exit codes: nothing differs; a figure differs from the ledger, or the text from itself.
NONE_DIFFERS, SOMETHING_DIFFERS = 0, 1


def checks(options: Namespace) -> int:
    """Check a draft."""
    from jishi.access.actor import operator
    from jishi.cli.figures import ground_of
    from jishi.draftcheck.checking import check, check_alone
    from jishi.values.complaint import Complaint

    if not options.no_ledger and not (options.place and options.as_of):
        raise Trouble("要有 --place 和 --as-of；不和台账比就用 --no-ledger。")
    on = None if options.no_ledger else ground_of(options)
    text = _text(options)
    try:
        found = check(text, on.place, on.as_of, operator()) if on else check_alone(text)
    except Complaint as complaint:
        raise complained(complaint) from complaint
    return _tell(options, found)


def _text(options: Namespace) -> str:
    from jishi.draftcheck.source import Unreadable, open_draft

    try:
        if options.draft == "-":
            content, name = sys.stdin.buffer.read(), "标准输入.txt"
        else:
            content, name = _bytes(options.draft), options.draft
        return open_draft(content, name).text
    except Unreadable as refused:
        raise complained(refused) from refused


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a name as it was typed
            return file.read()
    except (OSError, ValueError) as error:
        raise unread(path, error) from error


def _tell(options: Namespace, found: "Check") -> int:
    from jishi.draftcheck.telling import check_json
    from jishi.draftcheck.verdicts import DIFFERS

    # A text that contradicts itself differs as well: one of its numbers cannot be true.
    differs = found.counts()[DIFFERS] or found.findings
    told = check_json(found)
    if options.format == "json":
        give(told)
    else:
        _print(told, found, held=not options.no_ledger)
    return SOMETHING_DIFFERS if differs else NONE_DIFFERS


def _print(told: dict[str, Any], found: "Check", *, held: bool) -> None:
    from jishi.draftcheck.verdicts import VERDICTS

    if not found.figures:
        print("没有找到数字。")
        return
    text = found.reading.text
    rows = []
    for one, checked in zip(told["figures"], found.figures, strict=True):
        said = str(VERDICTS[checked.verdict]) if checked.verdict else "—"
        subject = "".join((one["subject"] or "").split())
        rows.append((
            _where(text, one["start"]), _line(one["surface"]), said, subject, _held(checked),
            one["reason"] or "",
        ))  # fmt: skip
    table(rows)
    for finding in told["findings"]:
        marked = [told["figures"][at] for at in finding["figures"]]
        words = "、".join(
            f"{_where(text, one['start'])}“{_line(one['surface'])}”" for one in marked
        )
        print(f"对不上：{words}：{finding['explanation']}")
    counts = found.counts()
    print("，".join(f"{zh}{counts[key]}" for key, zh in VERDICTS.items()) if held
          else "没有和台账比。")  # fmt: skip


def _where(text: str, start: int) -> str:
    """第3行第5字, both counted from 1."""
    line = text.count("\n", 0, start) + 1
    return f"第{line}行第{start - text.rfind(chr(10), 0, start)}字"


def _line(surface: str) -> str:
    return "".join(surface.split("\n"))


def _held(checked: "Checked") -> str:
    """What the ledger says, rounded as on the pages."""
    from jishi.values.figures import NARROW_SPACE, display

    figure = checked.figure
    if figure is None or figure.value is None:
        return ""
    said = "".join(display(figure.value, figure.indicator.unit)).replace(NARROW_SPACE, "")
    return f"台账：{said}"
