"""The sample town's matters and receptions: disputes, promises, orders, petitions."""

import random
from datetime import date, timedelta

from jishi.demo.book import Book
from jishi.demo.days import AS_OF, DAY, MIDYEAR, NEW_YEAR, START, YEAR_END, spread
from jishi.demo.ground import NAME, VILLAGES
from jishi.demo.people import People

AGREED, DONE, FAILED, WITHDRAWN = "达成协议", "办成", "未达成协议", "撤回"
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
#: Disputes of 2024 and 2023 by month that are not written below; each settled within weeks.
_IN_2024, _IN_2023 = (0, 3, 3, 5, 2, 2, 3, 3, 0), (1, 2, 3, 2, 3, 2, 4, 2, 3, 3, 0, 0)
_FIGURES = "disputes_found disputes_mediated"
#: Disputes by hand: opened, closed, outcome, channel, village, kind, title, trap.
_BY_HAND = (
    (date(2022, 11, 8), START - DAY, AGREED, PLATFORM, "旺川村", "邻里纠纷", "围墙占道纠纷",
     "platform_matters: settled the day before 2023"),
    (date(2022, 12, 20), START, AGREED, PLATFORM, "上庄村", "土地山林纠纷", "茶园灌溉用水纠纷",
     "platform_matters: settled on the first day of 2023"),
    (START - DAY, date(2023, 1, 20), AGREED, FOUND, "宅坦村", "邻里纠纷", "共用院落纠纷",
     f"{_FIGURES}: opened the day before 2023"),
    (START, date(2023, 1, 13), AGREED, VISIT, "余川村", "婚姻家庭纠纷", "赡养老人分担纠纷",
     f"{_FIGURES}: opened on the first day of 2023"),
    (date(2023, 4, 17), date(2023, 5, 8), AGREED, PLATFORM, "瑞川村", "劳务纠纷", "建房尾款纠纷", ""),
    (date(2023, 6, 5), date(2023, 8, 4), FAILED, PLATFORM, "旺川村", "土地山林纠纷", "山场林木权属纠纷",
     f"platform_matters {_FIGURES}: ended without an agreement"),
    (date(2023, 8, 21), date(2023, 9, 7), AGREED, PLATFORM, "寺后村", "邻里纠纷", "化粪池位置纠纷", ""),
    (date(2023, 11, 20), AS_OF + DAY, AGREED, PLATFORM, "上庄村", "土地山林纠纷", "联营茶园分成纠纷",
     "platform_matters: settled only the day after the as-of day"),
    (date(2023, 11, 27), YEAR_END, AGREED, FOUND, "五联村", "损害赔偿纠纷", "毛竹运输损坏路面赔偿",
     "disputes_mediated: settled on the last day of its year"),
    (date(2023, 12, 6), NEW_YEAR, AGREED, FOUND, "旺川村", "邻里纠纷", "晒场使用纠纷",
     "disputes_mediated: opened in 2023, settled on 1 January"),
    (date(2023, 12, 18), date(2024, 1, 10), AGREED, PLATFORM, "余川村", "劳务纠纷", "茶厂季节工工钱纠纷",
     f"{_FIGURES}: opened last year, settled this"),
    (YEAR_END, date(2024, 1, 12), AGREED, FOUND, "上庄村", "邻里纠纷", "燃放烟花引发的纠纷",
     f"{_FIGURES}: opened on the last day of 2023"),
    (NEW_YEAR, date(2024, 1, 9), AGREED, VISIT, "上庄村", "婚姻家庭纠纷", "分家析产纠纷",
     f"{_FIGURES}: opened on the first day of 2024"),
    (date(2024, 3, 12), date(2024, 4, 2), AGREED, PLATFORM, "宅坦村", "土地山林纠纷", "菊花地排水纠纷", ""),
    (date(2024, 5, 28), MIDYEAR, AGREED, PLATFORM, "旺川村", "邻里纠纷", "建房采光纠纷",
     "platform_matters disputes_mediated: settled on 30 June itself"),
    (date(2024, 6, 11), MIDYEAR + DAY, AGREED, PLATFORM, "上庄村", "损害赔偿纠纷", "挖断灌溉渠赔偿",
     "platform_matters disputes_mediated: settled on 1 July, still open on 30 June"),
    (MIDYEAR, date(2024, 7, 11), AGREED, FOUND, "瑞川村", "邻里纠纷", "犬只伤人纠纷",
     f"{_FIGURES}: opened on 30 June itself"),
    (MIDYEAR + DAY, date(2024, 7, 19), AGREED, FOUND, "五联村", "土地山林纠纷", "竹林界址纠纷",
     f"{_FIGURES}: opened on 1 July"),
    (date(2024, 9, 10), AS_OF, AGREED, PLATFORM, "寺后村", "劳务纠纷", "采菊工钱纠纷",
     "platform_matters disputes_mediated: settled on the as-of day itself"),
    (date(2024, 9, 26), None, "", FOUND, "宅坦村", "土地山林纠纷", "山核桃林地界纠纷",
     "disputes_mediated: still open, the one of thirty"),
    (AS_OF, AS_OF, AGREED, FOUND, "旺川村", "邻里纠纷", "占道堆物纠纷",
     f"{_FIGURES}: opened and settled on the as-of day"),
    (AS_OF + DAY, date(2024, 10, 3), AGREED, FOUND, "余川村", "邻里纠纷", "停车纠纷",
     f"{_FIGURES}: opened only the day after"),
    (date(2024, 10, 8), None, "", VISIT, "上庄村", "婚姻家庭纠纷", "夫妻矛盾", ""),
)  # fmt: skip
#: 为民办实事: opened, closed, outcome, village or town, title, trap.
_PROMISES = (
    (date(2022, 2, 10), START - DAY, DONE, "寺后村", "寺后村卫生室改造",
     "livelihood_tasks: kept the day before 2023"),
    (date(2022, 3, 1), START, DONE, "上庄村", "上庄村口公共停车场", "livelihood_tasks: kept on the first day of 2023"),
    (date(2023, 2, 14), date(2023, 6, 20), DONE, "五联村", "五联村饮水管网改造", ""),
    (date(2023, 2, 14), date(2023, 11, 10), DONE, "宅坦村", "宅坦村老年食堂", ""),
    (date(2023, 2, 14), YEAR_END, DONE, "旺川村", "旺川村主干道路灯", "livelihood_tasks: kept on 31 December"),
    (date(2023, 2, 14), NEW_YEAR, DONE, "余川村", "余川村桥梁加固", "livelihood_tasks: kept on 1 January"),
    (date(2023, 10, 9), date(2024, 4, 18), DONE, "瑞川村", "瑞川村公共厕所", ""),
    (date(2024, 2, 21), MIDYEAR, DONE, NAME, "镇区农贸市场雨棚", "livelihood_tasks: kept on 30 June itself"),
    (date(2024, 2, 21), AS_OF, DONE, "寺后村", "寺后村文化广场", "livelihood_tasks: kept on the as-of day"),
    (date(2024, 2, 21), AS_OF + DAY, DONE, "上庄村", "上庄村日间照料中心",
     "livelihood_tasks: kept only the day after"),
    (date(2024, 2, 21), None, "", "旺川村", "旺川村村道拓宽", "livelihood_tasks: promised, not kept yet"),
    (date(2023, 2, 14), date(2024, 3, 8), WITHDRAWN, "五联村", "五联村候车亭",
     "livelihood_tasks: withdrawn, not kept"),
)  # fmt: skip
_RECEPTIONS = (
    (START - DAY, "开门接访", NAME, 2, "田间道路损毁", "the day before 2023"),
    (START, "开门接访", NAME, 1, "春节返乡车辆停放", "the first day of 2023"),
    (date(2023, 4, 12), "开门接访", NAME, 3, "宅基地审批", ""),
    (date(2023, 6, 14), "开门接访", NAME, 1, "山场道路", ""),
    (date(2023, 9, 13), "开门接访", NAME, 2, "自来水压力低", ""),
    (YEAR_END, "开门接访", NAME, 2, "冬季用电", "the last day of 2023"),
    (NEW_YEAR, "开门接访", NAME, 2, "路灯不亮", "the first day of 2024"),
    (date(2024, 4, 10), "开门接访", "旺川村", 1, "采茶工钱", ""),
    (MIDYEAR, "开门接访", NAME, 3, "河道清淤", "on 30 June itself"),
    (MIDYEAR + DAY, "开门接访", "宅坦村", 2, "山核桃林地界", "on 1 July"),
    (AS_OF, "开门接访", NAME, 3, "农房翻建", "on the as-of day itself"),
    (AS_OF + DAY, "开门接访", NAME, 2, "国庆停车", "the day after the as-of day"),
    (date(2024, 10, 9), "开门接访", NAME, 1, "菊花烘干场地", ""),
    (date(2024, 3, 20), "带案下访", "五联村", 4, "竹山道路", "a visit to the petitioners"),
    (date(2024, 8, 8), "带案下访", "余川村", 2, "茶园用水", "a visit to the petitioners"),
    (date(2023, 10, 18), "带案下访", "寺后村", 1, "旧房拆除", "a visit to the petitioners"),
)


