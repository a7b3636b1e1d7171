"""Months and years as they are written out 写成汉字的年月: 九月, 二〇二四年, 七、八、九三个月.

Whoever looks for a time in a text has it told in digits first, and a row of months that follow one
another as the stretch that they make: 7-9月.
"""

from __future__ import annotations

import re

_N = "一二三四五六七八九"  # the numerals of one sign
_NUMERALS = {**dict(zip(_N, range(1, 10), strict=True)), "十": 10, "十一": 11, "十二": 12}
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_N}])"
_MANY = "两二三四五六七八九"
#: 七八九三个月: months written in a row, as many as are said; not 七八个月.
_TOGETHER = "|".join(
    f"{_N[first : first + many]}(?=(?:这|的这)?[{'两二' if many == 2 else _N[many - 1]}]个月)"
    for many in range(2, 7)
    for first in range(10 - many)
)
#: Months told one by one, with what makes them months: 7、8、9三个月, 七、八、九月.
ROW_OF_MONTHS = (
    rf"(?<![\d.{_N}十百千万亿])(?:(?P<row>{_MONTH}(?:、{_MONTH}){{0,10}}[、和]{_MONTH})|(?P<run>{_TOGETHER}))"
    rf"(?:(?:这|的这)?[{_MANY}]个)?月(?![来内前后])份?"
)
_ROW = re.compile(ROW_OF_MONTHS)
#: 一月一评 is every month; 三月三 is a feast; 历时三月 is how long.
_ALONE = re.compile(
    rf"(?<![\d.、{_N}十百千每近几上下时期达满到了])(?:十[一二]?|[{_N}])"
    rf"(?=(?:[至到-](?:十[一二]?|[{_N}]))?月(?![{_N}亮光饼球季嫂]))"
)
_YEAR = re.compile(rf"(?P<year>[一二][〇○零{_N}]{{3}})(?=年)")
_DIGITS = {**{sign: str(at) for at, sign in enumerate(_N, 1)}, **dict.fromkeys("〇○零", "0")}


def with_digits(text: str) -> str:
    """A text with its years and months in digits, a row of months as the stretch it makes."""
    if "月" not in text and "年" not in text:
        return text
    text = _YEAR.sub(lambda found: "".join(_DIGITS[sign] for sign in found["year"]), text)
    text = _ROW.sub(_stretch, text)
    return _ALONE.sub(lambda found: str(_NUMERALS[found.group()]), text)


def _stretch(found: re.Match[str]) -> str:
    signs = re.split("[、和]", found["row"]) if found["row"] else list(found["run"])
    months = [_NUMERALS.get(sign) or int(sign) for sign in signs]
    in_order = list(range(months[0], months[0] + len(months)))
    return f"{months[0]}-{months[-1]}月" if months == in_order else found.group()
