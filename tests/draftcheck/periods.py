"""When: the words for an indicator's period, and when they must be said."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

#: Phrases that say the period themselves.
SELF_DATED = ("先后", "雏鹰工程", "截至", "现有", "目前", "在库", "在用", "在册", "辖")


def month_end(day: date) -> bool:
    """True on the last day of a month."""
    return (day + timedelta(days=1)).day == 1


def last_full_year(day: date) -> int:
    """The last calendar year ended on or before the day."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def span_of(day: date) -> str:
    """What a title calls the year so far."""
    if not month_end(day) or day.month == 1:
        return f"{day.year}年以来"
    named = {6: "年上半年", 9: "年前三季度", 12: "年度", 3: "年一季度"}
    return f"{day.year}{named.get(day.month, f'年1—{day.month}月')}"


def opener(period: str, day: date, rng: random.Random, *, plain: bool = False) -> str:
    """Words that say the period outright; empty for what began with its programme."""
    year = day.year
    match period:
        case "ytd":
            words = ["今年以来"] * 5 + [f"{year}年以来", "年初以来", "今年以来"]
            if month_end(day) and day.month > 1:
                words += [f"今年1—{day.month}月", f"{year}年1至{day.month}月"]
            if (day.month, day.day) == (12, 31):
                words += [f"{year}年全年", f"{year}年", "今年全年"]
        case "as_of":
            words = ["截至目前"] * 3 + ["目前", f"截至{day.month}月{day.day}日"]
            if month_end(day):
                words += [f"截至{day.month}月底", f"截至{year}年{day.month}月底"]
        case "since:2023":
            words = ["2023年以来"] * 4 + ["自2023年以来", "2023年1月以来"]
        case "last_full_year":
            last = last_full_year(day)
            words = [f"{last}年"] * 3 + [f"{last}年度", f"{last}年全年"]
            if last != year:
                words += ["去年", "上年度"]
        case "cumulative":
            return ""
        case _:
            raise ValueError(f"no such period: {period}")
    return words[0] if plain else rng.choice(words)


@dataclass
class Speech:
    """What a reader of the paragraph takes the period to be, sentence by sentence."""

    day: date
    period: str = ""

    def lead(self, period: str, told: list[str], rng: random.Random) -> str:
        """The period's words before a sentence, or nothing where the reader knows.

        Any period may be left out where the same was said last. Otherwise money and what runs since
        2023 say so; the year so far may be left out where nothing was said before, a state of the
        day also where the wording shows it.
        """
        if period == "cumulative":
            clear = self.period in ("", period) or "雏鹰工程" in told[0]
            self.period = period
            return "" if clear else "“雏鹰工程”实施以来"
        if self._known(period, told, rng):
            if period != "as_of" or self.period:
                self.period = period
            return ""
        self.period = period
        return opener(period, self.day, rng)

    def _known(self, period: str, told: list[str], rng: random.Random) -> bool:
        """Whether the reader knows without being told; where he might, the dice decide."""
        if self.period == period:
            return rng.random() < 0.6
        if period in ("since:2023", "last_full_year"):
            return False
        if self.period and not self._shown(period, told):
            return False
        return rng.random() > (0.75 if period == "ytd" else 0.25)

    @staticmethod
    def _shown(period: str, told: list[str]) -> bool:
        return period == "as_of" and any(one in told[0] for one in SELF_DATED)
