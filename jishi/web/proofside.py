"""What stands beside a proof: its months, the places below, and its conditions in words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.indicators.figures import Ground, adds_up, answer, by_child, trend
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.measures import Count, Share, Sum
from jishi.indicators.periods import in_full
from jishi.indicators.timing import YearToDate, dated_by
from jishi.indicators.units import in_brackets, unit_word
from jishi.indicators.words import filters
from jishi.places import tree
from jishi.places.models import Place
from jishi.values import placecode
from jishi.values.figures import spaced
from jishi.values.period import Period
from jishi.web.presenting import (
    Exact,
    counted_in,
    month_label,
    plain,
    proof_url,
    said,
    scaled,
    short,
)


def months(indicator: Indicator, on: Ground) -> dict[str, Any]:
    """`trend`, its kind, title and note; last year's months beside those of a year so far."""
    measure = indicator.measure
    if isinstance(measure, Share) and measure.reaches:
        return {}  # over links a month costs as much as the figure; the day's is shown above
    found = trend(indicator, on)
    if len(found) < 2:
        return {}
    counted = bool(dated_by(indicator.time)) and isinstance(measure, Count | Sum)
    before: dict[int, Exact | None] = {}
    if counted and isinstance(indicator.time, YearToDate):
        before = _year_before(indicator, on)
    values, unit = scaled([value for _month, value in found], indicator.unit)
    years = {month.end.year for month, _value in found}
    rows: list[dict[str, Any]] = [
        {"label": month_label(month, year=len(years) > 1), "value": value,
         "previous": plain(before.get(month.end.month))}
        for (month, _value), value in zip(found, values, strict=True)
    ]  # fmt: skip
    if before:
        rows += [
            {"label": month_label(_month_of(on.as_of, number), year=False), "value": None,
             "previous": plain(value)}
            for number, value in before.items() if number > on.as_of.month
        ]  # fmt: skip
    title = _("每月%(unit)s") if counted else _("每月底%(unit)s")
    return {
        "trend": rows,
        "trend_kind": "column" if counted else "line",
        "trend_title": title % {"unit": in_brackets(unit)},
        "trend_note": _("浅色：去年") if before else "",
        "trend_unit": unit_word(unit),
    }


def below(indicator: Indicator, on: Ground, actor: Actor) -> dict[str, Any]:
    """`children` with their title and note; nothing where the figure stops at this level."""
    if len(on.place) >= placecode.LENGTHS["group"]:
        return {}
    rows = [
        (place, figure) for place, figure in by_child(indicator, on, actor)
        if figure.value is not None or (place is not None and len(on.place) != 6)
    ]  # fmt: skip
    if not any(place is not None and figure.value is not None for place, figure in rows):
        return {}
    top = max((Fraction(f.value) for _p, f in rows if f.value is not None), default=Fraction(0))
    shown = [_child(place, figure, top) for place, figure in rows if place or figure.value]
    titles = {6: _("各乡镇"), 9: _("各村"), 12: _("各组")}
    return {
        "children": shown,
        "children_title": titles.get(len(on.place), _("各地")),
        "children_note": "" if adds_up(indicator) else _("各地相加不等于总数"),
    }


def conditions(figure: Figure, place: Place, children: int) -> list[dict[str, str]]:
    """`filters`: place, period, then the declaration's own conditions, each in words."""
    where: str = place.name
    if children and len(place.code) in (6, 9, 12):
        unit = {6: _("个乡镇"), 9: _("个村"), 12: _("个组")}[len(place.code)]
        where = _("%(place)s，含所辖%(n)s%(unit)s") % {
            "place": place.name, "n": children, "unit": unit,
        }  # fmt: skip
    said_ = [{"label": _("地方"), "text": where}]
    if figure.period:
        said_.append({"label": _("期间"), "text": in_full(figure)})
    own = filters(figure.indicator, figure.as_of)
    return said_ + [{"label": "", "text": words} for words in own]


def whole(figure: Figure) -> dict[str, Any] | None:
    """`whole`: a part and what it is part of, in cells and in words."""
    if figure.of is None or figure.numerator is None or not figure.of:
        return None
    part = Fraction(figure.numerator * 100, figure.of)
    parts = {
        "n": spaced(figure.numerator), "of": spaced(figure.of), "unit": counted_in(figure),
        "rest": spaced(figure.of - figure.numerator), "share": said(part, "%"),
    }  # fmt: skip
    if figure.numerator == figure.of:
        words = _("%(of)s%(unit)s，一%(unit)s不缺。")
    elif figure.indicator.of_whole:
        words = _("登记的%(of)s%(unit)s里有%(n)s%(unit)s（%(share)s），还剩%(rest)s%(unit)s。")
    elif figure.indicator.universal:
        words = _("%(of)s%(unit)s里有%(n)s%(unit)s，还差%(rest)s%(unit)s。")
    else:
        words = _("%(of)s%(unit)s里有%(n)s%(unit)s。")
    words %= parts
    return {"n": figure.numerator, "of": figure.of, "text": words}


def _child(place: Place | None, figure: Figure, top: Fraction) -> dict[str, Any]:
    indicator = figure.indicator
    row: dict[str, Any] = {
        "name": short(place) if place else _("本级"),
        "itself": place is None,
        "url": proof_url(place.code, indicator.key, figure.as_of) if place else "",
        "value": None,
    }
    if figure.value is None:
        return row
    if indicator.of_whole:
        return {**row, "value": figure.numerator, "of": figure.of}
    text = said(figure.value, indicator.unit)
    row |= {"value": plain(figure.value), "text": text if not _is_count(indicator) else ""}
    if top:
        row["percent"] = f"{float(Fraction(figure.value) / top * 100):.1f}"
    return row


def _is_count(indicator: Indicator) -> bool:
    return indicator.unit not in ("元", "%")


def _year_before(indicator: Indicator, on: Ground) -> dict[int, Exact | None]:
    """Month → value of the year before, all twelve; empty where the ledger does not reach."""
    end = date(on.as_of.year - 1, 12, 31)
    there = replace(on, as_of=end, held=tree.territory(on.place, end))
    if answer(indicator, there).value is None:
        return {}
    return {month.end.month: value for month, value in trend(indicator, there)}


def _month_of(day: date, number: int) -> Period:
    first = date(day.year, number, 1)
    return Period(first, first)
