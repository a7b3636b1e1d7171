"""From one number to another 由…到…: 由去年的65个增加到70个.

What it was is of another time, told in more ways than can be read; what it is now has the words of
the first number, and is held against the ledger.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jishi.draftcheck.surroundings import Around

_FROM = re.compile(r"[由从](?:[^，,；;。、由从]{1,10}的)?$")
TO = re.compile(
    r"[^，,；;。、]{0,8}?(?:上升|增加|增长|提高|提升|扩大|扩充|发展|壮大|下降|减少|降低|缩减|[增减升降扩])[到至为]"
)
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
        around, before=words, between=words, lead=_FROM_ON.sub("", around.lead),
        whole_lead=_FROM_ON.sub("", around.whole_lead),
    )  # fmt: skip
