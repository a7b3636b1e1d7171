"""check: the figures of a draft, held against the ledger or against the text itself."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from jishi.cli.speaking import Trouble, give, table

if TYPE_CHECKING:
    from jishi.draftcheck.checking import Check

#: Exit codes: nothing differs, something differs.
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
        raise Trouble(f"{complaint}{complaint.advice}") from complaint
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
        raise Trouble(f"{refused}{refused.advice}") from refused


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a name as it was typed
            return file.read()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "文件名不对"
        raise Trouble(f"读不了{path}：{why}。") from error


def _tell(options: Namespace, found: "Check") -> int:
    from jishi.draftcheck.telling import check_json
    from jishi.draftcheck.verdicts import DIFFERS, VERDICTS

    differs = found.counts()[DIFFERS]
    if options.format == "json":
        give(check_json(found))
        return SOMETHING_DIFFERS if differs else NONE_DIFFERS
    told = check_json(found)
    rows = []
    for one, checked in zip(told["figures"], found.figures, strict=True):
        said = str(VERDICTS[checked.verdict]) if checked.verdict else "—"
        held = _held(one["ledger"])
        surface, subject = one["surface"].replace("\n", ""), one["subject"] or ""
        rows.append((str(one["start"]), surface, said, subject, held, one["reason"] or ""))
    table(rows)
    for finding in told["findings"]:
        print(f"对不上：{finding['explanation']}")
    counts = found.counts()
    print(
        "，".join(f"{zh}{counts[key]}" for key, zh in VERDICTS.items())
        if options.place
        else "没有和台账比。"
    )
    return SOMETHING_DIFFERS if differs else NONE_DIFFERS


def _held(ledger: dict[str, object] | None) -> str:
    if ledger is None or ledger["value"] is None:
        return ""
    return f"台账：{ledger['value']}{ledger['unit']}"
