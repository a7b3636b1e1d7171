"""What a template asks for besides the figures of the place and day: other periods, villages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.indicators.figures import Ground, ground
from jishi.indicators.indicator import Proof
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
) -> dict[str, FigureText]:
    """The figures a template asks for that are not in `held`, by reference, in order."""
    names = dict(villages)
    grounds: dict[tuple[str, date], Ground] = {(on.place, on.as_of): on}
    found: dict[str, FigureText] = {}
    for ref in needed(template, list(names)):
        if ref in held or ref in found:
            continue
        key, when, place = taken_apart(ref)
        name = _name(held[key].figure.indicator.zh if key in held else BY_KEY[key].zh, when,
                     names.get(place, ""))  # fmt: skip
        asked = whens.asked(when, on.as_of) if when else (on.as_of, None)
        if asked is None:
            found[ref] = _yet_to_come(ref, name)
            continue
        day, period = asked
        there = place or on.place
        if (there, day) not in grounds:
            grounds[there, day] = ground(there, day, by, called=on.called)
        proof = prove(BY_KEY[key], grounds[there, day], period=period)
        question = Question(key, there, day, proof.figure.period if period else None)
        found[ref] = worded(proof, url(question) if url else None, ref, name)
    return found


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
