"""Who answers for which village, group and household; responsibility zones and posts."""

import random
from datetime import date

from jishi.demo.book import Book
from jishi.demo.days import AS_OF, DAY, MIDYEAR, NEW_YEAR, YEAR_END, spans
from jishi.demo.ground import VILLAGES, group_name
from jishi.demo.households import BY_NAME_GROUP, Households
from jishi.demo.people import People

_BEGIN = date(2022, 1, 1)
#: 指导村级抓党建: who, village, since, until, why. Nine committee members on AS_OF.
_GUIDANCE = (
    ("secretary", "上庄村", _BEGIN, None, ""),
    ("secretary", "宅坦村", date(2023, 9, 1), None, "one person guides two villages"),
    ("mayor", "余川村", _BEGIN, None, ""),
    ("deputy", "瑞川村", NEW_YEAR, None, "begins on 1 January: not yet on 31 December"),
    ("deputy_before", "瑞川村", _BEGIN, NEW_YEAR, ""),
    ("chair", "旺川村", _BEGIN, MIDYEAR + DAY, "this one ends on 1 July: in force on 30 June"),
    ("chair", "旺川村", date(2024, 7, 8), None, ""),
    ("discipline", "五联村", _BEGIN, None, ""),
    ("organiser", "寺后村", date(2022, 4, 1), MIDYEAR, "ends on 30 June, which no longer counts"),
    ("organiser", "寺后村", AS_OF, None, "begins on the as-of day: counts"),
    ("publicity", "旺川村", date(2024, 9, 1), None, "on the committee only since the as-of day"),
    ("publicity_before", "旺川村", _BEGIN, date(2024, 11, 1), "off the committee since the as-of day"),
    ("arms", "上庄村", date(2022, 6, 1), None, "on the committee until the day after"),
    ("arms_next", "上庄村", date(2024, 9, 20), None, "on the committee only from the day after"),
    ("industry", "五联村", date(2024, 3, 1), None, ""),
    ("vice_farming", "五联村", date(2023, 5, 4), None, "a deputy mayor, not of the committee"),
)
#: 联村领导 of each village.
_LEADERS = ("secretary", "mayor", "deputy", "chair", "industry", "discipline", "organiser")
#: Groups without a grid member for a while: village, group, last member until, next since, why.
_GAPS = (
    ("瑞川村", 4, date(2023, 3, 6), date(2023, 4, 3), ""),
    ("宅坦村", 7, date(2023, 9, 18), date(2023, 10, 16), ""),
    ("旺川村", 9, date(2023, 12, 18), date(2024, 1, 15), "nobody on 31 December"),
    ("五联村", 3, date(2024, 3, 4), date(2024, 3, 25), ""),
    ("寺后村", 5, MIDYEAR, date(2024, 7, 8), "the last one left on 30 June, which no longer counts"),
    ("余川村", 6, date(2024, 6, 20), MIDYEAR + DAY, "the next one begins on 1 July: nobody on 30 June"),
    ("上庄村", 9, MIDYEAR + DAY, MIDYEAR + DAY, "one leaves on 1 July, the next begins"),
    ("宅坦村", 4, AS_OF, AS_OF, "one leaves on the as-of day, the next begins: covered"),
    ("旺川村", 3, AS_OF + DAY, AS_OF + DAY, "one leaves the day after, the next begins"),
)
_COVERAGE = "household_coverage group_coverage"


