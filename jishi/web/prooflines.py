"""The records of a proof as a table: columns, cells in words, and where each record stands."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.indicators.indicator import Figure, Indicator, Line, Proof
from jishi.indicators.measures import Distinct, Groups, Share, Sum
from jishi.indicators.units import told, unit_word
from jishi.records.ledgers import BY_KEY as LEDGERS
from jishi.values import placecode
from jishi.web.pages import at
from jishi.web.presenting import Names, plain, proof_url, said
from jishi.web.templatetags.ui import day as in_words

Cell = str | int | dict[str, Any] | None


class Table:
    """Turns lines of one proof into rows; whether records may be opened is asked once."""

    def __init__(self, figure: Figure, actor: Actor) -> None:
        self.figure, self.indicator = figure, figure.indicator
        ledger = LEDGERS.get(self.indicator.source.ledger)
        self.ledger = ledger.key if ledger and policy.allows(actor, f"{ledger.key}.view") else ""
        measure = self.indicator.measure
        of_places = self.indicator.fact in ("place", "group_link")
        self.by_place = of_places or isinstance(measure, Groups)
        self.weighs = isinstance(measure, Sum | Groups)
        self.dated = not isinstance(measure, Groups)
        self.grouped = _group_label(self.indicator)
        # A proof by persons tells each line by the person's name.
        of_persons = getattr(measure, "key", "") == "person"
        self.title = "person_name" if of_persons else "title"

    def columns(self, lines: Sequence[Line], *, reasons: bool) -> list[dict[str, Any]]:
        """Headings of the rows of `lines`, which all show the same columns."""
        fact = self.indicator.source
        labels: list[dict[str, Any]] = [{"label": _("编号")}]
        if self.dated:
            labels.append({"label": fact.columns.get(fact.on) or _("日期")})
        labels.append({"label": _("地方")})
        if not self.by_place:
            labels.append({"label": fact.columns[self.title]})
        labels += [{"label": label} for label in self._shown(lines)]
        if self.grouped:
            labels.append({"label": self.grouped})
        if self.weighs and not reasons:
            labels.append({"label": self._weight_label(), "number": True})
        if reasons:
            labels.append({"label": _("为什么没算")})
        return labels

    def rows(self, lines: Sequence[Line], *, reasons: bool) -> list[dict[str, Any]]:
        """`rows` as proof/page.html wants them."""
        names = Names((line.place for line in lines), self.figure.place)
        shown = self._shown(lines)
        return [
            {"url": self.url(line), "cells": self._cells(line, names, shown, reasons=reasons)}
            for line in lines
        ]

    def url(self, line: Line) -> str:
        """The record's page; of a village or group the same figure there; '' where neither."""
        own, day = self.figure.place, self.figure.as_of
        code = line.id
        if self.by_place and placecode.is_code(code) and len(code) < placecode.LENGTHS["group"]:
            return "" if code == own else proof_url(code, self.indicator.key, day)
        if not self.ledger or len(own) < placecode.LENGTHS["town"]:
            return ""
        return at(reverse("record", kwargs={"place": own, "ledger": self.ledger, "id": code}), day)

    def _weight_label(self) -> str:
        """金额 of a sum of money, otherwise the unit itself (人次)."""
        money = isinstance(self.indicator.measure, Groups) or self.indicator.unit == "元"
        return _("金额") if money else unit_word(self.indicator.unit) or _("数")

    def _shown(self, lines: Sequence[Line]) -> list[str]:
        return list(dict.fromkeys(label for line in lines for label in line.shown))

    def _cells(self, line: Line, names: Names, shown: list[str], *, reasons: bool) -> list[Cell]:
        cells: list[Cell] = [line.number]
        if self.dated:
            cells.append({"text": in_words(line.on)})
        cells.append({"text": names[line.place]})
        if not self.by_place:
            cells.append(line.title)
        cells += [_value(line.shown.get(label)) for label in shown]
        if self.grouped:
            cells.append(line.group_name)
        if self.weighs and not reasons:
            cells.append(_weight(line.counts, self.indicator))
        if reasons:
            cells.append(str(line.reason))
        return cells


def agrees(proof: Proof) -> bool | None:
    """True where the records, counted one by one, give the value; None where there is none."""
    figure = proof.figure
    if figure.value is None:
        return None
    measure, lines = figure.indicator.measure, proof.records
    if isinstance(measure, Sum):
        return sum((Fraction(line.counts) for line in lines), Fraction(0)) == figure.value
    if isinstance(measure, Distinct):
        return len({line.group for line in lines}) == figure.value
    if isinstance(measure, Share):
        return len({line.group for line in lines}) == figure.numerator
    return len(lines) == figure.value


def sheet(proof: Proof, table: Table, *, excluded: bool) -> tuple[list[str], list[list[Any]]]:
    """Headings and plain cells of all records of one tab, for the workbook that is downloaded."""
    lines = proof.excluded if excluded else proof.records
    heads = [str(column["label"]) for column in table.columns(lines, reasons=excluded)]
    rows = [
        [
            cell.get("raw", cell.get("text")) if isinstance(cell, dict) else cell
            for cell in row["cells"]
        ]
        for row in table.rows(lines, reasons=excluded)
    ]
    return heads, rows


def _group_label(indicator: Indicator) -> str:
    """Heading of what rows are grouped by, where that is not what the row is about already."""
    measure = indicator.measure
    if isinstance(measure, Distinct) or (isinstance(measure, Share) and measure.part):
        label = indicator.source.columns[measure.key]
        return str(label) if measure.key == "kind" else ""
    return ""


def _value(value: Any) -> Cell:
    if isinstance(value, date):
        return {"text": in_words(value)}
    if isinstance(value, Fraction):  # only money is kept as a fraction: 分 shown in 元
        number, unit = told(value, "元")
        return {"number": number, "unit": unit, "raw": float(value)}
    if isinstance(value, bool) or value is None:
        return value if value is None else str(value)
    if isinstance(value, int):
        return {"number": value, "unit": "", "raw": value}
    return str(value)


def _weight(counts: Fraction | int, indicator: Indicator) -> Cell:
    unit = "元" if isinstance(indicator.measure, Groups) else indicator.unit
    if unit == "元":
        return {"number": said(counts, unit), "unit": "", "raw": float(counts)}
    return {"number": plain(counts), "unit": "", "raw": float(counts)}
