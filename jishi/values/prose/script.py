"""A text made plain for reading, each sign knowing where it stood (规整).

What is set differently and read the same becomes one form: traditional characters, full-width
digits and signs, blanks within a sentence, pinyin left in brackets behind a character, a number
broken by the end of a line. The text itself stays as given: every offset told is into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import opencc

#: Full-width signs that stand for an ASCII one. Sentence punctuation keeps its Chinese form.
_FULL_WIDTH = {0xFF10 + n: 0x30 + n for n in range(10)}
_FULL_WIDTH |= {0xFF21 + n: 0x41 + n for n in range(26)}
_FULL_WIDTH |= {0xFF41 + n: 0x61 + n for n in range(26)}
_FULL_WIDTH |= {ord(a): ord(b) for a, b in zip("％．＋－／＝＃～＆＊", "%.+-/=#~&*", strict=True)}
#: Dashes and tildes that join the two ends of a range; all of them become one dash.
_DASHES = dict.fromkeys(map(ord, "—–‒―−﹣－─~～∼〜"), ord("-"))
_BLANKS = " "  # what else is blank has become one
_UNSEEN = "\u200b-\u200d\u2060\ufeff\u00ad"
_PLAIN = {ord(c): " " for c in "\u00a0\u202f\u205f\u3000"} | dict.fromkeys(
    range(0x2000, 0x200B), ord(" ")
)
_TABLE = _PLAIN | _FULL_WIDTH | _DASHES

_HAN = "\u3400-\u9fff\uf900-\ufaff〇○"
#: A syllable of pinyin in brackets behind its character: 镇(zhèn). Bare letters count where they
#: are more than one and hold a vowel, so that a list's (a) and a unit's (km) stay.
_PINYIN = (
    rf"(?<=[{_HAN}\d])[(（]\s?"
    r"(?=[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]|[a-zü]{0,3}[aeiouü][a-zü])"
    r"[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]{1,6}\s?[)）]"
)
#: Where blanks and one line end within a number are no break: between signs of a number, and
#: between a number and what it counts. A list number (3. 54个) and a cell of its own are kept.
_GAP = (
    rf"(?<=[{_HAN}，、。；：“”（）《》])[{_BLANKS}]+(?=[0-9{_HAN}，、。；：“”（）《》])"
    rf"|(?<=[0-9%])[{_BLANKS}]+(?=[{_HAN}%，、。；）])"
    rf"|(?<=\d)[{_BLANKS}](?=\d{{3}}(?:[{_BLANKS}]\d{{3}}){{0,5}}[{_BLANKS}]?[{_HAN}%])(?<![\d{_BLANKS}]\d{{4}})"
    r"|(?<=\d\.)[ ](?=\d+[ ]?[万亿%个])(?<!^\d\.)(?<!\n\d\.)"
    r"|(?<=\d)[ ](?=\.\d)"
    r"|(?<=\d)，(?=\d{3}(?:，\d{3}){0,5}(?!\d)[ ]?[余多]?[万亿个名人户次亩元吨件条%])"
    r"|(?<=(?<![\d.])\d)[ ](?=\d(?:[ ]\d){0,9}[ ]?[余多万亿%个名人户次条件家项批支场期篇份亩元])"
)
_COUNTED = "年月日余多万亿%个名人户次条件家项批支场期篇份亩元吨处所座台米"
_BROKEN = (
    rf"(?<=[0-9.,])[{_BLANKS}]?\r?\n[{_BLANKS}]*(?=[0-9.,]*[0-9][余多]?[ ]?[万亿%\u4e00-\u9fff])"
    rf"|(?<=[0-9])[{_BLANKS}]?\r?\n[{_BLANKS}]*(?=[{_COUNTED}]|公里|公斤|平方|立方|周岁|岁)"
    rf"|(?<=[一二两三四五六七八九十百千万亿余多几])[{_BLANKS}]?\r?\n[{_BLANKS}]*"
    r"(?=[一二两三四五六七八九十百千万亿余多]*"
    r"[名户次条件家项批支场期篇份亩人个])"
)
#: The end of a line within a sentence: the line is long, no stop ends it, and what follows is
#: neither set in nor the beginning of an item.
_UNENDED = rf"[^\n\t]{{15}}[{_HAN}0-9，、“”）》%]"
_WRAPPED = (
    rf"(?:(?<={_UNENDED})|(?<={_UNENDED} ))\r?\n(?=[{_HAN}0-9“（《，。、；])(?![^\n\t]{{0,60}}\t)"
    r"(?![一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[、．]|\.(?!\d)))"
)
_DROP = re.compile(rf"[{_UNSEEN}]+|{_PINYIN}|{_GAP}|{_BROKEN}|{_WRAPPED}")
#: A number that was read off a page in pieces: 投资 2 5 00 元. It begins with one digit.
_SPACED = re.compile(
    rf"(?<=[{_HAN}：])[ ]?\d(?:[ ]\d{{1,3}}){{1,4}}(?=[ ]?[余多]?[万亿个名人户次亩元吨件条家项批%])"
)
_LONE = re.compile(r"(?:^|[\n\t])[ ]*[-+±]?[0-9.,]+%?[\t ]*\r?$")


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` as read; `at[i]` is where sign i stood in the text as given, `at[-1]` its length."""

    text: str
    at: tuple[int, ...]

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given that the signs `start`…`end` (excluded) came from."""
        return self.at[start], self.at[end - 1] + 1


def plain(text: str) -> Plain:
    """The text made plain. Time grows with its length."""
    same = simplified(text).translate(_TABLE)
    spaced = {
        match.start() + at
        for match in _SPACED.finditer(same)
        for at, sign in enumerate(match.group())
        if sign == " " and at
    }
    signs: list[str] = []
    at: list[int] = []
    begun = 0
    for gap in _DROP.finditer(same):
        if "\n" in gap.group() and _LONE.search(same, max(0, gap.start() - 20), gap.start()):
            continue  # a number alone on its line is a cell, not the half of a number
        signs.append(same[begun : gap.start()])
        at.extend(range(begun, gap.start()))
        begun = gap.end()
    signs.append(same[begun:])
    at.extend(range(begun, len(same)))
    if spaced:
        read = "".join(signs)
        signs = [sign for sign, place in zip(read, at, strict=True) if place not in spaced]
        at = [place for place in at if place not in spaced]
    at.append(len(text))
    return Plain("".join(signs), tuple(at))


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, sign for sign: the length never changes."""
    if text.isascii():
        return text
    convert = _converter().convert
    # Half a surrogate pair is no character; it must not reach the library.
    safe = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if len(safe) != len(text):
        safe = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    whole = str(convert(safe))
    if len(whole) == len(text):
        return whole
    singly = {sign: str(convert(sign)) for sign in set(safe)}
    return "".join(new if len(new := singly[sign]) == 1 else sign for sign in safe)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
