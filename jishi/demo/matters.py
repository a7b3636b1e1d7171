"""The sample town's matters and receptions: disputes, promises, orders, petitions."""

import random
from datetime import date, timedelta

from jishi.demo.book import Book
from jishi.demo.days import DAY, spread
from jishi.demo.ground import NAME, TITLES, VILLAGES
from jishi.demo.people import People
from jishi.demo.tables import table

AGREED, DONE, FAILED = "达成协议", "办成", "未达成协议"
FOUND, VISIT, PLATFORM, HOTLINE, ORDERED = (
    "主动摸排", "来访反映", "绩事绩办平台", "热线转办", "党员群众点单",
)  # fmt: skip
_DISPUTES = {
    "邻里纠纷": ("屋檐滴水纠纷", "通行道路纠纷", "宅基地边界纠纷", "噪声扰邻纠纷", "排水沟纠纷"),
    "土地山林纠纷": ("茶园地界纠纷", "山场权属纠纷", "承包地流转租金纠纷", "山核桃林界址纠纷"),
    "婚姻家庭纠纷": ("赡养纠纷", "分家析产纠纷", "夫妻矛盾"),
    "劳务纠纷": ("采茶工钱纠纷", "建房工钱纠纷"),
    "损害赔偿纠纷": ("牲畜毁坏菊花苗赔偿", "交通碰擦赔偿", "施工损坏水管赔偿"),
}
#: Disputes by month beside those in `data/disputes.csv`; each settled within weeks.
_IN_2023, _IN_2024 = (1, 2, 3, 2, 3, 2, 4, 2, 3, 3, 0, 0), (0, 3, 3, 5, 2, 2, 3, 3, 0)
_FIGURES = "disputes_found disputes_mediated"


def build(book: Book, people: People, rng: random.Random) -> None:
    """Write matters and receptions."""
    _disputes(book, people, rng)
    for row in table("promises"):
        place = row["place"]
        handler = people.team["mayor"] if place == NAME else people.secretaries[place]
        programmes = f"{TITLES['practical_deeds']}、{TITLES['five_ones']}"
        book.add("matters", kind="为民办实事", channel=ORDERED, handler=handler,
                 programmes=programmes, **row)  # fmt: skip
    _daily(book, people, rng)
    leaders = people.lasting()
    for number, row in enumerate(table("receptions")):
        leader = leaders[number % len(leaders)]
        book.add("receptions", leader=leader, programmes=TITLES["four_downs"], **row)


def _disputes(book: Book, people: People, rng: random.Random) -> None:
    for row in table("disputes"):
        book.add("matters", handler=rng.choice(people.members[row["place"]]), **row)
    days = [*spread(rng, 2023, _IN_2023), *spread(rng, 2024, _IN_2024)]
    for number, opened in enumerate(days):
        village = rng.choices(VILLAGES, [village.share for village in VILLAGES])[0].name
        kind = rng.choice(list(_DISPUTES))
        failed = number == 9
        # Settled within weeks, never on a boundary day: those are written by hand.
        closed = opened + timedelta(days=rng.randint(2, 24))
        while closed.day in (1, 30, 31):
            closed += DAY
        book.add(
            "matters", f"{_FIGURES}: ended without an agreement" if failed else "",
            opened_on=opened, kind=kind, title=rng.choice(_DISPUTES[kind]), place=village,
            channel=rng.choice((FOUND, FOUND, FOUND, VISIT, HOTLINE)),
            handler=rng.choice(people.members[village]), closed_on=closed,
            outcome=FAILED if failed else AGREED,
        )  # fmt: skip


#: Other matters: kind, channel, titles, how many a month in 2023 and in 2024.
_OTHERS = (
    (
        "三单制服务",
        ORDERED,
        ("代办医保缴费", "维修电路", "代购药品", "送学上门", "代办高龄津贴"),
        4,
        6,
    ),
    ("平台交办诉求", PLATFORM, ("路灯报修", "垃圾清运", "自来水报修", "危树处理"), 2, 3),
    ("企业问题", VISIT, ("用电增容", "用工短缺", "物流仓储场地"), 1, 1),
)


def _daily(book: Book, people: People, rng: random.Random) -> None:
    for kind, channel, titles, in_2023, in_2024 in _OTHERS:
        days = [*spread(rng, 2023, [in_2023] * 12), *spread(rng, 2024, [in_2024] * 9)]
        for opened in [*days, date(2024, 10, 9)]:
            village = rng.choices(VILLAGES, [village.share for village in VILLAGES])[0].name
            closed = opened + timedelta(days=rng.randint(0, 12))
            late = closed > date(2024, 9, 27)
            book.add(
                "matters", opened_on=opened, kind=kind, title=rng.choice(titles), place=village,
                channel=channel, handler=rng.choice(people.members[village]),
                closed_on=None if late else closed, outcome="" if late else DONE,
                programmes="我为群众办实事" if kind == "三单制服务" else "",
            )  # fmt: skip
    book.add("matters", opened_on=date(2024, 5, 6), kind="平台交办诉求", title="相邻用水诉求",
             place="余川村", channel=PLATFORM, closed_on=date(2024, 5, 17), outcome=AGREED,
             handler=people.secretaries["余川村"],
             trap="platform_matters: through the platform, agreed, but a request")  # fmt: skip
    for number, opened in enumerate(spread(rng, 2023, [0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0])):
        title = ("征地补偿咨询", "惠农补贴发放")[number % 2]
        book.add("matters", opened_on=opened, kind="信访事项", title=title,
                 place=VILLAGES[number % 7].name, channel=VISIT, handler=people.team["deputy"],
                 closed_on=opened + timedelta(days=30 + number), outcome=DONE)  # fmt: skip
    book.add("matters", opened_on=date(2024, 5, 14), kind="信访事项", title="危房改造补助咨询",
             place="寺后村", channel=VISIT, handler=people.team["deputy"],
             closed_on=date(2024, 6, 19), outcome=AGREED,
             trap=f"{_FIGURES}: a petition, not a dispute")  # fmt: skip
