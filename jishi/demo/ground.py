"""The ground of the sample town: its settings, villager groups, programmes and kinds of its own."""

from dataclasses import dataclass
from datetime import date

from jishi.demo.book import Book
from jishi.demo.days import AS_OF, DAY, NEW_YEAR, START, YEAR_END
from jishi.demo.tables import table

CODE, NAME = "341824103", "上庄镇"


@dataclass(frozen=True)
class Village:
    """A village with what it counts on AS_OF: groups, households, team, zones, posts, weight."""

    code: str
    name: str
    groups: int
    households: int
    team: int
    zones: int
    posts: int
    share: int  # of the town's activities, in a hundred


VILLAGES = (
    Village(CODE + "200", "上庄村", 12, 912, 7, 13, 5, 22),
    Village(CODE + "201", "余川村", 8, 548, 6, 10, 3, 14),
    Village(CODE + "202", "瑞川村", 7, 496, 5, 8, 3, 11),
    Village(CODE + "203", "宅坦村", 9, 688, 6, 10, 3, 15),
    Village(CODE + "204", "旺川村", 13, 917, 7, 14, 4, 17),
    Village(CODE + "205", "五联村", 6, 402, 5, 7, 3, 10),
    Village(CODE + "206", "寺后村", 8, 545, 5, 8, 3, 11),
)
BY_NAME = {village.name: village for village in VILLAGES}
#: Names of the town's programmes by number.
TITLES = {row["number"]: row["zh"] for row in table("programmes")}
#: Groups that came or went: village, group number, since, until, why.
MOVED_GROUPS = (
    ("上庄村", 13, None, YEAR_END, "abolished on 31 December, which no longer counts"),
    ("上庄村", 14, None, YEAR_END, "abolished on 31 December, which no longer counts"),
    ("余川村", 9, None, NEW_YEAR, "abolished on 1 January: a group still on 31 December"),
    ("旺川村", 13, YEAR_END, None, "set up on 31 December: a group that day"),
    ("寺后村", 8, NEW_YEAR, None, "set up on 1 January: no group yet on 31 December"),
    ("五联村", 7, AS_OF + DAY, None, "set up the day after the as-of day: no group yet"),
)
#: What is to be done in programmes, invented: which, what, by whom, by when, done when.
_ITEMS = (
    ("young_eagle", "后备干部到村跟班一个月", "党建办", date(2024, 6, 30), date(2024, 6, 21)),
    ("young_eagle", "导师帮带年中回头看", "党建办", date(2024, 10, 31), None),
    ("double_base", "四个党群服务中心改造验收", "村镇建设办", date(2024, 12, 20), None),
    ("practical_deeds", "八件实事公示完成情况", "党政办", date(2024, 9, 30), date(2024, 9, 24)),
)


def build(book: Book) -> None:
    """Write the sheets of the town, its groups, its programmes and its own kinds."""
    book.add("town", code=CODE, name=NAME, start=START)
    _groups(book)
    programmes = {row["number"]: book.add("programmes", **row) for row in table("programmes")}
    for number, what, owner, due_on, done_on in _ITEMS:
        book.add(
            "programme_items", programme=programmes[number], what=what, owner=owner,
            due_on=due_on, done_on=done_on, note="样例，虚构",
        )  # fmt: skip
    book.add("kinds", number="survey", ledger="活动", zh="问卷调查", family="走访")
    book.add(
        "kinds", number="bank_match", ledger="活动", zh="银企对接", family="助企活动",
        trap="enterprise_activities: a kind of the town's own that counts by its family",
    )  # fmt: skip
    book.add(
        "kinds", number="workshop", ledger="学习课堂", zh="流动课堂", retired_on=date(2023, 1, 1)
    )


def _groups(book: Book) -> None:
    moved = {(village, number) for village, number, *_rest in MOVED_GROUPS}
    for village in VILLAGES:
        for number in range(1, village.groups + 1):
            if (village.name, number) not in moved:
                book.add("groups", code=f"{village.code}{number:02d}", name=f"第{number}组")
    for name, number, since, until, why in MOVED_GROUPS:
        book.add(
            "groups", code=f"{BY_NAME[name].code}{number:02d}", name=f"第{number}组",
            since=since, until=until, trap=f"villager_groups group_coverage: {why}",
        )  # fmt: skip
    book.rows["groups"].sort(key=lambda row: row["code"])


def group_name(village: str, number: int) -> str:
    """How a sheet names a villager group: 上庄村第3组."""
    return f"{village}第{number}组"
