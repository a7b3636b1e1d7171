"""From one number to another 由…到…: 由去年的65个增加到70个.

What it is now has the words of the first number, and is held against the ledger. What it was is of
another time, and is held where the text tells the time; where it does not, the usual ones are tried
(上年同期, 上年末), and what none of them gives is not held.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jishi.draftcheck.counting import settled
from jishi.draftcheck.holding import GOOD, Holder
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.verdicts import DIFFERS, Candidate, Checked

_FROM = re.compile(r"[由从](?:[^，,；;。、由从]{1,10}的)?$")
TO = re.compile(
    r"[^，,；;。、]{0,8}?(?:(?:上升|增加|增长|提高|提升|扩大|扩充|发展|壮大|下降|减少|降低|缩减|[增减升降扩])为"
    r"|变[为成]|转为|[到至](?!位|村|镇|岗|底|今))了?"
)
_BEGUN = re.compile("年初|年头")
_USUAL = ("上年同期", "上年末")
_FROM_ON = re.compile(r"[由从](?:(?![由从]).)*$")


def came_from(around: Around) -> bool:
    """True for a number that tells where a later one came from."""
    return bool(_FROM.search(around.before) and TO.match(around.after))


def reached(around: Around, last: Around) -> Around:
    """The words about a number; those of `last`, without its time, where it came from that."""
    began = _FROM.search(last.before)
    same = last.sentence_start == around.sentence_start
    if began is None or not same or not TO.fullmatch(around.between):
        return around
    words = last.before[: began.start()] + around.between
    return replace(
        around, before=words, between=words, lead=_FROM_ON.sub("", around.lead) + around.between,
        whole_lead=_FROM_ON.sub("", around.whole_lead),
    )  # fmt: skip


def was_then(holder: Holder, around: Around) -> Checked | None:
    """The verdict on the number that a later one came from; None where nothing can be held."""
    began = _FROM.search(around.before)
    assert began is not None  # came_from() says so
    words = around.before[: began.start()]
    lead = around.lead.removesuffix(began.group())
    own = holder.whole(replace(
        around, before=words, between=words, lead=lead, after=around.after * (not words)
    ))  # fmt: skip
    found = settled(holder.vocabulary.matches(own))
    if len(found) != 1:
        return None
    time = _BEGUN.sub("上年末", began.group())
    told = bool(holder.asking.periods(time))
    tried = [_then(holder, own, time if told else usual) for usual in _USUAL[: 1 if told else None]]
    best = next((one for one in tried if one.verdict in GOOD), tried[0])
    # Where the ledger has none at all, it may have begun later.
    wrong = told and best.verdict == DIFFERS and best.figure.value and not found[0].narrower
    if best.verdict not in GOOD and not wrong:
        return None
    return Checked(around, best.verdict, "", best, (best,), best.asked)


def _then(holder: Holder, around: Around, time: str) -> Candidate:
    """What the ledger has at a time that the text says."""
    found = settled(holder.vocabulary.matches(around))[0]
    readings = holder.asking.readings(replace(around, lead=time))
    return holder.candidate(found, around.mention, readings)
