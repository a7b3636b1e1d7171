"""The last checks, in memory: going from figure to figure does not check the paper anew.

A check is remembered for one paper, reader, place, day and language, and for the heads of the
trail's chains: whatever is written to the ledger moves a head, and the next page checks anew.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from jishi.access.actor import Actor
from jishi.audit.models import ChainHead
from jishi.draftcheck.checking import Check, check
from jishi.draftcheck.models import Paper

_MOST = 12
_held: OrderedDict[tuple[Any, ...], Check] = OrderedDict()
_lock = Lock()


def checked(paper: Paper, place: str, as_of: date, by: Actor) -> Check:
    """The check of a paper as the ledger stands now. Raises checking.TooLong."""
    heads = tuple(sorted(ChainHead.objects.values_list("chain", "hash")))
    key = (paper.pk, place, as_of, by.name, by.held, by.today, get_language(), heads)
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
    made = check(paper.text, place, as_of, by)
    with _lock:
        _held[key] = made
        while len(_held) > _MOST:
            _held.popitem(last=False)
    return made


def forget(paper: Paper) -> None:
    """Let go of the text of a paper that is thrown away."""
    with _lock:
        for key in [key for key in _held if key[0] == paper.pk]:
            del _held[key]
