"""The ground of the sample town: its settings, villager groups, programmes and kinds of its own."""

from dataclasses import dataclass
from datetime import date

from jishi.demo.book import Book
from jishi.demo.days import AS_OF, DAY, NEW_YEAR, START, YEAR_END

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
PROGRAMMES = (
    ("young_eagle", "雏鹰工程", date(2021, 3, 1), "先后选拔从这一天起算。"),
    ("double_base", "双基建设", date(2022, 1, 1), "基层组织、基础设施建设。"),
    ("five_actions", "五大行动", date(2023, 3, 1), ""),
    ("two_creations", "双创两提升", date(2023, 1, 1), "非公党建提质工程。"),
    ("five_ones", "干事创业“五个一”", date(2023, 2, 1), ""),
    ("practical_deeds", "我为群众办实事", date(2021, 5, 1), ""),
    ("party_day_plus", "主题党日+", date(2022, 1, 1), ""),
    ("red_season", "红色影视播放季", date(2023, 5, 1), ""),
    ("six_classrooms", "六大课堂", date(2022, 6, 1), ""),
    ("four_downs", "四下基层", date(2023, 6, 1), ""),
    ("hundred_pairs", "百企联百村", date(2022, 9, 1), ""),
    ("warm_hearts", "暖民心行动", date(2022, 3, 1), ""),
    ("action_plan", "上庄村保护利用促进乡村振兴行动方案", date(2022, 6, 1), "一个行动方案，不是全镇所有项目。"),
)  # fmt: skip
TITLES = {number: zh for number, zh, _since, _note in PROGRAMMES}
#: Groups that came or went: village, group number, since, until, why.
MOVED_GROUPS = (
    ("上庄村", 13, None, YEAR_END, "abolished on 31 December, which no longer counts"),
    ("上庄村", 14, None, YEAR_END, "abolished on 31 December, which no longer counts"),
    ("余川村", 9, None, NEW_YEAR, "abolished on 1 January: a group still on 31 December"),
    ("旺川村", 13, YEAR_END, None, "set up on 31 December: a group that day"),
    ("寺后村", 8, NEW_YEAR, None, "set up on 1 January: no group yet on 31 December"),
    ("五联村", 7, AS_OF + DAY, None, "set up the day after the as-of day: no group yet"),
)


def build(book: Book) -> None:
    """Write the sheets of the town, its groups, its programmes and its own kinds."""
    book.add("town", code=CODE, name=NAME, start=START)
    _groups(book)
    for number, zh, since, note in PROGRAMMES:
        book.add("programmes", number=number, zh=zh, since=since, note=note)
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
