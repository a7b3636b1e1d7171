"""The sample town's 1 690 assistance measures since 2023, and those before and after."""

import random
from datetime import date, timedelta

from jishi.demo.book import Book, Row
from jishi.demo.days import AS_OF, DAY, NEW_YEAR, START, YEAR_END, spread
from jishi.demo.households import Households

#: Measures drawn up by month; more in spring, when the year's plans are made.
_IN_2023 = (62, 88, 112, 96, 84, 76, 70, 68, 80, 74, 66, 64)  # 940
_IN_2024 = (70, 92, 116, 98, 82, 78, 70, 66, 78)  # 750
_KINDS: dict[str, tuple[int, tuple[str, ...], tuple[int, int]]] = {
    "到户产业": (38, ("茶园提升补助", "菊花种植补助", "山核桃抚育补助", "养蜂补助"), (600, 3000)),
    "公益性岗位": (22, ("保洁员岗位", "护林员岗位", "村道养护岗位"), (3600, 7200)),
    "小额信贷": (9, ("小额信贷贴息", "小额信贷授信"), (10000, 50000)),
    "技能培训": (12, ("茶叶加工培训", "电商培训", "家政培训"), (0, 0)),
    "教育资助": (9, ("雨露计划补助", "高中教育资助"), (1500, 3000)),
    "健康帮扶": (7, ("慢性病签约服务", "大病救助"), (300, 5000)),
    "住房安全": (3, ("危房改造", "房屋加固"), (6000, 20000)),
}


def build(book: Book, households: Households, rng: random.Random) -> None:
    """Write the measures, most carried out some weeks later, some not yet."""
    helped = rng.sample(households.lasting, 430)
    edges = (
        (START - DAY, 3),
        (START, 4),
        (YEAR_END, 3),
        (NEW_YEAR, 2),
        (AS_OF, 5),
        (AS_OF + DAY, 2),
    )
    for day, count in edges:
        for number in range(count):
            trap = f"measures: drawn up on {day}" if not number else ""
            _measure(book, rng, helped, day, trap=trap)
    for year, counts in ((2023, list(_IN_2023)), (2024, list(_IN_2024))):
        for day, count in edges:
            if day.year == year and day <= AS_OF:
                counts[day.month - 1] -= count
        for day in spread(rng, year, counts):
            _measure(book, rng, helped, day)
    for day in spread(rng, 2022, (0,) * 10 + (24, 30)):
        _measure(book, rng, helped, day)
    for day in spread(rng, 2024, (9,), first=10):
        _measure(book, rng, helped, day)


def _measure(
    book: Book, rng: random.Random, helped: list[Row], day: date, *, trap: str = ""
) -> None:
    kind = rng.choices(list(_KINDS), [share for share, _titles, _range in _KINDS.values()])[0]
    _share, titles, (low, high) = _KINDS[kind]
    carried = day + timedelta(days=rng.randint(5, 120))
    amount = rng.randrange(low, high + 1, 100) if high else None
    book.add(
        "measures", trap, household=rng.choice(helped), kind=kind, title=rng.choice(titles),
        drawn_up_on=day, amount_fen=amount,
        carried_out_on=carried if carried < date(2024, 10, 15) and rng.random() < 0.94 else None,
    )  # fmt: skip
