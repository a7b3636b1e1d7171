"""Places as running text names them 文中的地方: 余川村, 全镇."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jishi.places import tree
from jishi.values import placecode

#: Words for the whole of a level: of the place asked about, or of what lies above it.
_WHOLE = {
    **dict.fromkeys(("全镇", "全乡", "本镇", "我镇", "镇域"), "town"),
    "全县": "county", "全市": "city", "全省": "province", "全国": "nation",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """The names of a place, of what lies below it and beside it, for finding them in a text."""

    base: str
    codes: dict[str, str]
    pattern: re.Pattern[str]

    @property
    def name(self) -> str:
        """What the place asked about is called."""
        return next((name for name, code in self.codes.items() if code == self.base), "")

    def named(self, text: str) -> str | None:
        """The code of the place that the text names last; None where it names none."""
        found = self.pattern.findall(text)
        if not found:
            return None
        word = found[-1]
        if word in _WHOLE:
            return (
                placecode.at_level(self.base, _WHOLE[word]) or self.base[: _LENGTHS[_WHOLE[word]]]
            )
        return self.codes[word]

    def labelled(self, line: str) -> str | None:
        """The place that a line, or the heading above it, is set under: 余川村：…, （一）余川村."""
        above, _end, own = line.partition("\n")
        for match in (self._label.match(own), self._label.fullmatch(above)):
            if match is not None and match["place"]:
                return self.codes[match["place"]]
        return None

    @cached_property
    def _label(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self.codes, key=len, reverse=True)))
        numerals = "一二三四五六七八九十"
        number = rf"(?:[{numerals}]{{1,3}}[、.]|[（(][{numerals}\d]{{1,3}}[）)]|\d{{1,2}}[.、])?"
        return re.compile(rf"{number}(?P<place>{names})(?:(?:工作)?情况)?(?:[：:。]|$)")


_LENGTHS = {"nation": 0, "province": 2, "city": 4, "county": 6, "town": 9}


def places(base: str, on: date) -> Places:
    """The names known about a place: its town and county, their villages and towns on a day."""
    codes: dict[str, str] = {}
    town, county = placecode.at_level(base, "town"), placecode.at_level(base, "county")
    for above in filter(None, (county, town)):
        codes |= {child.name: child.code for child in tree.children(above, on)}
    codes |= {name: code for code, name in tree.names(filter(None, (town, county))).items()}
    return called(base, codes)


def called(base: str, codes: dict[str, str]) -> Places:
    """The places of given names, seen from `base`."""
    names = sorted({*codes, *_WHOLE}, key=len, reverse=True)
    # A name within a longer word is another's: 上庄村 in 上庄村民, 余川村级.
    pattern = re.compile("(?:" + "|".join(map(re.escape, names)) + ")(?!民|级|庄|组(?![织建成]))")
    return Places(base, codes, pattern)
