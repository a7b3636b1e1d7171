"""What a template asks for besides the figures of the place and day: other periods, villages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.indicators.figures import Ground, answer, ground
from jishi.indicators.indicator import Figure, Indicator, Proof
from jishi.indicators.naming import renamed
from jishi.indicators.periods import in_full
from jishi.indicators.proof import digest, prove
from jishi.indicators.tables import BY_KEY
from jishi.places import tree
from jishi.reports import whens
from jishi.reports.parts import taken_apart
from jishi.reports.report import FigureText
from jishi.reports.safefile import TemplateError
from jishi.reports.story import Village, needed
from jishi.reports.template import Template
from jishi.values import placecode
from jishi.values.figures import written
from jishi.values.period import Period

#: Villages for which a report repeats: a county has some hundred, a town a dozen.
MOST_VILLAGES = 400
_TOWN, _VILLAGE = placecode.LENGTHS["town"], placecode.LENGTHS["village"]


@dataclass(frozen=True)
class Question:
    """One figure asked of the ledger: which, where, on which day, for which period (None: the
    figure's own)."""

    key: str
    place: str
    day: date
    period: Period | None = None


#: The address of the proof of a question.
Link: TypeAlias = Callable[[Question], str]


def villages_of(on: Ground) -> list[Village]:
    """The villages that 每村 is repeated for: those of the town; of a village, the village itself.

    Above the town: those of all its towns on the ledger. Raises TemplateError for too many.
    """
    if len(on.place) >= _VILLAGE:
        own = on.place[:_VILLAGE]
        return [(own, tree.names([own]).get(own, own))]
    towns = [on.place] if len(on.place) == _TOWN else [code for code, _start in on.starts]
    found = [(one.code, one.name) for town in towns for one in tree.children(town, on.as_of)]
    if len(found) > MOST_VILLAGES:
        raise TemplateError([_("这里的村太多，每村的内容最多重复%(most)s遍。")
                             % {"most": MOST_VILLAGES}])  # fmt: skip
    return found


def asked_besides(
    template: Template,
    on: Ground,
    villages: Sequence[Village],
    held: Mapping[str, Proof],
    *,
    by: Actor,
    url: Link | None,
    proving: bool = True,
) -> dict[str, FigureText]:
    """The figures a template asks for that are not in `held`, by reference, in order.

    Without `proving` their proofs are not gone through: they have no digest then.
    """
    names = dict(villages)
    asker = _Asker(on, by, {(on.place, on.as_of): on}, proving=proving)
    found: dict[str, FigureText] = {}
    for ref in needed(template, list(names)):
        if ref not in held and ref not in found:
            found[ref] = asker.told(ref, names.get(taken_apart(ref)[2], ""), url)
    return found


def asked(ref: str, on: Ground, *, by: Actor, url: Link | None = None) -> FigureText:
    """One figure by its reference, with its proof."""
    return _Asker(on, by, {(on.place, on.as_of): on}).told(
        ref, tree.names([place]).get(place, "") if (place := taken_apart(ref)[2]) else "", url
    )


def figure_of(ref: str, on: Ground, *, by: Actor) -> Figure | None:
    """The answer behind a reference; None for 本级, and for what is yet to come."""
    key, when, place = taken_apart(ref)
    question = whens.asked(when, on.as_of) if when else (on.as_of, None)
    if when == whens.OWN or question is None:
        return None
    day, period = question
    there = place or on.place
    standing = on if (there, day) == (on.place, on.as_of) else ground(there, day, by)
    return answer(BY_KEY[key], standing, period=period)


@dataclass(slots=True)
class _Asker:
    """Asks the ledger; what several questions stand on is looked up once."""

    on: Ground
    by: Actor
    grounds: dict[tuple[str, date], Ground]
    proving: bool = True

    def told(self, ref: str, village: str, url: Link | None) -> FigureText:
        """The answer to a reference."""
        key, when, place = taken_apart(ref)
        on, indicator = self.on, BY_KEY[key]
        name = _name(renamed(indicator, on.called).zh, when, village)
        question = whens.asked(when, on.as_of) if when else (on.as_of, None)
        if question is None:
            return _yet_to_come(ref, name)
        day, period = question
        there = place or on.place
        if (there, day) not in self.grounds:
            self.grounds[there, day] = ground(there, day, self.by, called=on.called)
        standing = self.grounds[there, day]
        if when == whens.OWN:
            proof = self._own(indicator, standing)
        else:
            proof = self._proof(indicator, standing, period)
        used = Question(key, there, day, proof.figure.period if period else None)
        found = worded(proof, url(used) if url else None, ref, name)
        return found if self.proving else replace(found, digest="")

    def _own(self, indicator: Indicator, on: Ground) -> Proof:
        """What belongs to no place below (本级): with those it adds up to the whole."""
        below = tuple(
            code
            for child in tree.children(on.place, on.as_of)
            for code in tree.territory(child.code, on.as_of).include
        )
        figure = answer(indicator, on, own=below)
        if not self.proving or figure.value is None:
            return Proof(figure, (), ())
        held = prove(indicator, on).records
        return Proof(figure, tuple(one for one in held if not one.place.startswith(below)), ())

    def _proof(self, indicator: Indicator, on: Ground, period: Period | None) -> Proof:
        if self.proving:
            return prove(indicator, on, period=period)
        return Proof(answer(indicator, on, period=period), (), ())


def worded(proof: Proof, url: str | None, key: str = "", name: str = "") -> FigureText:
    """A figure with its proof as a report tells it; `key` and `name` where they are not its own."""
    figure = proof.figure
    indicator = figure.indicator
    known = figure.value is not None
    return FigureText(
        key=key or indicator.key,
        name=name or str(figure.indicator.zh),
        written=written(figure.value, indicator.unit, indicator.written)  # type: ignore[arg-type]
        if figure.value is not None
        else None,
        value=figure.value,
        unit=indicator.unit,
        definition=str(indicator.definition),
        period_text=in_full(figure),
        records=figure.records,
        digest=digest(proof) if known else "",
        reason=str(figure.reason) or None,
        version=indicator.version,
        numerator=figure.numerator,
        of=figure.of,
        url=url,
    )


def _name(name: object, when: str, village: str) -> str:
    said = f"{name}（{whens.said(when)}）" if when else str(name)
    return f"{village}{said}"


def _yet_to_come(ref: str, name: str) -> FigureText:
    indicator = BY_KEY[taken_apart(ref)[0]]
    return FigureText(
        key=ref, name=name, written=None, value=None, unit=indicator.unit,
        definition=str(indicator.definition), period_text="", records=0, digest="",
        reason=_("截至日还没有到那时候。"), version=indicator.version,
    )  # fmt: skip
