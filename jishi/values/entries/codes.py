"""Codes and telephone numbers as typed: digits that are names, not amounts (编号、电话)."""

from __future__ import annotations

import datetime as dt
import re

from jishi.values.complaint import excerpt
from jishi.values.entries.text import HYPHENS, Unreadable, clean_text, empty, number_text, to_ascii

# Excel keeps 15 significant digits; of a longer number the rest is already lost in the file.
_EXACT_DIGITS = 15

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9]\d{9})")
_AREA = r"10|2\d|[3-9]\d{2}"
_LANDLINE = re.compile(rf"(?:(?:\+|00)86)?0({_AREA})(\d{{7,8}})")
_LANDLINE_WITHOUT_ZERO = re.compile(rf"({_AREA})(\d{{7,8}})")


def parse_identifier(value: object) -> str:
    """A number or code as text: 341824103200.0 → "341824103200", "ｂｔ－01" → "bt-01".

    Raises `Unreadable` where Excel has already changed it: more than 15 digits kept as a number, a
    code turned into a date, a fraction, scientific notation.
    """
    if isinstance(value, dt.date | dt.time):
        raise Unreadable(
            "编号被 Excel 改成了日期“%(value)s”",
            "请把这一列设成文本格式，再重新填写编号",
            value=excerpt(value),
        )
    if isinstance(value, bool):
        raise Unreadable("“%(value)s”不是编号", "请填写编号", value=excerpt(value))
    if isinstance(value, int | float):
        return _digits(value)
    text = clean_text(value).translate(HYPHENS)
    if not text:
        raise empty()
    if _SCIENTIFIC.fullmatch(text):
        raise _lost_digits(value)
    return text


def _digits(value: float) -> str:
    text = number_text(value) if isinstance(value, float) else str(value)
    if not text.isdecimal():
        raise Unreadable("“%(value)s”不是编号", "编号不能有小数或负号，请改正", value=excerpt(text))
    if len(text) > _EXACT_DIGITS:
        raise _lost_digits(text)
    return text


def _lost_digits(value: object) -> Unreadable:
    return Unreadable(
        "“%(value)s”位数太长，存成数字后末尾几位已经不准",
        "请把这一列设成文本格式，再重新填写完整的编号",
        value=excerpt(value),
    )


def parse_phone(value: object) -> str:
    """A mobile number as 11 digits, or a landline as 0563-8158001 (area code, hyphen, number).

    Reads spaces, hyphens and brackets between the digits, +86, and a number kept as a float. Raises
    `Unreadable` for several numbers in one cell, a missing area code, or a wrong number of digits.
    """
    typed = to_ascii(parse_identifier(value))
    number = re.sub(r"[\s()-]", "", typed)
    if match := _MOBILE.fullmatch(number):
        return match[1]
    if match := _LANDLINE.fullmatch(number):
        return f"0{match[1]}-{match[2]}"
    raise _not_a_phone(typed, number, value)


def _not_a_phone(typed: str, number: str, value: object) -> Unreadable:
    shown = excerpt(typed)
    if len(re.findall(r"\d{7,}", re.sub(r"(?<=\d)[ -](?=\d)", "", typed))) > 1 or len(number) >= 22:
        return Unreadable("“%(value)s”像是写了几个电话", "一格只写一个电话", value=shown)
    if not number.isdecimal():
        return Unreadable(
            "“%(value)s”里有不是数字的字", "只写号码，例如 13800000000 或 0563-8150000", value=shown
        )
    if len(number) in (7, 8):
        return Unreadable("座机“%(value)s”没有区号", "请写上区号，例如 0563-8150000", value=shown)
    if isinstance(value, int | float) and (match := _LANDLINE_WITHOUT_ZERO.fullmatch(number)):
        return Unreadable(
            "座机“%(value)s”前面少了 0，多半是 Excel 去掉的",
            "请把这一格设成文本格式，写成 %(example)s",
            value=shown,
            example=f"0{match[1]}-{match[2]}",
        )
    if number.startswith("1"):
        return Unreadable(
            "手机号“%(value)s”是 %(count)s 位或开头不对",
            "手机号应为 11 位，从 13 到 19 开头，请核对",
            value=shown,
            count=len(number),
        )
    return Unreadable(
        "“%(value)s”不是电话号码",
        "请写 11 位手机号，或带区号的座机，例如 0563-8150000",
        value=shown,
    )
