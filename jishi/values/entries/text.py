"""Text as typed: cleaning, yes and no, and the nearest known name."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from jishi.values.complaint import Complaint, excerpt


class Unreadable(Complaint, ValueError):
    """One entry cannot be read; see `Complaint` for `message`, `hint` and `params`."""


def empty() -> Unreadable:
    """The complaint about an entry with nothing in it."""
    return Unreadable("这一格是空的", "请填写这一格")


def _cleaning_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ")):
        for code in range(ord(first), ord(last) + 1):
            table[code] = chr(code - 0xFEE0)
    # Kangxi radicals: text copied out of a PDF often holds ⼀ or ⽅ where 一 and 方 are meant.
    for code in range(0x2F00, 0x2FD6):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    # Controls and invisible format characters (zero-width, direction marks, soft hyphen).
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    ):
        if not chr(code).isspace():
            table[code] = None
    return table


_CLEANING = _cleaning_table()

# Full-width forms and look-alikes that mean plain ASCII inside a number or a date, though they stay
# as typed in running text. In a code only the hyphens are alike: 〔2024〕3号 keeps its brackets.
HYPHENS = dict.fromkeys(map(ord, "－−–—‐‑"), "-")
_ASCII = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | HYPHENS
_ASCII |= {ord("。"): ".", ord("、"): ",", ord("￥"): "¥"}


def clean_text(value: object, *, keep_lines: bool = False) -> str:
    """The entry as clean text; "" for an empty one.

    Full-width digits, letters and spaces become plain ones; Chinese punctuation stays as typed.
    Invisible characters go, the ends are trimmed, inner runs of white space become one space (with
    `keep_lines`, line by line). Whole floats lose their ".0"; dates become 2024-03-05; truth values
    是 and 否.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return str(value.date()) if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if not isinstance(value, str):
        raise TypeError(f"an entry cannot be a {type(value).__name__}")
    text = unicodedata.normalize("NFC", value).translate(_CLEANING)
    if keep_lines:
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip("\n")
    return " ".join(text.split())


def number_text(value: float) -> str:
    """A float as a person writes it: no exponent, no trailing ".0"."""
    if not math.isfinite(value):
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_blank(value: object) -> bool:
    """True where a cell or field holds nothing but white space or invisible characters."""
    return value is None or (isinstance(value, str) and not clean_text(value))


def to_ascii(value: object) -> str:
    """Clean text with full-width signs as plain ones: for numbers and dates alone."""
    return clean_text(clean_text(value).translate(_ASCII))


_YES = frozenset(("是", "有", "对", "√", "✓", "✔", "☑", "1", "true", "yes", "y"))
_NO = frozenset(("否", "无", "没有", "不是", "错", "×", "✗", "✘", "x", "0", "false", "no", "n"))


def parse_bool(value: object) -> bool:
    """是/否, √/×, 有/无, 1/0 and their like."""
    word = to_ascii(value).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    if not word:
        raise empty()
    raise Unreadable("“%(value)s”看不出是“是”还是“否”", "请填“是”或“否”", value=excerpt(value))


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The known name most like `name`, or None where none is: for hints, never for guessing.

    Half of the characters must agree in order: names of two characters may differ in one.
    Of equally near ones the first given wins.
    """
    wanted = clean_text(name)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, best_score = None, 0.0
    for candidate in candidates:
        matcher.set_seq1(candidate)
        floor = max(0.5, best_score)
        if matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor:
            score = matcher.ratio()
            if score >= 0.5 and score > best_score:
                best, best_score = candidate, score
    return best