def build(book: Book, people: People, households: Households, rng: random.Random) -> None:
    """Write the links and the duty units."""
    for key, village, since, until, why in _GUIDANCE:
        book.add("links", f"linked_leaders: {why}" if why else "", kind="指导村级抓党建",
                 holder=people.team[key], place=village, since=since, until=until)  # fmt: skip
    for number, (village, key) in enumerate(zip(VILLAGES, _LEADERS, strict=True)):
        book.add("links", kind="联村领导", holder=people.team[key], place=village.name, since=_BEGIN)
        for cadre in people.cadres[10 + number :: 7][:2]:
            book.add("links", kind="联村干部", holder=cadre, place=village.name, since=_BEGIN)
        _village_links(book, people, village.name, village.groups)
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
    gaps = {group_name(village, number): rest for village, number, *rest in _GAPS}
    named = group_name(*BY_NAME_GROUP)
    spares = {village.name: people.members[village.name][-1] for village in VILLAGES}
    for group, member in people.grid.items():
        village = group[:3]
        if group == named:
            continue
        if group not in gaps:
            book.add("links", kind="网格员", holder=member, place=group, since=_BEGIN)
            continue
        until, since, why = gaps[group]
        trap = f"{_COVERAGE}: {why}" if why else ""
        book.add("links", trap, kind="网格员", holder=spares[village], place=group, since=_BEGIN,
                 until=until)  # fmt: skip
        book.add("links", trap, kind="网格员", holder=member, place=group, since=since)


def _by_name(book: Book, people: People, households: Households) -> None:
    """One small group has no grid member of its own: neighbours answer for it house by house."""
    village, number = BY_NAME_GROUP
    near = [people.grid[group_name(village, n)] for n in (number - 1, number - 2)]
    for turn, household in enumerate(households.by_name):
        since = YEAR_END if turn == 4 else _BEGIN
        trap = f"{_COVERAGE}: one household, linked by name" if turn == 0 else ""
        book.add("links", trap, kind="网格员", holder=near[turn % 2], household=household, since=since)
    for household in households.lasting[:900:300]:
        book.add("links", kind="联村干部", holder=people.cadres[3], household=household,
                 since=date(2023, 11, 6))  # fmt: skip


_ZONE_WORK = ("环境卫生", "森林防火", "矛盾调解", "政策宣传", "防汛巡查", "移风易俗", "帮扶助困")
_POST_WORK = ("产业发展", "乡风文明", "邻里互助", "电商致富", "护林防火", "便民代办")


def _units(book: Book, people: People, rng: random.Random) -> None:
    _kind_of_units(book, people, rng, "党员责任区", "responsibility_zones",
                   [(v.name, v.zones) for v in VILLAGES], _ZONE_WORK)  # fmt: skip
    _kind_of_units(book, people, rng, "党员示范岗", "demonstration_posts",
                   [(v.name, v.posts) for v in VILLAGES], _POST_WORK)  # fmt: skip
    for village in VILLAGES:
        for number in (1, 2, 3):
            trap = "responsibility_zones demonstration_posts: tidiness areas are neither"
            book.add("duty_units", trap if number == 1 else "", kind="环境整治责任片",
                     name=f"{village.name}环境整治{number}片", place=village.name,
                     holder=rng.choice(people.members[village.name]),
                     since=date(2023, 4, number))  # fmt: skip


def _kind_of_units(
    book: Book, people: People, rng: random.Random, kind: str, figure: str,
    counts: list[tuple[str, int]], works: tuple[str, ...],
) -> None:  # fmt: skip
    """As many units as the villages have on AS_OF, and beside them those that came or went."""
    places = [name for name, count in counts for _ in range(count)]
    rng.shuffle(places)
    turn: dict[str, int] = {}
    for number, span in enumerate(spans(rng, len(places))):
        counted = span.since <= AS_OF and (span.until is None or span.until > AS_OF)
        place = places.pop() if counted else VILLAGES[number % 7].name
        turn[place] = turn.get(place, 0) + 1
        book.add(
            "duty_units", f"{figure}: {span.why}" if span.why else "", kind=kind,
            name=f"{place}{works[turn[place] % len(works)]}{kind.removeprefix('党员')}{turn[place]}号",
            place=place, holder=rng.choice(people.members[place]), since=span.since,
            until=span.until, programmes="我为群众办实事" if number % 3 == 0 else "",
        )  # fmt: skip
