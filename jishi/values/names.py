"""Names found by what people type: characters, pinyin, initials, digits, and any mixture of them.

A name is a row of signs, one per character: the character itself and its readings. A query runs
along the signs from some character on and takes from each either the whole of one of its spellings
or the beginning of it: `chengxm` takes cheng, x and m from 程晓梅, `程xm` the character first.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from jishi.values.pinyin import is_han, readings, usual

K = TypeVar("K", bound=Hashable)
Sign = tuple[str, ...]

#: How well a name answers a query, best first.
#: RARE is begun by a reading that one does not think of first: hjm takes 许 (hu) from 许家民.
WHOLE, PREFIX, INITIALS, BEGUN, RARE, INSIDE, LOOSE, GAPS, SOUND = range(9)

LONGEST = 40  # signs of a query or a name that are looked at
_FULL, _INITIAL, _PART = 1, 2, 4
_DOUBLE = frozenset({"zh", "ch", "sh"})
_TAIL = 3  # so many last digits of a number say which it is


@dataclass(slots=True, eq=False)
class _Entry(Generic[K]):
    key: K
    signs: tuple[Sign, ...]
    codes: tuple[str, ...]


class Names(Generic[K]):
    """Names by the key of what bears them; any number of changes, any number of questions."""

    def __init__(self) -> None:
        self._entries: dict[K, _Entry[K]] = {}
        self._begun_by: dict[str, set[_Entry[K]]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, key: K, name: str, codes: Iterable[str] = ()) -> None:
        """Enter or replace a name. `codes` are numbers it is also found by: its own, a telephone.

        A code is found whole, by its beginning, or by its last digits (three at least).
        """
        self.drop(key)
        entry = _Entry(key, signs(name), tuple(filter(None, map(plain, codes))))
        self._entries[key] = entry
        for first in _firsts(entry.signs):
            self._begun_by[first].add(entry)

    def drop(self, key: K) -> None:
        """Forget a name; one that is not there is none to forget."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            for first in _firsts(entry.signs):
                self._begun_by[first].discard(entry)

    def near(self, query: str) -> dict[K, int]:
        """Keys of the names that answer a query, with how well (WHOLE … LOOSE).

        Spaces and apostrophes between syllables mean nothing.
        """
        asked = plain(query)
        if not asked:
            return {}
        found: dict[K, int] = {}
        for entry in self._begun_by.get(asked[0], ()):
            rank = _answer(entry.signs, asked)
            if rank is not None:
                found[entry.key] = rank
        if any(char.isdigit() for char in asked):
            self._by_code(asked, found)
        return found

    def apart(self, query: str) -> dict[K, int]:
        """Names that hold the characters in order with others between: 上庄党委 in 上庄镇党委."""
        asked = plain(query)
        if not _several_characters(asked):
            return {}
        begun = self._begun_by.get(asked[0], ())
        return {entry.key: GAPS for entry in begun if _in_order(entry.signs, asked)}

    def alike(self, query: str) -> dict[K, int]:
        """Names that sound like it: 程小妹 or 程曉梅 for 程晓梅."""
        asked = plain(query)
        if not _several_characters(asked):
            return {}
        wanted = [frozenset(sign) for sign in signs(asked)]
        heard = set().union(*(self._begun_by.get(option[0], ()) for option in wanted[0]))
        return {entry.key: SOUND for entry in heard if _alike(entry.signs, wanted)}

    def _by_code(self, asked: str, found: dict[K, int]) -> None:
        for key, entry in self._entries.items():
            for code in entry.codes:
                rank = _code(code, asked)
                if rank is not None:
                    found[key] = min(rank, found.get(key, rank))


def rank(name: str, query: str) -> int | None:
    """How well one name answers a query (WHOLE … LOOSE), or None."""
    asked = plain(query)
    return _answer(signs(name), asked) if asked else None


