"""The cockpit's sheet: four chapters, in each a large figure, then rows under period words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.indicators.figures import Ground, answer, answers, grounds
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.periods import rank
from jishi.indicators.tables import BY_KEY, CHAPTERS
from jishi.indicators.tables.results import FEN, STRONG_FEN
from jishi.indicators.timing import LastFullYear
from jishi.indicators.units import in_brackets, told, unit_word
from jishi.places import tree
from jishi.places.models import Place
from jishi.values import placecode
from jishi.values.period import same_day_last_year
from jishi.web.presenting import fig, period_label, proof_url, said, scaled, short
from jishi.web.sparks import Sparks

#: The large figure of each chapter, and what stands in for it where it has no value.
HEROES = {
    "team": ("committee_meetings", "leading_team"),
    "members": ("volunteer_activities",),
    "concerns": ("disputes_mediated",),
    "results": ("collective_income",),
}
#: Figures also drawn by child place, with the threshold in stored units of the value.
BARS: dict[str, int | None] = {
    "volunteer_activities": None, "collective_income": STRONG_FEN // FEN,
}  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Who looks at the sheet: with proofs, or at values only (county reader)."""

    actor: Actor
    proves: bool


def chapters(figures: Sequence[Figure], below: "Children") -> list[dict[str, Any]]:
    """`chapters` as cockpit/page.html wants them, from all figures answered on one ground."""
    on, reader = below.on, below.reader
    by_key = {figure.key: figure for figure in figures}
    sparks = Sparks(on)
    found = []
    for chapter, title in CHAPTERS.items():
        own = [figure for figure in figures if figure.indicator.chapter == chapter]
        hero = _hero([by_key[key] for key in HEROES[chapter]])
        rows = sorted((f for f in own if f is not hero), key=lambda f: (rank(f), f.value is None))
        found.append({
            "id": chapter, "title": title, "count": len(own),
            "hero": fig(hero, url=_url(hero, reader), note=_hero_note(hero, on),
                        spark=sparks.of(hero.indicator)),
            "bars": below.bars(hero.indicator) if hero.key in BARS else None,
            "groups": [
                {"period_label": label,
                 "figures": [fig(f, url=_url(f, reader), spark=_spark(sparks, f)) for f in held]}
                for label, held in groupby(rows, key=period_label)
            ],
        })  # fmt: skip
    return found


class Children:
    """The places directly below with their grounds, looked up once for all that compares them."""

    def __init__(self, on: Ground, reader: Reader) -> None:
        self.on, self.reader = on, reader
        self._grounds: list[tuple[Place, Ground]] | None = None

    def bars(self, indicator: Indicator) -> dict[str, Any] | None:
        """`bars` of a chapter: a row per child that has a value; None where there is none."""
        if len(self.on.place) >= placecode.LENGTHS["village"]:
            return None  # groups are too many, and most figures stop at the village
        if not self.reader.proves and len(self.on.place) >= placecode.LENGTHS["town"]:
            return None
        held = self.grounds()
        found = answers(indicator, [there for _place, there in held])
        answered = [(place, figure) for (place, _there), figure in zip(held, found, strict=True)]
        known = [(place, figure) for place, figure in answered if figure.value is not None]
        if not any(figure.value for _place, figure in known):
            return None
        limit = BARS[indicator.key] if len(self.on.place) == placecode.LENGTHS["town"] else None
        values, unit = scaled([figure.value for _place, figure in known], indicator.unit)
        edge = scaled([limit, *(f.value for _p, f in known)], indicator.unit)[0][0]
        caption = _("各地%(name)s%(unit)s") % {
            "name": known[0][1].indicator.zh, "unit": in_brackets(unit),
        }  # fmt: skip
        return {
            "caption": caption,
            "threshold": edge,
            "rows": [
                {"name": short(place), "value": value,
                 "url": proof_url(place.code, indicator.key, self.on.as_of)
                 if self.reader.proves else ""}
                for (place, _figure), value in zip(known, values, strict=True)
            ],
        }  # fmt: skip

    def grounds(self) -> list[tuple[Place, Ground]]:
        """Each child with its ground; within a town they share the town's ledger and scope."""
        if self._grounds is None:
            below = tree.children(self.on.place, self.on.as_of)
            held = grounds(self.on, below, self.reader.actor)
            self._grounds = list(zip(below, held, strict=True))
        return self._grounds


def _hero(candidates: list[Figure]) -> Figure:
    return next((f for f in candidates if f.value is not None), candidates[0])


def _spark(sparks: Sparks, figure: Figure) -> dict[str, Any] | None:
    return sparks.of(figure.indicator) if figure.value is not None else None


def _url(figure: Figure, reader: Reader) -> str:
    return proof_url(figure.place, figure.key, figure.as_of) if reader.proves else ""


def _hero_note(figure: Figure, on: Ground) -> str:
    """How it stands against a year before, where that is known."""
    if figure.value is None:
        return ""
    if figure.indicator.of_whole:
        return _("登记%(of)s%(unit)s，还剩%(rest)s%(unit)s") % {
            "of": figure.of, "unit": unit_word(figure.indicator.unit),
            "rest": (figure.of or 0) - (figure.numerator or 0),
        }  # fmt: skip
    day = same_day_last_year(on.as_of)
    then = answer(figure.indicator, replace(on, as_of=day, held=tree.territory(on.place, day)))
    if then.value is None:
        return _limit_note(figure)
    more = Fraction(figure.value) - Fraction(then.value)
    compared = {
        "when": _("上年") if isinstance(figure.indicator.time, LastFullYear) else _("去年同期"),
        "by": said(abs(more), figure.indicator.unit),
    }
    if not more:
        return _("和%(when)s一样") % compared
    return (_("比%(when)s多%(by)s") if more > 0 else _("比%(when)s少%(by)s")) % compared


def _limit_note(figure: Figure) -> str:
    limit = BARS.get(figure.key)
    if limit is None or len(figure.place) != placecode.LENGTHS["town"]:
        return ""
    return _("虚线：%(limit)s") % {"limit": "".join(told(limit, figure.indicator.unit))}


assert all(key in BY_KEY for keys in HEROES.values() for key in keys)
