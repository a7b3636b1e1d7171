"""Income of the sample town's seven collectives: 5.85 million yuan of operating income in 2023."""

import random
from datetime import date
from decimal import Decimal

from jishi.demo.book import Book
from jishi.demo.days import DAY, NEW_YEAR, START, YEAR_END, spread
from jishi.demo.ground import NAME

#: Operating income of 2023 in 分, and how many entries of an ordinary kind make it.
_IN_2023 = {
    "上庄村": (170231648, 24), "余川村": (50000000, 15), "瑞川村": (49600000, 14),
    "宅坦村": (125640827, 20), "旺川村": (114527525, 20), "五联村": (33621465, 12),
    "寺后村": (41378535, 13),
}  # fmt: skip
_SOURCES = {
    "经营收入": ("村集体茶厂销售", "菊花烘干加工费", "研学接待", "农产品电商销售", "停车场收费"),
    "发包及上交收入": ("山场发包", "鱼塘发包", "茶园承包款", "闲置农房出租", "门面房出租"),
    "投资收益": ("上庄联村文化旅游发展有限公司分红", "光伏电站分红", "入股合作社分红"),
    "其他经营收入": ("设备租赁", "场地服务费"),
}
#: What stands on the edges of 2023, in 分, by village.
_EDGES = (
    ("瑞川村", START - DAY, "发包及上交收入", 620000, "山场发包", "received the day before 2023"),
    ("余川村", START, "投资收益", 1250050, "光伏电站分红", "received on the first day of 2023"),
    ("瑞川村", YEAR_END, "经营收入", -520075, "退研学接待费，冲减", "a correction on the last day of 2023"),
    ("宅坦村", YEAR_END, "投资收益", 2600035, "光伏电站分红", "received on the last day of 2023"),
    ("瑞川村", NEW_YEAR, "发包及上交收入", 880000, "门面房出租", "received on the first day of 2024"),
)
_SUBSIDIES = (
    ("瑞川村", date(2023, 5, 22), 18000000, "省级扶持村集体经济补助"),
    ("五联村", date(2023, 7, 14), 50000000, "中央财政扶持资金"),
    ("寺后村", date(2023, 9, 20), 16000000, "美丽乡村建设补助"),
    ("上庄村", date(2023, 11, 8), 30000000, "示范片区建设补助"),
    ("余川村", date(2024, 4, 16), 12000000, "村级运转补助"),
)


def build(book: Book, rng: random.Random) -> None:
    """Write the income entries of 2022's end, 2023, and 2024 so far."""
    for village, (total, count) in _IN_2023.items():
        for place, day, kind, fen, source, why in _EDGES:
            if place == village:
                _entry(book, village, day, kind, fen, source, trap=why)
                total -= fen if START <= day <= YEAR_END else 0
        days = spread(rng, 2023, _months(rng, count, 12))
        for day, fen in zip(days, _parts(rng, total, count), strict=True):
            _operating(book, rng, village, day, fen)
        # 2024 grows a little; the year is not over.
        count = round(count * 0.75)
        parts = _parts(rng, total * 80 // 100, count)
        for day, fen in zip(spread(rng, 2024, _months(rng, count, 9)), parts, strict=True):
            _operating(book, rng, village, day, fen)
        _operating(book, rng, village, date(2022, 12, 14), total // 20)
        _operating(book, rng, village, date(2024, 10, 9), total // 30)
    for place, day, fen, source in _SUBSIDIES:
        _entry(book, place, day, "补助收入", fen, source, trap="a subsidy is no operating income")
    _entry(book, "旺川村", date(2023, 10, 23), "捐赠收入", 3000000, "乡贤捐赠", trap="a donation")
    _entry(book, NAME, date(2024, 6, 25), "投资收益", 7200000, "上庄联村文化旅游发展有限公司待分配收益",
           trap="of the town as a whole, of no village")  # fmt: skip


def _operating(book: Book, rng: random.Random, village: str, day: date, fen: int) -> None:
    kind = rng.choices(list(_SOURCES), (45, 30, 15, 10))[0]
    _entry(book, village, day, kind, fen, rng.choice(_SOURCES[kind]))


def _entry(
    book: Book, place: str, day: date, kind: str, fen: int, source: str, *, trap: str = ""
) -> None:
    book.add(
        "income", f"collective_income strong_villages: {trap}" if trap else "", on=day, kind=kind,
        place=place, amount_fen=Decimal(fen) / 100, source=source,
    )  # fmt: skip


def _months(rng: random.Random, count: int, months: int) -> list[int]:
    counts = [count // months] * months
    for month in rng.sample(range(months), count % months):
        counts[month] += 1
    return counts


def _parts(rng: random.Random, total: int, count: int) -> list[int]:
    """`total` in `count` positive parts of odd sizes that add up to it exactly."""
    weights = [rng.uniform(0.5, 1.6) for _ in range(count)]
    parts = [int(total * weight / sum(weights)) for weight in weights]
    parts[-1] += total - sum(parts)
    return parts
