"""Readings of Chinese characters in pinyin 拼音: every reading, so that a surname's is among them.

Tones are dropped. ü is written v, u and yu, as keyboards, people in a hurry and passports do.
"""

import os
from collections.abc import Callable
from functools import cache

Readings = tuple[str, ...]

#: Readings as surnames that the general table lacks.
_SURNAMES = {"黑": "he", "谌": "shen", "费": "bi", "厘": "xi"}


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
