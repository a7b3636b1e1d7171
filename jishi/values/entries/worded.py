"""Numbers with words around them, as clerks' own files have them: 有13人, 共十一户, 三万元.

Only what is exact is read: 十几, 20余人, 3、5人 and 约30人 are not, and neither is a number whose
measure word is another than the column's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction

from jishi.values.entries.text import to_ascii
from jishi.values.prose.numerals import Amount, arabic, han

#: Words that say that so many there were, and nothing of how exactly. Longer ones first.
_LEADS = (
    "共计有", "总共有", "一共有", "共计", "共有", "合计", "总计", "总共", "一共", "计有", "实到",
    "到会", "到场", "参加", "参会", "出席", "参与", "共", "计", "有",
)  # fmt: skip
_AFTER = ("参加", "参会", "到会", "到场", "出席", "参与")
#: Measure words that count the same as the column's own.
_ALIKE = {
    "人次": ("人次", "人", "名", "位", "个"), "人": ("人", "名", "位", "个", "口"),
    "户": ("户", "家"), "场": ("场", "次", "场次"), "次": ("次", "场", "场次"),
}  # fmt: skip
_ANY = ("个", "条", "件")
_HAN = r"[〇零○一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+"
_SHAPE = re.compile(
    rf"(?:{'|'.join(_LEADS)})?(?:{'|'.join(_LEADS)})? ?"
    rf"(?P<number>\d[\d,]*(?:\.\d+)?[万亿]?|{_HAN}) ?"
    rf"(?P<word>[一-鿿]{{0,2}}?)(?:{'|'.join(_AFTER)})?"
)
_YUAN = re.compile(rf"(?:{'|'.join(_LEADS)})?(?P<number>{_HAN})(?P<unit>[元圆块])?整?")


def worded_int(value: object, unit: str) -> int | None:
    """The whole number that a text says in words or among words; None where it is not certain.

    `unit` is the column's own measure word, '' where it has none.
    """
    found = _SHAPE.fullmatch(to_ascii(value)) if isinstance(value, str) else None
    if found is None or not _suits(found["word"], unit):
        return None
    amount = _exact(found["number"])
    whole = amount is not None and amount.denominator == 1
    return int(amount) if amount is not None and whole else None


def worded_yuan(value: object) -> tuple[Fraction, bool] | None:
    """An amount in characters, and whether it names 元 itself: 三万元; None where it is none."""
    found = _YUAN.fullmatch(to_ascii(value)) if isinstance(value, str) else None
    amount = _exact(found["number"]) if found else None
    return (amount, bool(found and found["unit"])) if amount is not None else None


def _suits(word: str, unit: str) -> bool:
    known: Collection[str] = _ALIKE.get(unit, (unit, *_ANY))
    return not word or word in known


def _exact(text: str) -> Fraction | None:
    found: Amount | None = arabic(text) if text[0].isascii() else han(text)
    if found is None or found.loose or found.about or found.ends is not None:
        return None
    return found.value
