"""Readings of Chinese characters in pinyin 拼音: every reading, so that a surname's is among them.

Tones are dropped. ü is written v, u and yu, as keyboards, people in a hurry and passports do.
"""

import os
from collections.abc import Callable
from functools import cache

Readings = tuple[str, ...]

#: Readings as surnames that the general table lacks, or does not give first.
_SURNAMES = {
    "黑": "he", "谌": "shen", "费": "bi", "厘": "xi", "曾": "zeng", "单": "shan", "仇": "qiu",
    "朴": "piao", "区": "ou", "查": "zha", "解": "xie", "盖": "ge", "翟": "zhai", "尉": "yu",
    "员": "yun", "种": "chong", "秘": "bi", "乐": "yue", "缪": "miao", "覃": "qin",
    "折": "she", "祭": "zhai", "薄": "bo", "召": "shao", "繁": "po", "隗": "wei", "洗": "xian",
    "佴": "nai", "粘": "nian", "郇": "xun", "乜": "nie", "适": "kuo", "句": "gou",
}  # fmt: skip


@cache
def readings(char: str) -> Readings:
    """All toneless readings of one character, the commonest first; () where it has none.

    曾 gives ('ceng', 'zeng'), 吕 gives ('lv', 'lu', 'lyu').
    """
    if not is_han(char):
        return ()
    found = dict.fromkeys(
        spelling for reading in _table()(char) for spelling in _spellings(reading)
    )
    found.update(dict.fromkeys(_spellings(_SURNAMES.get(char, ""))))
    found.pop("", None)
    return tuple(found)


@cache
def usual(char: str) -> Readings:
    """The readings one thinks of first: the commonest, and the one as a surname."""
    surname = _spellings(_SURNAMES[char]) if char in _SURNAMES else ()
    first = readings(char)[:1]
    return tuple(dict.fromkeys([*(one for each in first for one in _spellings(each)), *surname]))


def is_han(char: str) -> bool:
    """True for a Chinese character, rare ones beyond the basic plane and 〇 included."""
    code = ord(char)
    return (
        0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
        or char == "〇"
    )  # fmt: skip


def _spellings(reading: str) -> tuple[str, ...]:
    """How people type a reading: lü is lv, lu and lyu; nüe is nve, nue and nyue."""
    if "v" not in reading:
        return (reading,)
    return (reading, reading.replace("v", "u"), reading.replace("v", "yu"))


@cache
def _table() -> Callable[[str], list[str]]:
    """The table of single characters; its phrases (44 MB in memory) are left where they are."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    # Only now: a process that never searches does not carry the table (14 MB).
    from pypinyin import Style, pinyin  # noqa: PLC0415

    def look_up(char: str) -> list[str]:
        found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
        return found[0] if found else []

    return look_up
