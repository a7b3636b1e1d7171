"""Asking the shelves 查: which records a query means, best first, as far as the asker may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jishi.access.actor import Actor
from jishi.access.door import in_place, see
from jishi.desk.finding.shelf import Shelf, head, names_of, places_of
from jishi.kernel.columns import Ledger
from jishi.values.names import GAPS, SOUND, plain
from jishi.values.pinyin import is_han

_BATCH = 200  # candidates shown to the door at a time
_LONGEST, _LONGEST_PLACE = 60, 16


@dataclass(frozen=True)
class Found:
    """Rows in the order of their answers; `more` where there are others behind them."""

    rows: list[Any]
    more: bool = False


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

    def find(self, ledger: Ledger, limit: int) -> Found:
        """At most `limit` rows of the ledger. Raises policy.Forbidden."""
        allowed = self._allowed(ledger)
        text = self.text.strip()[:_LONGEST]
        if not plain(text):
            return Found([])
        now = head(self.town)
        shelf, places = names_of(ledger, self.town), places_of(self.town)
        with places.lock:
            places.refresh(now)
        with shelf.lock:
            shelf.refresh(now)
            keys = self._sorted(shelf, _answers(shelf, places, text))
            cut = shelf.cut
        rows = _through(allowed, keys, limit + 1)
        if cut and len(rows) <= limit:
            rows += self._older(ledger, allowed, {row.pk for row in rows}, limit + 1 - len(rows))
        return Found(rows[:limit], more=len(rows) > limit)

    def _allowed(self, ledger: Ledger) -> "QuerySet[Any]":
        rows = see(ledger.model, by=self.by).filter(town=self.town)
        return in_place(rows, self.at, self.on) if self.at else rows

    def _sorted(self, shelf: Shelf, ranks: dict[Any, int]) -> list[Any]:
        def order(key: Any) -> tuple[Any, ...]:
            card = shelf.cards[key]
            ended = card.until is not None and card.until <= self.on
            far = bool(self.near) and not card.place.startswith(self.near)
            return ranks[key], ended, far, len(card.name), card.number

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


def _through(allowed: "QuerySet[Any]", keys: list[Any], wanted: int) -> list[Any]:
    """The first rows that the door lets through, in the order of the keys."""
    rows: list[Any] = []
    for start in range(0, len(keys), _BATCH):
        part = keys[start:][:_BATCH]
        held = allowed.in_bulk(part)
        rows += [held[key] for key in part if key in held]
        if len(rows) >= wanted:
            break
    return rows[:wanted]


def _answers(shelf: Shelf, places: Shelf, text: str) -> dict[Any, int]:
    """Keys with their ranks: the query as one word, as several, or as a place and a name."""
    found = shelf.names.ranks(text)
    best = dict(found) if any(rank < GAPS for rank in found.values()) else {}
    words = text.split()
    if len(words) > 1:
        for key, rank in _together(shelf, places, words).items():
            best[key] = min(rank, best.get(key, rank))
    if not best:
        best = _divided(shelf, places, plain(text)) or _lying(shelf, places, text) or found
    return best


def _together(shelf: Shelf, places: Shelf, words: list[str]) -> dict[Any, int]:
    """Rows that answer every word by name or by place, at least one of them by name."""
    told = [(shelf.names.ranks(word), _codes(places, word)) for word in words]
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
    """余川曹建国: the longest beginning that names a place, and the rest as a name there."""
    for end in range(min(len(text) - 1, _LONGEST_PLACE), 1, -1):
        if _codes(places, text[:end]):
            found = _together(shelf, places, [text[:end], text[end:]])
            if found:
                return found
    return {}


def _lying(shelf: Shelf, places: Shelf, text: str) -> dict[Any, int]:
    """Everything at the places that the words name, where they name nothing else."""
    codes = _codes(places, text)
    if not codes:
        return {}
    cards = shelf.cards.items()
    return {key: SOUND for key, card in cards if card.place.startswith(codes)}


def _codes(places: Shelf, word: str) -> tuple[str, ...]:
    """Codes of the places that a word names; two letters or one character say too little."""
    if len(plain(word)) < 2:
        return ()
    ranks = places.names.ranks(word)
    best = min(ranks.values(), default=SOUND)
    return tuple(code for code, rank in ranks.items() if rank == best and rank < SOUND)
