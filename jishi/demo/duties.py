"""Who answers for which village, group and household; responsibility zones and posts."""

import random
from dataclasses import dataclass
from datetime import date

from jishi.demo.book import Book
from jishi.demo.days import AS_OF, YEAR_END, spans
from jishi.demo.ground import TITLES, VILLAGES, group_name
from jishi.demo.households import BY_NAME_GROUP, Households
from jishi.demo.people import People
from jishi.demo.tables import table

_BEGIN = date(2022, 1, 1)
#: 联村领导 of each village.
_LEADERS = ("secretary", "mayor", "deputy", "chair", "industry", "discipline", "organiser")
_COVERAGE = "household_coverage group_coverage"


def build(book: Book, people: People, households: Households, rng: random.Random) -> None:
    """Write the links and the duty units."""
    for row in table("guidance"):
        row["holder"] = people.find(row["holder"])
        book.add("links", kind="指导村级抓党建", **row)
    for number, (village, key) in enumerate(zip(VILLAGES, _LEADERS, strict=True)):
        name, leader = village.name, people.team[key]
        book.add("links", kind="联村领导", holder=leader, place=name, since=_BEGIN)
        for cadre in people.cadres[10 + number :: 7][:2]:
            book.add("links", kind="联村干部", holder=cadre, place=name, since=_BEGIN)
        _village_links(book, people, name, village.groups)
    _grid(book, people)
    _by_name(book, people, households)
    _units(book, people, rng)


def _village_links(book: Book, people: People, village: str, groups: int) -> None:
    """村“两委”: some villages as a whole, most group by group."""
    members = people.members[village]
    if village in ("瑞川村", "五联村"):
        book.add("links", kind="村“两委”", holder=members[0], place=village, since=_BEGIN)
        book.add("links", kind="村“两委”", holder=members[1], place=group_name(village, 2),
                 since=date(2023, 6, 1))  # fmt: skip
        return
    more = {"上庄村": (13, 14), "余川村": (9,)}.get(village, ())
    for number in [*range(1, groups + 1), *more]:
        book.add("links", kind="村“两委”", holder=members[number % len(members)],
                 place=group_name(village, number), since=_BEGIN)  # fmt: skip


def _grid(book: Book, people: People) -> None:
    gaps = {row["place"]: row for row in table("grid_gaps")}
    named = group_name(*BY_NAME_GROUP)
    spares = {village.name: people.members[village.name][-1] for village in VILLAGES}
    for group, member in people.grid.items():
        village = group[:3]
        if group == named:
            continue
        if group not in gaps:
            book.add("links", kind="网格员", holder=member, place=group, since=_BEGIN)
            continue
        gap = gaps[group]
        trap, left = gap.get("trap", ""), gap["until"]
        first = spares[village]
        book.add("links", trap, kind="网格员", holder=first, place=group, since=_BEGIN, until=left)
        book.add("links", trap, kind="网格员", holder=member, place=group, since=gap["since"])


def _by_name(book: Book, people: People, households: Households) -> None:
    """One small group has no grid member of its own: neighbours answer for it house by house."""
    village, number = BY_NAME_GROUP
    near = [people.grid[group_name(village, n)] for n in (number - 1, number - 2)]
    for turn, household in enumerate(households.by_name):
        trap = f"{_COVERAGE}: one household, linked by name" if turn == 0 else ""
        book.add(
            "links", trap, kind="网格员", holder=near[turn % 2], household=household,
            since=YEAR_END if turn == 4 else _BEGIN,
        )  # fmt: skip
    for household in households.lasting[:900:300]:
        book.add("links", kind="联村干部", holder=people.cadres[3], household=household,
                 since=date(2023, 11, 6))  # fmt: skip


_ZONE_WORK = ("环境卫生", "森林防火", "矛盾调解", "政策宣传", "防汛巡查", "移风易俗", "帮扶助困")
_POST_WORK = ("产业发展", "乡风文明", "邻里互助", "电商致富", "护林防火", "便民代办")


def _units(book: Book, people: People, rng: random.Random) -> None:
    zones = [village.name for village in VILLAGES for _ in range(village.zones)]
    posts = [village.name for village in VILLAGES for _ in range(village.posts)]
    _kind_of_units(
        book, people, rng, _Units("党员责任区", "responsibility_zones", zones, _ZONE_WORK)
    )
    _kind_of_units(
        book, people, rng, _Units("党员示范岗", "demonstration_posts", posts, _POST_WORK)
    )
    for village in VILLAGES:
        for number in (1, 2, 3):
            trap = "responsibility_zones demonstration_posts: tidiness areas are neither"
            book.add(
                "duty_units", trap if number == 1 else "", kind="环境整治责任片",
                name=f"{village.name}环境整治{number}片", place=village.name,
                holder=rng.choice(people.members[village.name]), since=date(2023, 4, number),
            )  # fmt: skip


@dataclass(frozen=True)
class _Units:
    """A kind of duty unit: the village of each in force on AS_OF, and what they are for."""

    kind: str
    figure: str
    places: list[str]
    works: tuple[str, ...]


def _kind_of_units(book: Book, people: People, rng: random.Random, units: _Units) -> None:
    """As many units as the villages have on AS_OF, and beside them those that came or went."""
    places = rng.sample(units.places, len(units.places))
    turns: dict[str, int] = {}
    for number, span in enumerate(spans(rng, len(places))):
        counted = span.since <= AS_OF and (span.until is None or span.until > AS_OF)
        place = places.pop() if counted else VILLAGES[number % 7].name
        turn = turns[place] = turns.get(place, 0) + 1
        work, word = units.works[turn % len(units.works)], units.kind.removeprefix("党员")
        book.add(
            "duty_units", f"{units.figure}: {span.why}" if span.why else "", kind=units.kind,
            name=f"{place}{work}{word}{turn}号", place=place, since=span.since, until=span.until,
            holder=rng.choice(people.members[place]),
            programmes=TITLES["practical_deeds"] if number % 3 == 0 else "",
        )  # fmt: skip
