"""Finding every figure in running Chinese text 找出文中的数字.

A figure is a number with what compares it and what it counts in: 50余次, 不少于2次,
5000万元以上, 58.3%, 六成, 近百人, 3—5个. Its span leaves out the verb before it and the noun
behind it. What looks like a figure and is none is told with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from functools import cache
from operator import attrgetter

from jishi.values.prose.amounts import Told, told
from jishi.values.prose.bounding import REACH
from jishi.values.prose.claims import duty_claims, universal_claims
from jishi.values.prose.comparing import EXACT, Allowed, allowed, compared_apart
from jishi.values.prose.counting import not_counted
from jishi.values.prose.grammar import FIGURE, Written, core, written
from jishi.values.prose.mentions import Known, Mention, PassedOver, Reading
from jishi.values.prose.numerals import DIGITS, han
from jishi.values.prose.passing import passed_over
from jishi.values.prose.roles import AFTER, CHANGE, STATED, role_of
from jishi.values.prose.rows import with_shared_units, with_stretches_joined
from jishi.values.prose.script import plain
from jishi.values.prose.units import PERCENT

#: How far words stand that compare a number from afar, and that govern whether it counts.
_BEFORE, _NEAR, _AFTER = 16, 12, 8
#: What is settled of a sign of the text.
_PASSED, _READ = b"\x01", b"\x02"
_BLOTTED = "\x00"
_ALL = Fraction(100)


def read(text: str, known: Known | None = None) -> Reading:
    """Every figure of a text, in time linear in its length."""
    return _Reader(text, known or Known()).reading()


class _Reader:
    """One text being read. What is written alike in it is worked out once."""

    def __init__(self, text: str, known: Known) -> None:
        self.given, self.known = text, known
        self.plain = plain(text)
        self.text = self.plain.text
        self.figures: list[Mention] = []
        self.passed: list[PassedOver] = []
        self.settled = bytearray(len(self.text))
        self.told = cache(told)
        self.weighed = cache(self._weighed)
        self.role_of = cache(role_of)

    def reading(self) -> Reading:
        """What the text holds, in its order."""
        names = _named(self.known.names)
        for one in passed_over(self.text, names, self.known.proper):
            self.settled[one.start : one.end] = _PASSED * (one.end - one.start)
            self._pass(one.start, one.end, one.reason)
        if names is not None:
            self._name_figures(names)
        for match in FIGURE.finditer(self._unsettled()):
            self._candidate(match)
        self.figures.sort(key=attrgetter("start"))
        self.figures = with_shared_units(self.figures, self.text)
        self.figures = with_stretches_joined(self.figures, self.given)
        self._claims()
        self.figures.sort(key=attrgetter("start"))
        self.passed.sort(key=attrgetter("start", "end"))
        return Reading(self.given, self.plain, tuple(self.figures), tuple(self.passed))

    def _name_figures(self, names: re.Pattern[str]) -> None:
        """六大课堂 and the like: a name that is a figure's."""
        for match in names.finditer(self.text):
            amount, unit = han(match["number"]), match["unit"]
            if amount is not None:
                said = Told(amount, unit, EXACT, allowed(amount, EXACT, unit))
                start, end = match.start(), match.end("unit")
                self._figure(start, end, said)
                self.settled[start:end] = _READ * (end - start)

    def _unsettled(self) -> str:
        """The text with what is settled already blotted out: no figure reaches into it."""
        if not (self.passed or self.figures):
            return self.text
        pairs = zip(self.text, self.settled, strict=True)
        return "".join(_BLOTTED if done else sign for sign, done in pairs)

    def _candidate(self, match: re.Match[str]) -> None:
        start, end = match.span()
        before = self.text[start - _BEFORE if start > _BEFORE else 0 : start]
        said = self.weighed(written(match), before, self.text[end : end + _AFTER])
        if not isinstance(said, str):
            self._figure(start, end, said)
        elif said:
            self._pass(*core(match), said)

    def _weighed(self, figure: Written, before: str, after: str) -> Told | str:
        """What a figure says between its neighbours, or why it is none."""
        said = self.told(figure, compared_apart(before) if figure.comparator is None else None)
        if isinstance(said, str):
            return said
        return not_counted(figure, said.unit, before[-_NEAR:], after) or said

    def _figure(self, start: int, end: int, said: Told) -> None:
        first, last = self.plain.given(start, end)
        value = None if said.amount.ends else said.amount.value
        role = self._role(start, end, said.comparator, said.unit)
        self.figures.append(
            Mention(
                first, last, self.given[first:last], value, said.allowed, said.unit,
                said.comparator, role, start, end,
            )
        )  # fmt: skip

    def _role(self, start: int, end: int, comparator: str, unit: str) -> str:
        low = max(0, start - REACH)
        around = self.text[low : end + AFTER]
        return self.role_of(around, start - low, end - low, comparator, unit)

    def _claims(self) -> None:
        """Claims without exception, told as a full share; a duty's name may hold a number."""
        for start, end in universal_claims(self.text):
            if _PASSED not in self.settled[start:end]:
                self._claim(start, end)
        for start, end in duty_claims(self.text, self.known.duties):
            self._claim(start, end)

    def _claim(self, start: int, end: int) -> None:
        first, last = self.plain.given(start, end)
        role = self._role(start, end, EXACT, PERCENT)
        self.figures.append(
            Mention(
                first, last, self.given[first:last], _ALL, Allowed(_ALL, _ALL), PERCENT, EXACT,
                STATED if role == CHANGE else role, start, end, universal=True,
            )
        )  # fmt: skip

    def _pass(self, start: int, end: int, reason: str) -> None:
        first, last = self.plain.given(start, end)
        self.passed.append(PassedOver(first, last, self.given[first:last], reason))


def _named(names: Collection[str]) -> re.Pattern[str] | None:
    """六大课堂 stands for every number of 大课堂."""
    rests = sorted({name[1:] for name in names if len(name) > 2 and name[0] in DIGITS})
    if not rests:
        return None
    signs = "".join(DIGITS)
    rest = "|".join(map(re.escape, rests))
    return re.compile(rf"(?P<number>[{signs}十]{{1,3}})(?=(?P<unit>.))(?:{rest})")
