"""Income of the sample town's seven collectives: 5.85 million yuan of operating income in 2023."""

import random
from datetime import date
from decimal import Decimal

from jishi.demo.book import Book, Row
from jishi.demo.days import spread
from jishi.demo.tables import table

#: Operating income of 2023 in 分, and how many entries make it beside those in `data/income.csv`.
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


def build(book: Book, rng: random.Random) -> None:
    """Write the income entries of 2022's end, 2023, and 2024 so far."""
    fixed = table("income")
    for row in fixed:
        book.add("income", **row)
    for village, (total, count) in _IN_2023.items():
        rest = total - sum(int(row["amount_fen"] * 100) for row in fixed if _counts(row, village))
        days = spread(rng, 2023, _months(rng, count, 12))
        for day, fen in zip(days, _parts(rng, rest, count), strict=True):
            _operating(book, rng, village, day, fen)
        # 2024 grows a little; the year is not over.
        later = round(count * 0.75)
        parts = _parts(rng, total * 80 // 100, later)
        for day, fen in zip(spread(rng, 2024, _months(rng, later, 9)), parts, strict=True):
            _operating(book, rng, village, day, fen)
        _operating(book, rng, village, date(2022, 12, 14), total // 20)
        _operating(book, rng, village, date(2024, 10, 9), total // 30)


def _counts(row: Row, village: str) -> bool:
    return row["place"] == village and row["on"].year == 2023 and row["kind"] in _SOURCES


def _operating(book: Book, rng: random.Random, village: str, day: date, fen: int) -> None:
    kind = rng.choices(list(_SOURCES), (45, 30, 15, 10))[0]
    source = rng.choice(_SOURCES[kind])
    book.add(
        "income", on=day, kind=kind, place=village, amount_fen=Decimal(fen) / 100, source=source
    )


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
