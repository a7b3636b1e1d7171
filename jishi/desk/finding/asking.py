"""Asking the shelves 查: which records a query means, best first, as far as the asker may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from jishi.access.actor import Actor
from jishi.access.door import in_place, see
from jishi.desk.finding.shelf import Heads, Shelf, heads, names_of, places_of
from jishi.kernel.columns import Ledger
from jishi.values.names import GAPS, INSIDE, PREFIX, SOUND, plain
from jishi.values.pinyin import is_han

_BATCH = 200  # candidates shown to the door at first
_LONGEST, _SHORTEST_PLACE, _LONGEST_PLACE = 60, 2, 16


@dataclass(frozen=True)
class Found:
    """Rows in the order of their answers; `more` where there are others behind them.

    `rank` is how well the first of them answers (values.names.WHOLE … SOUND).
    """

    rows: list[Any]
    more: bool = False
    rank: int = SOUND


@dataclass(frozen=True)
class Search:
    """One query put to a town's ledgers: the chain's head and the places are looked up once.

    `at` narrows to a place (''; anywhere in the town that the asker may see), `near` only puts
    what lies there first. `on` is the day on which ended states count as ended.
    """

    text: str
    town: str
    by: Actor
    on: date
    at: str = ""
    near: str = ""

    @cached_property
    def _now(self) -> Heads:
        return heads(self.town)

    def find(self, ledger: Ledger, limit: int) -> Found:
        """At most `limit` rows of the ledger. Raises policy.Forbidden."""
        allowed = self._allowed(ledger)
        text = self.text.strip()[:_LONGEST]
        if not plain(text):
            return Found([])
        now = self._now
        shelf, places = names_of(ledger, self.town), places_of(self.town)
        with places.lock:
            places.refresh(now)
        with shelf.lock:
            shelf.refresh(now)
            cut = shelf.cut
        rows, rank = self._best(shelf, places, allowed, text, limit + 1)
        if cut and len(rows) <= limit:
            known = {row.pk for row in rows}
            rank = rank if rows else INSIDE
            rows += self._older(ledger, allowed, known, limit + 1 - len(rows))
        return Found(rows[:limit], len(rows) > limit, rank)

    def _best(
        self, shelf: Shelf, places: Shelf, allowed: "QuerySet[Any]", text: str, wanted: int
    ) -> tuple[list[Any], int]:
        """The rows of the first way of reading the query that answers anything to this asker,
        and the rank of the first.

        Only what passed the door decides whether to read it another way: else the silence
        would tell that somebody of that name lives elsewhere.
        """
        readings, sight = _readings(shelf, places, text), _Sight(allowed)
        while True:
            # The database is asked without the locks: others may look meanwhile.
            with shelf.lock, places.lock:
                ranks = next(readings, None)
                keys = self._sorted(shelf, ranks or {})
            rows = sight.first(keys, wanted)
            if rows:
                return rows, (ranks or {})[rows[0].pk]
            if ranks is None:
                return [], SOUND

    def _allowed(self, ledger: Ledger) -> "QuerySet[Any]":
        rows = see(ledger.model, by=self.by).filter(town=self.town)
        return in_place(rows, self.at, self.on) if self.at else rows

    def _sorted(self, shelf: Shelf, ranks: dict[Any, int]) -> list[Any]:
        def order(key: Any) -> tuple[Any, ...]:
            card = shelf.cards[key]
            ended = card.until is not None and card.until <= self.on
            far = bool(self.near) and not card.place.startswith(self.near)
            # What happened, the latest first; names, the shortest first.
            size = -card.on.toordinal() if card.on else len(card.name)
            return ranks[key], ended, far, size, card.number

        return sorted(ranks, key=order)

    def _older(
        self, ledger: Ledger, allowed: "QuerySet[Any]", known: set[Any], wanted: int
    ) -> list[Any]:  # fmt: skip
        """What happened too long ago for the shelf, by the very characters of its title."""
        title = ledger.column(ledger.title)
        if title.type != "text" or not any(map(is_han, self.text)):
            return []
        found = allowed.exclude(pk__in=known)
        for word in self.text.split():
            found = found.filter(**{f"{title.name}__icontains": word})
        return list(found.order_by("-pk")[:wanted])


class _Sight:
    """What of the candidates the door lets through.

    Whoever may see most of a ledger sees enough among the first candidates. Whoever does not
    sees few rows: then all that he may see is asked for once, and never one batch of strangers
    after the other.
    """

    def __init__(self, allowed: "QuerySet[Any]") -> None:
        self._allowed = allowed
        self._seen: set[Any] | None = None

    def first(self, keys: list[Any], wanted: int) -> list[Any]:
        """At most `wanted` rows, in the order of the keys; at most three queries."""
        if self._seen is None:
            rows = self._held(keys[:_BATCH])
            if len(rows) >= wanted or len(keys) <= _BATCH:
                return rows[:wanted]
            self._seen = set(self._allowed.values_list("pk", flat=True))
        seen = self._seen
        return self._held([key for key in keys if key in seen][:wanted])

    def _held(self, keys: list[Any]) -> list[Any]:
        held = self._allowed.in_bulk(keys) if keys else {}
        return [held[key] for key in keys if key in held]


def _readings(shelf: Shelf, places: Shelf, text: str) -> Iterator[dict[Any, int]]:
    """Ways of reading a query, the likeliest first: keys with their ranks."""
    best, words = shelf.names.near(text), text.split()
    if len(words) > 1:
        for key, rank in _together(shelf, places, words).items():
            best[key] = min(rank, best.get(key, rank))
    yield best
    yield _divided(shelf, places, plain(text))
    yield shelf.names.apart(text)
    yield _lying(shelf, places, text)
    yield shelf.names.alike(text)


def _together(shelf: Shelf, places: Shelf, words: list[str]) -> dict[Any, int]:
    """Rows that answer every word by name or by place, at least one of them by name."""
    told = [(shelf.names.near(word), _codes(places, word)) for word in words]
    found: dict[Any, int] = {}
    for key in set().union(*(ranks for ranks, _codes in told)):
        place = shelf.cards[key].place
        worst = 0
        for ranks, codes in told:
            if key in ranks:
                worst = max(worst, ranks[key])
            elif not (codes and place.startswith(codes)):
                break
        else:
            found[key] = worst
    return found


def _divided(shelf: Shelf, places: Shelf, text: str) -> dict[Any, int]:
    """余川曹建国: a beginning that names a place, and the rest as a name there."""
    found: dict[Any, int] = {}
    for end in range(min(len(text) - 1, _LONGEST_PLACE), 1, -1):
        if _codes(places, text[:end]):
            for key, rank in _together(shelf, places, [text[:end], text[end:]]).items():
                found[key] = min(rank, found.get(key, rank))
    return found


def _lying(shelf: Shelf, places: Shelf, text: str) -> dict[Any, int]:
    """Everything at the places that the words name, where they name nothing else."""
    codes = _codes(places, text, PREFIX)
    cards = shelf.cards.items() if codes else ()
    return {key: GAPS for key, card in cards if card.place.startswith(codes)}


def _codes(places: Shelf, word: str, worst: int = INSIDE) -> tuple[str, ...]:
    """Codes of the places that a word names; a single letter or character says too little.

    All of them, not the best: which is best may depend on places that are not the asker's.
    """
    if len(plain(word)) < _SHORTEST_PLACE:
        return ()
    ranks = places.names.near(word)
    return tuple({places.cards[key].place for key, rank in ranks.items() if rank <= worst})
