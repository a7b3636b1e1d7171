"""How a number is written: digits, full-width digits, characters, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tests.draftcheck import acceptor
from tests.draftcheck.acceptor import Wording

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
TENTHOUSANDS = ("", "万", "亿")
TIMES = {"": 1, "万": 10**4, "亿": 10**8, "成": 10}
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
#: form → its comparator, and whether it stands before the number, inside it, or after the unit.
FORMS = {
    "": (acceptor.EXACT, "before"),
    "余": (acceptor.MORE, "inside"), "多": (acceptor.MORE, "inside"),
    "近": (acceptor.NEARLY, "before"),
    "约": (acceptor.APPROX, "before"), "左右": (acceptor.APPROX, "after"),
    "超过": (acceptor.ABOVE, "before"), "逾": (acceptor.ABOVE, "before"),
    "不少于": (acceptor.AT_LEAST, "before"), "以上": (acceptor.AT_LEAST, "after"),
}  # fmt: skip


@dataclass(frozen=True)
class Spoken:
    """A number as someone writes it: `number` is what stands before 万/亿 (2.54 in 2.54亿元).

    `hand` is arabic, wide, grouped or hanzi; `word` replaces it all where no number is written
    (全覆盖, 均, 没有), with its own comparator.
    """

    number: Decimal = Decimal(0)
    unit: str = ""
    times: str = ""
    form: str = ""
    hand: str = "arabic"
    word: str = ""

    @property
    def plain(self) -> Fraction:
        """The number in the plain unit."""
        return Fraction(self.number) * TIMES[self.times]

    @property
    def wording(self) -> Wording:
        """What is claimed by it."""
        if self.word:
            comparator = acceptor.NONE if self.word == "没有" else acceptor.UNIVERSAL
            return Wording(comparator)
        exponent = min(int(self.number.as_tuple().exponent), 0)
        step = Fraction(10) ** exponent * TIMES[self.times]
        return Wording(FORMS[self.form][0], self.plain, step, counted=self.unit not in "元%")

    def accepts(self, value: Fraction) -> bool | None:
        """Whether it is true of a value; None where careful people disagree."""
        return acceptor.accepts(self.wording, value)

    def surface(self) -> str:
        """The writing, comparator and unit included."""
        if self.word:
            return self.word
        where = FORMS[self.form][1]
        inside = self.form if where == "inside" else ""
        body = self._percent() if self.unit == "%" else self._counted(inside)
        before = self.form if where == "before" else ""
        return before + body + (self.form if where == "after" else "")

    def _percent(self) -> str:
        if self.times == "成":
            return hanzi(self.number) + "成"
        if self.hand == "hanzi":
            return "百分之" + hanzi(self.number)
        return self._digits() + ("％" if self.hand == "wide" else "%")

    def _counted(self, inside: str) -> str:
        if self.hand != "hanzi":
            return self._digits() + inside + self.times + self.unit
        if self.number >= 10_000 and not inside:
            whole = int(self.plain)
            return hanzi(Decimal(whole)) + self.unit
        text = hanzi(self.number)
        lone = text == "二" and self.unit not in "元大" and not self.times
        if lone or (inside and text[:2] in ("二百", "二千")):
            text = "两" + text[1:]
        return text + inside + self.times + self.unit

    def _digits(self) -> str:
        text = f"{self.number:,f}" if self.hand == "grouped" else f"{self.number:f}"
        return text.translate(WIDE) if self.hand == "wide" else text

    def saying(self, **changed: object) -> Spoken:
        """The same hand writing something else."""
        return replace(self, **changed)  # type: ignore[arg-type]


def hanzi(number: Decimal) -> str:
    """A number in characters: 2.54 → 二点五四, 4508 → 四千五百零八, 1690 → 一千六百九十.

    Raises ValueError below zero or from 10^12 on.
    """
    whole, _, decimals = f"{number:f}".partition(".")
    if number < 0 or len(whole) > 12:
        raise ValueError(f"not written in characters here: {number}")
    text = _whole(int(whole))
    return text + ("点" + "".join(DIGITS[int(one)] for one in decimals) if decimals else "")


def _whole(number: int) -> str:
    if number == 0:
        return DIGITS[0]
    parts: list[str] = []
    for power in (2, 1, 0):
        part = number // 10_000**power % 10_000
        if part:
            gap = bool(parts) and part < 1000
            parts.append(("零" if gap else "") + _below_ten_thousand(part) + TENTHOUSANDS[power])
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _below_ten_thousand(number: int) -> str:
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + PLACES[power]
            zero = False
        else:
            zero = True
    return text