def build(book: Book, people: People, rng: random.Random) -> None:
    """Write matters and receptions."""
    _disputes(book, people, rng)
    for opened, closed, outcome, place, title, trap in _PROMISES:
        handler = people.team["mayor"] if place == NAME else people.secretaries[place]
        book.add("matters", trap, opened_on=opened, kind="为民办实事", title=title, place=place,
                 channel=ORDERED, handler=handler, closed_on=closed, outcome=outcome,
                 programmes="我为群众办实事、干事创业“五个一”")  # fmt: skip
    _daily(book, people, rng)
    leaders = people.lasting()
    for number, (on, kind, place, heads, topic, why) in enumerate(_RECEPTIONS):
        book.add(
            "receptions", f"visit_batches visit_persons: {why}" if why else "", on=on, kind=kind,
            place=place, heads=heads, topic=topic, leader=leaders[number % len(leaders)],
            programmes="四下基层",
        )  # fmt: skip


def _disputes(book: Book, people: People, rng: random.Random) -> None:
    for opened, closed, outcome, channel, village, kind, title, trap in _BY_HAND:
        book.add("matters", trap, opened_on=opened, kind=kind, title=title, place=village,
                 channel=channel, handler=rng.choice(people.members[village]), closed_on=closed,
                 outcome=outcome)  # fmt: skip
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