def plain(text: str) -> str:
    """Letters, digits and characters alone, in one width and case; ü as v."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    return "".join(char for char in folded if char.isalnum())[:LONGEST]


def signs(name: str) -> tuple[Sign, ...]:
    """A name as signs: for each character itself and its readings."""
    return tuple(map(_sign, plain(name)))


@cache
def _sign(char: str) -> Sign:
    return (char, *readings(char))


def _firsts(row: tuple[Sign, ...]) -> set[str]:
    return {option[0] for sign in row for option in sign}


def _answer(row: tuple[Sign, ...], asked: str) -> int | None:
    """How well a name answers; by single letters its usual readings come first."""
    rank = _along(row, asked)
    letters = rank in (INITIALS, BEGUN) or (rank == PREFIX and len(asked) == 1)
    if letters and _along(tuple(_usual(sign[0]) for sign in row), asked) != rank:
        return RARE
    return rank


@cache
def _usual(char: str) -> Sign:
    return (char, *usual(char))


def _along(row: tuple[Sign, ...], asked: str) -> int | None:
    """The best rank over all characters at which the query may begin."""
    best: int | None = None
    for start in range(len(row)):
        if _may_begin(row, start, asked):
            rank = _from(row, start, asked)
            if rank is not None and (best is None or rank < best):
                best = rank
            if best is not None and best <= INSIDE:
                break  # what begins later is no better
    return best


def _may_begin(row: tuple[Sign, ...], start: int, asked: str) -> bool:
    """A quick look at the first two letters, which most names do not stand."""
    first, second = asked[0], asked[1:2]
    for option in row[start]:
        if option[0] == first and (not second or option[1:2] == second):
            return True
    return (
        start + 1 < len(row)
        and any(option[0] == first for option in row[start])
        and any(option[0] == second for option in row[start + 1])
    )


def _from(row: tuple[Sign, ...], start: int, asked: str) -> int | None:
    """The rank of a query that begins at one character.

    A state is how much of the query is used up, and in which ways; so the work is bounded by
    the lengths, however many ways there are of dividing the letters.
    """
    states, last, found = {(0, 0)}, len(row) - 1, []
    for at in range(start, len(row)):
        after: set[tuple[int, int]] = set()
        for used, ways in states:
            for option in row[at]:
                for size, way in _pieces(option, asked, used):
                    if used + size < len(asked):
                        after.add((used + size, ways | way))
                    else:
                        found.append(_rank(ways, way, at_start=start == 0, to_end=at == last))
        if not after:
            break
        states = after
    return min(found, default=None)


def _pieces(option: str, asked: str, used: int) -> list[tuple[int, int]]:
    """What a query may take from one spelling next: how many letters, and which way."""
    size, most = 0, min(len(option), len(asked) - used)
    while size < most and option[size] == asked[used + size]:
        size += 1
    found = [
        (n, _INITIAL if n == 1 or option[:n] in _DOUBLE else _PART)
        for n in range(1, min(size, len(option) - 1) + 1)
    ]
    if size == len(option):
        found.append((size, _FULL))
    return found


def _rank(ways: int, last: int, *, at_start: bool, to_end: bool) -> int:
    # The last syllable may be half typed: the word is begun as well as if it were whole.
    whole = not ways & ~_FULL
    if not at_start:
        return INSIDE if whole else LOOSE
    if whole:
        return WHOLE if to_end and last == _FULL else PREFIX
    return INITIALS if to_end and ways | last == _INITIAL else BEGUN


def _code(code: str, asked: str) -> int | None:
    if code == asked:
        return WHOLE
    if code.startswith(asked):
        return PREFIX
    return INSIDE if len(asked) >= _TAIL and code.endswith(asked) else None


def _several_characters(asked: str) -> bool:
    return len(asked) > 1 and any(map(is_han, asked))


def _in_order(row: tuple[Sign, ...], asked: str) -> bool:
    chars = iter(sign[0] for sign in row)
    return all(char in chars for char in asked)


def _alike(row: tuple[Sign, ...], wanted: list[frozenset[str]]) -> bool:
    """True where somewhere in the row each sign shares a spelling with the one that is wanted."""
    return any(
        not any(other.isdisjoint(row[start + n]) for n, other in enumerate(wanted))
        for start in range(len(row) - len(wanted) + 1)
    )
