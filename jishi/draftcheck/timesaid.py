"""Periods as running text says them 文中的时段: 今年以来, 2023年以来, 上半年, 截至9月底."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from jishi.values.period import Period, month_end, year_to_date, years_before

_Y = r"(?P<year>(?:19|20)\d{2}|今|去|上|本|前)"
_TILL_NOW = r"以来|至今|(?:[数算]|累计)?到(?:现在|如今|目前|今天)"
_M = r"(?P<month>1[0-2]|0?[1-9])"


@dataclass(frozen=True)
class Said:
    """A period that a text says: its words, what it covers, and where it was said.

    `point`: only its end is meant (截至9月底). `period` None where the words leave the start to
    whoever counts (截至目前, 累计): the indicator's own rule holds. `unsure`: nobody can tell for
    sure where it begins (LOOSE: perhaps with what is counted; UNKNOWN: elsewhere); `periods` are
    what it may be.
    """

    words: str
    period: Period | None
    point: bool = False
    unsure: str = ""
    periods: tuple[Period, ...] = ()


#: 近年来, 平台运行以来: what is counted may have begun then; 本届党委, 换届以来: it did not.
LOOSE, UNKNOWN = "loose", "unknown"


Reader = Callable[[re.Match[str], date], Period | None]


def _year(word: str, as_of: date) -> int:
    named = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2}
    return as_of.year + named[word] if word in named else int(word)


def _whole(year: int, as_of: date) -> Period | None:
    if year > as_of.year:
        return None
    end = date(year, 12, 31)
    return Period(date(year, 1, 1), min(end, as_of) if year == as_of.year else end)


def _span(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), month_end(date(year, last, 1)))


def _months(match: re.Match[str], as_of: date) -> Period | None:
    year = _year(match["year"], as_of) if match["year"] else as_of.year
    first = int(match["month"])
    last = int(match["last"]) if match["last"] else first
    return _span(year, first, last) if first <= last else None


def _since(match: re.Match[str], as_of: date) -> Period | None:
    year = _year(match["year"], as_of) if match["year"] else as_of.year
    start = date(year, int(match["month"] or 1), 1)
    return Period(start, as_of) if start <= as_of else None


def _since_day(match: re.Match[str], as_of: date) -> Period | None:
    first = _until(match, as_of)
    return Period(first.end, as_of) if first is not None and first.end <= as_of else None


def _on(match: re.Match[str], as_of: date) -> Period | None:
    return _gone_by(match, as_of)


def _gone_by(match: re.Match[str], as_of: date) -> Period | None:
    day = _until(match, as_of)
    return day if day is not None and day.end <= as_of else None


def _half(match: re.Match[str], as_of: date) -> Period | None:
    year = _year(match["year"], as_of) if match["year"] else as_of.year
    return _span(year, 1, 6) if match["half"] == "上" else _span(year, 7, 12)


_HAN_MONTHS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {
    "两": 2, "十一": 11,
}  # fmt: skip
_NUMERALS = {**{str(n): n for n in range(1, 5)}, **dict(zip("一二三四", range(1, 5), strict=True))}


def _quarter(match: re.Match[str], as_of: date) -> Period:
    year = _year(match["year"], as_of) if match["year"] else as_of.year
    last = _NUMERALS[match["quarter"]] * 3
    return _span(year, 1 if match["first"] else last - 2, last)


def _quarter_end(match: re.Match[str], as_of: date) -> Period | None:
    end = _quarter(match, as_of).end
    return Period(end, end) if end <= as_of else None


def _middle(match: re.Match[str], as_of: date) -> Period | None:
    end = date(_year(match["year"], as_of) if match["year"] else as_of.year, 6, 30)
    return Period(end, end) if end <= as_of else None


#: When what is said of the Party's congresses and of five-year plans began.
_BEGINNINGS = {
    "十八大": date(2012, 11, 8), "十九大": date(2017, 10, 18), "二十大": date(2022, 10, 16),
    "十三五": date(2016, 1, 1), "十四五": date(2021, 1, 1), "十五五": date(2026, 1, 1),
}  # fmt: skip


def _since_its_beginning(match: re.Match[str], as_of: date) -> Period | None:
    start = _BEGINNINGS[match["what"]]
    return Period(start, as_of) if start <= as_of else None


def _this_month(match: re.Match[str], as_of: date) -> Period | None:
    if match["which"] in ("本", "当"):
        return Period(as_of.replace(day=1), as_of)
    end = as_of.replace(day=1) - timedelta(days=1)
    return Period(end.replace(day=1), end)


def _this_quarter(match: re.Match[str], as_of: date) -> Period | None:
    start = date(as_of.year, as_of.month - (as_of.month - 1) % 3, 1)
    if match["which"] in ("本", "当"):
        return Period(start, as_of)
    end = start - timedelta(days=1)
    return _span(end.year, end.month - 2, end.month)


def _first_months(match: re.Match[str], as_of: date) -> Period | None:
    year = _year(match["year"], as_of) if match["year"] else as_of.year
    last = _HAN_MONTHS.get(match["last"]) or int(match["last"])
    return _span(year, 1, last) if 1 <= last <= 12 else None


def _same_last_year(_match: re.Match[str], as_of: date) -> Period | None:
    day = years_before(as_of, 1)
    return Period(date(day.year, 1, 1), day)


def _same_in_year(match: re.Match[str], as_of: date) -> Period | None:
    back = as_of.year - int(match["year"])
    return Period(date(as_of.year - back, 1, 1), years_before(as_of, back)) if back > 0 else None


def _until(match: re.Match[str], as_of: date) -> Period | None:
    year = _year(match["year"], as_of) if match["year"] else as_of.year
    if not match["month"]:
        end = date(year, 12, 31)
    elif match["day"]:
        try:
            end = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    else:
        end = month_end(date(year, int(match["month"]), 1))
    return Period(end, end)


_TABLE: tuple[tuple[re.Pattern[str], Reader, bool], ...] = tuple(
    (re.compile(pattern), reader, point)
    for pattern, reader, point in (
        (rf"(?:截至|截止|到|至){_Y}年(?:{_M}月)?(?:(?P<day>\d{{1,2}})日|底|末)?(?!来|以)",
         _until, True),
        (rf"(?:截至|截止)(?P<year>(?!.)x)?{_M}月(?:(?P<day>\d{{1,2}})日|底|末)?", _until, True),
        (rf"{_Y}年(?P<month>(?!.)x)?(?P<day>(?!.)x)?(?:年)?[底末](?!以)", _until, True),
        (rf"(?:{_Y}年)?{_M}月(?P<day>(?!.)x)?[底末](?!以)", _until, True),
        (r"(?:去年|上年|上一年)(?:的?同期|的?(?:这个?|同一)时[候间期]|此时|这会儿?)",
         _same_last_year, False),
        (r"(?P<year>20\d\d)年的?同期", _same_in_year, False),
        (rf"(?:{_Y}年)?第?(?P<first>前)?(?P<quarter>[一二三四1-4])个?季度[末底]",
         _quarter_end, True),
        # 去年中心组, 三年中 are no middle of a year.
        (rf"(?:{_Y}年|(?<![去今上前本一二两三四五六七八九十几\d]))(?:上半年末|年中)(?:的?时候)?",
         _middle, True),
        (rf"(?:{_Y}年)?{_M}月(?P<day>\d{{1,2}})日(?:以?前|止|为止)", _gone_by, True),
        (r"(?:现在|如今|眼下)", lambda _m, day: Period(day, day), True),
        (rf"(?:{_Y}年)?{_M}月(?P<day>\d{{1,2}})日(?!以|起|前|止|为止|至|到|-|—|～|、)", _on, False),
        (rf"(?:自|从)?(?:{_Y}年)?{_M}月(?P<day>\d{{1,2}})日(?:以来|至今)", _since_day, False),
        (rf"(?:自|从)?{_Y}年(?:{_M}月)?(?:份|年?初)?(?:{_TILL_NOW}|起算?)", _since, False),
        (rf"(?:自|从)?(?<![\d年])(?P<year>(?!.)x)?{_M}月份?(?:以来|至今)", _since, False),
        (rf"(?:{_Y}年)?(?:1|一)?(?P<half>[上下])半年(?:以来)?", _half, False),
        (rf"(?:{_Y}年)?(?<![上下])第?(?P<first>前)?(?P<quarter>[一二三四1-4])(?:(?<=前.)个)?季度",
         _quarter, False),
        (rf"(?:{_Y}年)?的?(?:前|头)(?P<last>\d{{1,2}}|十一|[一二两三四五六七八九十])个月",
         _first_months, False),
        (rf"(?:{_Y}年)?{_M}月份?(?:-|至|到)(?P<last>1[0-2]|0?[1-9])月份?(?!底|末|\d|以)",
         _months, False),
        (rf"(?:{_Y}年)?(?<!\d、){_M}(?:(?:-|至|到|、)(?P<last>1[0-2]|0?[1-9]))?月份?(?!底|末|\d|以)",
         _months, False),
        (r"(?P<which>本|当|上一?个?)月", _this_month, False),
        (r"(?P<which>本|当|上一?个?)季度?", _this_quarter, False),
        (r"(?P<what>十八大|十九大|二十大|十[三四五]五)(?:召开|胜利召开|开局|期间|时期|实施)?(?:以来(?!的)|至今)",
         _since_its_beginning, False),
        (r"(?:今年|本年度?|年内|年初以来|年初至今|年初到现在|[开新]年以来)",
         lambda _m, day: year_to_date(day), False),
        (rf"{_Y}年(?:度|全年)?(?!.?[以底末初])",
         lambda m, day: _whole(_year(m["year"], day), day), False),
    )
)  # fmt: skip
#: Months of a period that is the one said before.
_ITS_OWN = {"当月": 1, "当季": 3, "当季度": 3}
#: No words of a period go over such a stop.
_CLAUSE = re.compile(r"[，,；;。：:]")
#: 26次的去年: a number that stands before a year tells of it.
YEAR_BEHIND = re.compile(r"的(?P<time>去年|上年|前年|20\d\d年)(?![的度]?同期|比)")
_OPEN = re.compile(r"截至目前|截止目前|目前|迄今|累计|先后")
_COUNT = r"(?P<n>[1-9]\d?|十[一二三四五]?|[一二两三四五六七八九])"
_BEGAN = re.compile(
    "(?:实施|启动|开展|开始|运行|上线|推行|试点|实行|推广|启用|试行|开通|投用|一直|长期)以来"
)
#: Times that nobody can tell the first day of: 近三年, 三年来, 近年来, 换届以来, 本届党委.
_UNSURE = re.compile(
    rf"(?:近|最近|过去|刚过去的?)(?:的|这)?{_COUNT}年(?:以?来|间|内|里)?(?!龄|以[上下]|前)"
    r"|(?<![年近\d.一二两三四五六七八九十])(?P<of>[2-9]|[1-9]\d|[二两三四五六七八九十])年"
    r"(?:以来|来(?![自到过访]|的[\u4e00-\u9fff]{2,4}[，表证说])|间(?!隔))"
    r"|(?P<loose>历年|近年来?|近(?:些|几|[两二三四五六七八九]{2})年来?|这些年来?|多年来)"
    r"|(?P<unknown>连续[二两三四五六七八九十\d]{1,2}年|[二两三四五六七八九十\d]年[多余]以?来"
    r"|[\u4e00-\u9fff\d]{1,4}以来(?!的)|[本这上]一?届|任期[内里]|任[内上](?=[，已共累召开]))"
)
_NUMBERS = {sign: at for at, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2} | {
    f"十{sign}": 10 + at for at, sign in enumerate("一二三四五", 1)
}  # fmt: skip


def _unsure(match: re.Match[str], as_of: date) -> Said:
    """近三年: the years with this one, or so many back from the day; 本届: nobody can tell."""
    number = match["n"] or match["of"]
    if not number:
        loose = match["loose"] or _BEGAN.search(match.group())
        return Said(match.group(), None, unsure=LOOSE if loose else UNKNOWN)
    years = _NUMBERS.get(number) or int(number)
    back = years_before(as_of, years) + timedelta(days=1)
    starts = [date(as_of.year - years + 1, 1, 1), back] if years > 1 else [back]
    spans = tuple(Period(start, as_of) for start in starts)
    return Said(match.group(), spans[0], unsure=UNKNOWN, periods=spans)


def periods(text: str, as_of: date) -> list[Said]:
    """The periods that a stretch of text says, in its order, the longest where several begin."""
    found: list[tuple[int, int, Said]] = []
    for pattern, reader, point in _TABLE:
        for match in pattern.finditer(text):
            if any(a <= match.start() < b for a, b, _ in found):
                continue
            found.append(
                (match.start(), match.end(), Said(match.group(), reader(match, as_of), point))
            )
    for match in _OPEN.finditer(text):
        if not any(a <= match.start() < b for a, b, _ in found):
            found.append((match.start(), match.end(), Said(match.group(), None)))
    for match in _UNSURE.finditer(text):
        # 今年入夏以来: what is left of it behind 今年
        over = [b for a, b, _ in found if a < match.end() and match.start() < b]
        start = max(over, default=match.start())
        if not over or start + len("以来") < match.end():
            found.append((start, match.end(), _unsure(match, as_of)))
    return [said for _start, _end, said in sorted(found, key=lambda one: one[0])]


def with_its_month(said: Iterable[Said]) -> list[Said]:
    """8月…，当月3次: 当月 and 当季 are the month and the quarter that were said last."""
    found: list[Said] = []
    for one in said:
        length = _ITS_OWN.get(one.words)
        before = (last for last in reversed(found) if not last.point)
        of = next((last for last in before if _lasts(last.period, length)), None)
        found.append(Said(one.words, of.period) if length and of else one)
    return found


def _lasts(period: Period | None, months: int | None) -> bool:
    if period is None or period.start is None or months is None:
        return False
    years = period.end.year - period.start.year
    return years * 12 + period.end.month - period.start.month + 1 == months


def without_periods(text: str) -> str:
    """A stretch of text without what it says of the time."""
    for pattern, _reader, _point in _TABLE:
        text = pattern.sub("", text)
    return _UNSURE.sub("", _OPEN.sub("", text))


def clauses(text: str) -> list[str]:
    """The stretches of a text within which its periods stand whole."""
    return _CLAUSE.split(text)


def periods_words(lead: str, past: Iterable[str]) -> str:
    """The words of the period that a number stands under, as they are written; '' for none."""
    for text in (lead, *reversed(tuple(past))):
        for clause in reversed(_CLAUSE.split(text)):
            if words := _last_words(clause):
                return words
    return ""


@lru_cache(maxsize=4096)  # a clause is looked at again for each number after it
def _last_words(clause: str) -> str:
    found = [
        match.group() for pattern, _reader, _point in _TABLE for match in pattern.finditer(clause)
    ] or [match.group() for match in _UNSURE.finditer(clause)]
    return found[-1] if found else ""
