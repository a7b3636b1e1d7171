"""The neighbouring town 长安镇: smaller, people of the same names, a row of everything.

It is there so that a figure which forgets its place, or takes names for persons, comes out wrong.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from jishi.demo import town
from jishi.demo.activities import FORMS
from jishi.demo.book import Book, Row
from jishi.demo.days import AS_OF, DAY, MIDYEAR, NEW_YEAR, START, YEAR_END, spread
from jishi.demo.people import INVENTED

CODE, NAME = "341824102", "长安镇"
VILLAGES = ("镇头村", "下五都村", "浩寨村", "梧川村", "坦头村")
GROUPS, HOUSES = 4, 12  # groups a village, households a group
_BEGIN = date(2022, 1, 1)
_PLAN = "镇头村保护利用行动方案"


def sheets() -> dict[str, list[Row]]:
    """The rows of each ledger, column name → value as a clerk would type it."""
    return {ledger: [dict(row) for row in rows] for ledger, rows in _made().items()}


@cache
def _made() -> dict[str, list[Row]]:
    book, rng = Book(), random.Random(int(CODE))
    names = [row["name"] for row in town.sheets()["persons"]]
    _ground(book)
    team, village_teams = _people(book, names, rng)
    households = _households(book, rng)
    _duties(book, team, village_teams, households)
    _organisations(book, names)
    _activities(book, rng, team)
    _matters(book, village_teams)
    _money(book, households, rng)
    _projects(book)
    return book.finish()


def _ground(book: Book) -> None:
    book.add("town", code=CODE, name=NAME, start=START)
    for index, _village in enumerate(VILLAGES):
        for group in range(1, GROUPS + 1):
            book.add("groups", code=f"{CODE}{200 + index}{group:02d}", name=f"第{group}组")
    for number, zh in (
        ("young_eagle", "雏鹰工程"),
        ("double_base", "双基建设"),
        ("action_plan", _PLAN),
    ):
        programme = book.add("programmes", number=number, zh=zh, since=_BEGIN)
        book.add("programme_items", programme=programme, what=f"{zh}年中小结", note="样例，虚构")
    book.add("kinds", number="survey", ledger="活动", zh="民意调查", family="走访")


_TEAM = (
    ("镇党委书记", 1975),
    ("镇党委副书记", 1988),
    ("镇党委委员", 1980),
    ("镇党委委员", 1991),
    ("镇长", 1982),
    ("镇人大主席", 1970),
    ("副镇长", 1979),
    ("副镇长", 1990),
)


def _people(book: Book, names: list[str], rng: random.Random) -> tuple[list[Row], list[Row]]:
    drawn = iter(names)

    def person(place: str, year: int) -> Row:
        birth = date(year, rng.randint(1, 12), rng.randint(2, 28))
        return book.add("persons", name=next(drawn), place=place, birth_on=birth, note=INVENTED)

    team, villagers = [], []
    for kind, year in _TEAM:
        team.append(person(NAME, year))
        book.add("posts", person=team[-1], kind=kind, place=NAME, title=kind, since=_BEGIN)
    for village in VILLAGES:
        for kind in ("村党组织书记", "村委会主任", "村“两委”成员", "村“两委”成员"):
            villagers.append(person(village, rng.randint(1965, 1992)))
            book.add(
                "posts", person=villagers[-1], kind=kind, place=village, title=kind, since=_BEGIN
            )
        for kind in ("村级后备干部", "党组织书记后备"):
            book.add(
                "reserves",
                person=person(village, 1993),
                kind=kind,
                place=village,
                since=date(2022, 6, 1),
                programmes="雏鹰工程",
            )
    for number, kind in enumerate(("到村任村委会主任助理", "上下交叉挂职", "跟班学习")):
        book.add(
            "postings",
            person=team[5 + number],
            kind=kind,
            place=VILLAGES[0] if number == 0 else NAME,
            origin=NAME,
            destination="挂职",
            since=date(2023, 3, 1),
        )
    for holder, level in ((team[0], "市级"), (villagers[0], "省级"), (team[2], "县级")):
        book.add(
            "honours",
            title="先进个人",
            level=level,
            awarder="有关部门",
            person=holder,
            place=NAME,
            on=date(2023, 5, 4),
        )
    return team, villagers


def _households(book: Book, rng: random.Random) -> list[Row]:
    heads = [row["head"] for row in town.sheets()["households"][:: len(VILLAGES) * 3]]
    groups = [(index, group) for index in range(len(VILLAGES)) for group in range(1, GROUPS + 1)]
    return [
        book.add(
            "households",
            number=f"NH{index + 1}{group:02d}{turn:03d}",
            head=rng.choice(heads),
            place=f"{VILLAGES[index]}第{group}组",
            address=f"{VILLAGES[index].removesuffix('村')}{turn}号",
            members=rng.randint(1, 6),
            since=date(2000 + turn, 4, 12),
            until=date(2024, 3, 15) if turn == HOUSES and group == 1 else None,
        )
        for index, group in groups
        for turn in range(1, HOUSES + 1)
    ]


def _duties(book: Book, team: list[Row], villagers: list[Row], households: list[Row]) -> None:
    for index, village in enumerate(VILLAGES):
        member = villagers[index * 4 + 2]
        book.add(
            "links", kind="指导村级抓党建", holder=team[index % 4], place=village, since=_BEGIN
        )
        book.add("links", kind="联村领导", holder=team[index], place=village, since=_BEGIN)
        book.add("links", kind="联村干部", holder=team[7], place=village, since=_BEGIN)
        book.add("links", kind="村“两委”", holder=member, place=village, since=_BEGIN)
        for group in range(1, GROUPS):  # the last group of each village has no grid member
            book.add(
                "links",
                kind="网格员",
                holder=villagers[index * 4 + 3],
                place=f"{village}第{group}组",
                since=_BEGIN,
            )
        for kind in ("党员责任区", "党员示范岗", "环境整治责任片"):
            book.add(
                "duty_units",
                name=f"{village}{kind}",
                kind=kind,
                place=village,
                holder=member,
                since=date(2022, 5, 1),
            )
    book.add(
        "links",
        kind="网格员",
        holder=villagers[3],
        household=households[HOUSES * 3],
        since=date(2023, 6, 1),
    )
    for kind in ("纪律课堂", "榜样课堂", "理论课堂", "红色课堂", "实践课堂", "线上课堂"):
        book.add(
            "classrooms",
            kind=kind,
            place=NAME,
            venue="镇党校",
            lead=team[0],
            since=date(2022, 8, 1),
        )


def _organisations(book: Book, names: list[str]) -> None:
    book.add(
        "organisations", name="中共长安镇委员会", kind="党委", place=NAME, since=date(2004, 12, 1)
    )
    for index, (sector, form) in enumerate(
        (("非公", "党支部"), ("非公", "联合党支部"), ("非公", "党总支"), ("公有", "党支部"))
    ):
        village = VILLAGES[index]
        host = book.add(
            "organisations",
            name=f"{village}{names[index][0]}记制造有限公司",
            kind="企业",
            place=village,
            sector=sector,
            since=date(2015, 5, 5),
        )
        book.add(
            "organisations",
            name=f"{host['name']}{form}",
            kind=form,
            place=village,
            host=host,
            since=date(2021, 5, 5),
        )
    for village in VILLAGES:
        for kind in ("党员突击队", "党员服务队", "群众志愿队"):
            book.add(
                "organisations",
                name=f"{village}{kind}",
                kind=kind,
                place=village,
                since=date(2022, 7, 1),
            )


_KINDS = (
    "党委会",
    "镇长办公会",
    "理论中心组学习",
    "理论宣讲",
    "政策解读",
    "警示教育片观看",
    "红色影视播放",
    "党员志愿活动",
    "群众志愿活动",
    "问题帮办",
    "车间课堂",
    "用工招聘",
    "主题党日",
    "党员大会",
)


def _activities(book: Book, rng: random.Random, team: list[Row]) -> None:
    hold: Callable[..., Row] = book.add
    for kind in _KINDS:
        days = [
            *spread(rng, 2023, (1,) * 12),
            *spread(rng, 2024, (1,) * 9),
            YEAR_END,
            NEW_YEAR,
            AS_OF,
            AS_OF + DAY,
        ]
        for turn, on in enumerate(days):
            form = FORMS[kind]
            row = hold(
                "activities",
                on=on,
                kind=kind,
                title=form["titles"][turn % len(form["titles"])],
                place=NAME
                if kind in ("党委会", "镇长办公会", "理论中心组学习")
                else VILLAGES[turn % 5],
                venue=form["venues"][0],
                attendance=rng.randint(form["low"], form["high"]),
                lead=team[turn % 8],
            )
            if kind == "党委会":
                hold(
                    "agenda",
                    meeting=row,
                    position=1,
                    title="传达学习有关会议精神",
                    first_topic=turn % 3 != 0,
                )
                hold("agenda", meeting=row, position=2, title="研究防汛工作", first_topic=False)


def _matters(book: Book, villagers: list[Row]) -> None:
    for turn in range(20):
        opened = date(2023, 1, 16) + timedelta(days=31 * turn)
        for kind, channel, outcome in (
            ("邻里纠纷", "主动摸排", "达成协议"),
            ("劳务纠纷", "绩事绩办平台", "达成协议"),
            ("为民办实事", "党员群众点单", "办成"),
            ("平台交办诉求", "绩事绩办平台", "办成"),
        ):
            book.add(
                "matters",
                opened_on=opened,
                kind=kind,
                title=f"{kind}{turn + 1}",
                place=VILLAGES[turn % 5],
                channel=channel,
                handler=villagers[turn],
                closed_on=opened + timedelta(days=12),
                outcome=outcome,
            )
        kind = "开门接访" if turn % 3 else "带案下访"
        book.add(
            "receptions",
            on=opened,
            kind=kind,
            place=NAME,
            heads=1 + turn % 4,
            topic="道路",
            leader=villagers[0],
        )


def _money(book: Book, households: list[Row], rng: random.Random) -> None:
    for turn in range(120):
        household = households[turn * 2]
        if "until" not in household:
            drawn = date(2022, 12, 10) + timedelta(days=5 * turn)
            book.add(
                "measures",
                household=household,
                kind=rng.choice(("到户产业", "公益性岗位")),
                title="帮扶",
                drawn_up_on=drawn,
                amount_fen=1200,
            )
    for index, village in enumerate(VILLAGES):
        for month in range(1, 13):
            book.add(
                "income",
                on=date(2023, month, 15),
                kind="经营收入",
                place=village,
                amount_fen=Decimal(6_250_055 - index * 900_000) / 100,
                source="门面出租",
            )
        book.add(
            "income",
            on=date(2023, 8, 8),
            kind="补助收入",
            place=village,
            amount_fen=300000,
            source="扶持资金",
        )


def _projects(book: Book) -> None:
    area = book.add(
        "zones", name="长安乡村振兴示范片区", kind="乡村振兴示范片区", place=NAME, since=_BEGIN
    )
    for index, village in enumerate(VILLAGES):
        for programme in (_PLAN, "双基建设"):
            book.add(
                "projects",
                name=f"{village}{programme[-2:]}项目",
                kind="基础设施",
                place=village,
                programmes=programme,
                planned_on=date(2022, 10, 12),
                started_on=date(2023, 2, 14),
                planned_fen=Decimal(1_000_000 + index * 150_000),
            )
        book.add(
            "plans",
            name=f"{village}村庄规划",
            kind="村庄规划",
            place=village,
            zone=area if index < 3 else None,
            begun_on=date(2022, 9, 1),
            drafted_on=MIDYEAR - timedelta(days=200 + index),
        )
