"""Checking the trail: links, values, heads, and the records against their last digest."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from jishi.audit.models import ChainHead, Entry, EntryValues
from jishi.audit.trail import digest, head_log, link_hash
from jishi.kernel.record import canonical, facts

#: The action of the entry that erases the values of earlier ones, as the procedure writes it.
ERASE = "erase"
_HEAD = re.compile(r"(\w{1,9}) (\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True)
class Audited:
    """Rows that must agree with their last entry: where they lie, and what of them was told."""

    ledger: str
    rows: Callable[[], "models.QuerySet[Any]"]
    told: Callable[[Any], dict[str, Any]] = facts
    key: Callable[[Any], str] = lambda row: str(row.pk)


@dataclass(frozen=True)
class Problem:
    """Something that does not fit: in which chain, at which entry, what, and of which record."""

    chain: str
    seq: int
    what: str
    record: str = ""


@dataclass
class Result:
    """What a check saw."""

    entries: int = 0
    records: int = 0
    heads: dict[str, str] = field(default_factory=dict)
    erased: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Last:
    """The last entry of a record, as the check met it."""

    chain: str
    seq: int
    salt: str
    after: str
    at: tuple[int, Any, int]
    erased: bool


def verify(audited: Sequence[Audited], *, head: str | None = None) -> Result:
    """Check all chains and records. `head` is a hash printed on a report: it must be on a chain."""
    result = Result()
    last: dict[tuple[str, str], _Last] = {}
    hashes: dict[tuple[str, int], str] = {}
    for chain in _chains():
        _check_chain(chain, result, last, hashes)
    result.problems += _check_heads(result, hashes)
    if head and head not in hashes.values():
        result.problems.append(Problem("", 0, f"链上没有{head}，报告之后链被换过或截断"))
    for one in audited:
        result.problems += _check_records(one, last, result)
    return result


def _chains() -> list[str]:
    found = set(Entry.objects.values_list("chain", flat=True).distinct())
    found |= set(ChainHead.objects.values_list("chain", flat=True))
    return sorted(found)


def _check_chain(
    chain: str,
    result: Result,
    last: dict[tuple[str, str], _Last],
    hashes: dict[tuple[str, int], str],
) -> None:
    expected, previous = 1, ""
    entries = Entry.objects.filter(chain=chain).order_by("seq")
    held = {
        row.entry_id: row for row in EntryValues.objects.filter(entry__chain=chain).iterator(2000)
    }
    erasers = dict(Entry.objects.filter(chain=chain, action=ERASE).values_list("seq", "record"))
    for entry in entries.iterator(2000):
        result.entries += 1
        problems = result.problems
        if entry.seq != expected:
            problems.append(Problem(chain, expected, f"少了第{expected}条到第{entry.seq - 1}条"))
        elif entry.previous != previous:
            problems.append(Problem(chain, entry.seq, "接不上前一条", entry.record))
        if link_hash(entry) != entry.hash:
            problems.append(Problem(chain, entry.seq, "这一条被改过", entry.record))
        expected, previous = entry.seq + 1, entry.hash
        hashes[chain, entry.seq] = entry.hash
        values = held.pop(entry.pk, None)
        if values is None:
            problems.append(Problem(chain, entry.seq, "改动的内容不见了", entry.record))
            continue
        problems += _check_values(entry, values, erasers, result)
        if entry.before or entry.after:
            _keep_last(entry, values, last)
    top = ChainHead.objects.filter(chain=chain).first()
    if top is None or (top.seq, top.hash) != (expected - 1, previous):
        result.problems.append(Problem(chain, expected - 1, "链尾和链头记的不一样，末尾可能被截断"))
    result.heads[chain] = previous


def _check_values(
    entry: Entry, values: EntryValues, erasers: dict[int, str], result: Result
) -> Iterator[Problem]:
    if values.erased_by is None:
        if (
            digest(values.salt, values.before) != entry.before
            or digest(values.salt, values.after) != entry.after
        ):
            yield Problem(entry.chain, entry.seq, "改动的内容和摘要对不上", entry.record)
    elif _erased(entry, values, erasers):
        result.erased.append({"chain": entry.chain, "seq": entry.seq, "by": values.erased_by})
    else:
        yield Problem(
            entry.chain, entry.seq, "改动的内容说是抹去了，却没有抹去的留痕", entry.record
        )


def _erased(entry: Entry, values: EntryValues, erasers: dict[int, str]) -> bool:
    """Erasing is itself an entry, later than the erased and about the same record."""
    return (
        (values.erased_by or 0) > entry.seq
        and erasers.get(values.erased_by or 0) == entry.record
        and not (values.salt or values.before or values.after)
    )


def _keep_last(entry: Entry, values: EntryValues, last: dict[tuple[str, str], _Last]) -> None:
    key = (entry.ledger, entry.record)
    # A record that moved to another town goes on in that town's chain: its version decides,
    # since clocks are set back.
    at = (entry.version, entry.at, entry.seq)
    known = last.get(key)
    if known is None or known.at <= at:
        last[key] = _Last(
            entry.chain, entry.seq, values.salt, entry.after, at, values.erased_by is not None
        )


def _check_heads(result: Result, hashes: dict[tuple[str, int], str]) -> Iterator[Problem]:
    """The heads kept outside the database show a tail that was cut and a chain made anew."""
    path = head_log()
    if not path.exists():
        if result.entries:
            yield Problem("", 0, f"数据库外的链头记录{path.name}不见了")
        return
    top: dict[str, int] = {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        match = _HEAD.fullmatch(line)
        if match is None:
            yield Problem("", 0, f"{path.name}第{number}行读不懂")
            continue
        chain, seq, value = match[1], int(match[2]), match[3]
        top[chain] = max(top.get(chain, 0), seq)
        if hashes.get((chain, seq)) != value:
            yield Problem(chain, seq, "和数据库外记的链头不一样")
    for chain, value in result.heads.items():
        held = max((seq for name, seq in hashes if name == chain), default=0)
        if held and top.get(chain, 0) < held:
            yield Problem(chain, held, "链尾没有记在数据库外", value)


def _agrees(entry: _Last, told: dict[str, Any]) -> bool:
    """True where a row is as its last entry says.

    A column that a later version of the program added was not told; it must still be empty.
    """
    if digest(entry.salt, canonical(told)) == entry.after:
        return True
    stored = EntryValues.objects.filter(entry__chain=entry.chain, entry__seq=entry.seq).first()
    try:
        known = json.loads(stored.after) if stored is not None else {}
    except ValueError:  # somebody wrote there: told with the entry's own values
        return False
    if not isinstance(known, dict):
        return False
    older = {name: value for name, value in told.items() if value or name in known}
    return digest(entry.salt, canonical(older)) == entry.after


def _check_records(
    one: Audited, last: dict[tuple[str, str], _Last], result: Result
) -> Iterator[Problem]:
    known = {key[1]: entry for key, entry in last.items() if key[0] == one.ledger and entry.after}
    for row in one.rows().iterator(2000):
        result.records += 1
        key = one.key(row)
        entry = known.pop(key, None)
        if entry is None:
            yield Problem("", 0, f"“{one.ledger}”里这一条没有留痕，像是直接写进数据库的", key)
        elif not entry.erased and not _agrees(entry, one.told(row)):
            yield Problem(
                entry.chain, entry.seq, f"“{one.ledger}”里这一条在留痕以后被直接改过", key
            )
    for key, entry in known.items():
        yield Problem(entry.chain, entry.seq, f"“{one.ledger}”里这一条不见了", key)
