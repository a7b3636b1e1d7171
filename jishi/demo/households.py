"""The sample town's 4 508 households, and those that came and went."""

import random
from dataclasses import dataclass, field
from datetime import date

from jishi.demo.book import Book, Row, in_force
from jishi.demo.days import AS_OF, NEW_YEAR, YEAR_END, between
from jishi.demo.ground import MOVED_GROUPS, VILLAGES, Village, group_name
from jishi.demo.names import Names
from jishi.demo.tables import table

#: The small group whose households have their grid member by name, one by one.
BY_NAME_GROUP, BY_NAME_SIZE = ("五联村", 6), 11
_ENDED, _REGISTERED = 84, 46  # ordinary comings and goings since the ledger began


@dataclass
class Households:
    """The households for other sheets to link to."""

    lasting: list[Row] = field(default_factory=list)  # in force all the time
    by_name: list[Row] = field(default_factory=list)  # with a grid member of their own


class Register:
    """Adds households and numbers them by village, group and turn."""

    def __init__(self, book: Book, rng: random.Random) -> None:
        self.book, self.rng, self.names = book, rng, Names(rng)
        self._turn: dict[str, int] = {}

    def add(
        self, village: str, group: int, since: date, until: date | None = None, *,
        trap: str = "", note: str = "", head: str = "",
    ) -> Row:  # fmt: skip
        """A household of that group."""
        place = group_name(village, group)
        turn = self._turn[place] = self._turn.get(place, 0) + 1
        order = [one.name for one in VILLAGES].index(village) + 1
        return self.book.add(
            "households", trap, number=f"NH{order}{group:02d}{turn:03d}",
            head=head or self.names.head(), place=place, since=since, until=until, note=note,
            address=f"{village.removesuffix('村')}{turn}号",
            members=self.rng.choice((1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6)),
        )  # fmt: skip


def build(book: Book, rng: random.Random) -> Households:
    """Write the households so that each village has its number on AS_OF."""
    register, found = Register(book, rng), Households()
    for village in VILLAGES:
        _village(register, found, village)
    for row in table("household_edges"):
        name, group = _split(row["place"])
        register.add(name, group, row["since"], row.get("until"), trap=row["trap"])
    for _ in range(_ENDED):
        until = between(rng, date(2023, 1, 10), date(2024, 9, 20))
        name = rng.choice(VILLAGES).name
        register.add(name, rng.randrange(1, 6), _old(rng), until, note="销户")
    _regrouped(register)
    return found


def _village(register: Register, found: Households, village: Village) -> None:
    rng = register.rng
    moved = {(name, number): since for name, number, since, *_rest in MOVED_GROUPS}
    apart = _apart(village.name)
    open_groups = [n for n in range(1, village.groups + 1) if (village.name, n) not in moved]
    named = BY_NAME_GROUP[1] if BY_NAME_GROUP[0] == village.name else 0
    shared = [n for n in open_groups if n != named]
    remaining = village.households - apart - (BY_NAME_SIZE if named else 0)
    sizes = _sizes(rng, remaining, len(shared))
    fresh = _REGISTERED // len(VILLAGES)
    for number, size in zip(shared, sizes, strict=True):
        for turn in range(size):
            recent = turn == size - 1 and number in shared[:fresh]
            since = between(rng, date(2023, 1, 10), date(2024, 9, 20)) if recent else _old(rng)
            row = register.add(village.name, number, since)
            if not recent:
                found.lasting.append(row)
    for _ in range(BY_NAME_SIZE if named else 0):
        found.by_name.append(register.add(village.name, named, _old(rng)))


def _apart(village: str) -> int:
    """How many of the village's households in force on AS_OF are written elsewhere."""
    edges = sum(
        row["place"].startswith(village) and in_force(row, AS_OF)
        for row in table("household_edges")
    )
    return edges + sum(count for name, _from, _to, count, _day in _REGROUPED if name == village)


#: Households that a change of groups moved: village, from group, to group, how many, day.
_REGROUPED = (
    ("上庄村", 13, 12, 7, YEAR_END), ("上庄村", 14, 12, 5, YEAR_END),
    ("余川村", 9, 8, 6, NEW_YEAR), ("旺川村", 12, 13, 31, YEAR_END),
    ("寺后村", 7, 8, 24, NEW_YEAR),
)  # fmt: skip


def _regrouped(register: Register) -> None:
    """One household ends in the old group and is registered in the new one the same day."""
    for village, old, new, count, day in _REGROUPED:
        for _ in range(count):
            head = register.names.head()
            register.add(village, old, _old(register.rng), day, head=head, note="并组调整")
            register.add(village, new, day, head=head, note="并组调整")


def _sizes(rng: random.Random, total: int, groups: int) -> list[int]:
    weights = [rng.uniform(0.7, 1.3) for _ in range(groups)]
    sizes = [int(total * weight / sum(weights)) for weight in weights]
    sizes[0] += total - sum(sizes)
    return sizes


def _split(group: str) -> tuple[str, int]:
    """Village and number of 上庄村第3组."""
    village, _word, number = group.partition("第")
    return village, int(number.removesuffix("组"))


def _old(rng: random.Random) -> date:
    return between(rng, date(1986, 1, 10), date(2022, 12, 20))