#: Other matters: kind, outcome, channel, titles, how many a month in 2023 and in 2024.
_OTHERS = (
    ("三单制服务", DONE, ORDERED, ("代办医保缴费", "维修电路", "代购药品", "送学上门", "协助办理高龄津贴"), 4, 6),
    ("平台交办诉求", DONE, PLATFORM, ("路灯报修", "垃圾清运", "自来水报修", "危树处理"), 2, 3),
    ("企业问题", DONE, VISIT, ("用电增容", "用工短缺", "物流仓储场地"), 1, 1),
)


def _daily(book: Book, people: People, rng: random.Random) -> None:
    for kind, outcome, channel, titles, in_2023, in_2024 in _OTHERS:
        days = [*spread(rng, 2023, [in_2023] * 12), *spread(rng, 2024, [in_2024] * 9)]
        for opened in [*days, date(2024, 10, 9)]:
            village = rng.choices(VILLAGES, [village.share for village in VILLAGES])[0].name
            closed = opened + timedelta(days=rng.randint(0, 12))
            late = closed > date(2024, 9, 27)
            book.add(
                "matters", opened_on=opened, kind=kind, title=rng.choice(titles), place=village,
                channel=channel, handler=rng.choice(people.members[village]),
                closed_on=None if late else closed, outcome="" if late else outcome,
                programmes="我为群众办实事" if kind == "三单制服务" else "",
            )  # fmt: skip
    book.add("matters", opened_on=date(2024, 5, 6), kind="平台交办诉求", title="相邻用水诉求",
             place="余川村", channel=PLATFORM, closed_on=date(2024, 5, 17), outcome=AGREED,
             handler=people.secretaries["余川村"],
             trap="platform_matters: through the platform, agreed, but a request")  # fmt: skip
    for number, opened in enumerate(spread(rng, 2023, [0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0])):
        book.add("matters", opened_on=opened, kind="信访事项", title=("征地补偿咨询", "惠农补贴发放")[number % 2],
                 place=VILLAGES[number % 7].name, channel=VISIT, handler=people.team["deputy"],
                 closed_on=opened + timedelta(days=30 + number), outcome=DONE)  # fmt: skip
    book.add("matters", opened_on=date(2024, 5, 14), kind="信访事项", title="危房改造补助咨询",
             place="寺后村", channel=VISIT, handler=people.team["deputy"],
             closed_on=date(2024, 6, 19), outcome=AGREED,
             trap=f"{_FIGURES}: a petition, not a dispute")  # fmt: skip
