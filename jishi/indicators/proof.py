"""Proof 依据: the records that make a figure, and those of its kind that do not count, and why."""

import hashlib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jishi.indicators.engines import live
from jishi.indicators.figures import Ground, answer, at_of, covered
from jishi.indicators.indicator import Figure, Indicator, Line, Proof
from jishi.indicators.measures import Distinct, Groups, Share, Sum
from jishi.indicators.reasons import columns_of, why_not
from jishi.indicators.timing import InForce, UnderWay, dated_by
from jishi.indicators.words import value_words
from jishi.kernel.record import canonical
from jishi.places import tree
from jishi.values.period import Period, in_chinese, years_before


def prove(indicator: Indicator, on: Ground, *, period: Period | None = None) -> Proof:
    """Proof of the figure at the ground's place and day, or of another period where asked.

    A null figure has no records.
    """
    figure = answer(indicator, on, period=period)
    if figure.covers is None or figure.period is None or not figure.covers.on_ledger:
        return Proof(figure, (), ())
    places = on.places(covered(indicator, on, figure.period))
    at = at_of(on, figure.period)
    measure = indicator.measure
    if isinstance(measure, Groups) or (isinstance(measure, Share) and measure.reaches):
        return _grouped(figure, places, at)
    return _listed(figure, places, at, on)


def digest(proof: Proof) -> str:
    """Hash of what a proof says: the same records and weights give the same digest."""
    return digest_of((line.id, str(line.counts), line.group) for line in proof.records)


def digest_of(records: Iterable[tuple[str, str, str]]) -> str:
    """The digest of records told as id, weight and group: the one way in which it is made."""
    said = sorted(list(record) for record in records)
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _listed(figure: Figure, places: live.Places, at: Any, on: Ground) -> Proof:
    indicator = figure.indicator
    measure = indicator.measure
    fact = indicator.source
    key = measure.key if isinstance(measure, Distinct | Share) else ""
    weight = measure.column if isinstance(measure, Sum) else ""
    wanted = dict.fromkeys(
        [fact.on, "title", *indicator.columns, *_dates(indicator), *filter(None, [key, weight])]
    )
    part = measure.part if isinstance(measure, Share) else None
    wanted |= dict.fromkeys(columns_of(indicator.where)) | dict.fromkeys(
        columns_of(part) if part else ()
    )
    if "person_name" in fact.columns:
        wanted |= {"person_name": None, "person_place": None}
    if "awarded_on" in fact.columns:
        wanted["honour_place"] = None
    counted: dict[str, Line] = {}
    excluded: dict[str, Line] = {}
    inside: set[str] = set()
    for row in live.lines(indicator, places, at, wanted):
        counts = row["dated"] and row["met"] and row["part"]
        if isinstance(measure, Share) and not (row["dated"] and row["met"]):
            continue  # the rest of a share's base is what did not reach; the others are no base
        line = _line(figure, _veiled(row, on), key, weight, counts=bool(counts))
        (counted if counts else excluded).setdefault(line.id, line)
        if row["dated"]:
            inside.add(line.id)
    held = {line.group for line in counted.values()} if isinstance(measure, Share) else set()
    left = [
        line
        for line in excluded.values()
        if line.id not in counted and not (held and line.group in held)
    ]
    # What lies in the period and still does not count is what people ask about first.
    near = sorted((line for line in left if line.id in inside), key=_order)
    far = sorted((line for line in left if line.id not in inside), key=_order, reverse=True)
    return Proof(figure, tuple(sorted(counted.values(), key=_order)), (*near, *far))


def _veiled(row: dict[str, Any], on: Ground) -> dict[str, Any]:
    """A row without what lies outside the reader's scope: someone else's person or honour.

    A holder at the town is known by name to whoever sees the link (RULES: who may).
    """
    hidden: dict[str, Any] = {}
    place = row.get("person_place")
    if place and not _in_scope(place, on):
        hidden["age"] = None
        if place != row["place"][:9]:
            hidden["person_name"] = _("（不显示）")
            if row["title"] == row["person_name"]:
                hidden["title"] = hidden["person_name"]
    honoured_at = row.get("honour_place")
    if honoured_at and not _in_scope(honoured_at, on):
        hidden["title"] = _("（不显示）")
    return {**row, **hidden}


def _in_scope(place: str, on: Ground) -> bool:
    return any(place in territory for territory in on.scope)


def _line(figure: Figure, row: dict[str, Any], key: str, weight: str, *, counts: bool) -> Line:
    indicator = figure.indicator
    fact = indicator.source
    group = _text(row[key]) if key else ""
    name = str(row.get("person_name") or "") if key == "person" else ""
    if key and key != "person":
        name = value_words(key, row[key])
    stored = live.exact(indicator, row[weight] or 0) if weight else 1
    shown = {
        str(fact.columns[column]): _shown(figure, column, row[column])
        for column in indicator.columns
    }
    return Line(
        id=_text(row["id"]), number=str(row["number"]), place=row["place"],
        on=_date(row[fact.on]), counts=stored if counts else 0,
        group=group, group_name=name or str(row["title"] or "") if group else "",
        reason="" if counts else _reason(figure, row),
        title=name or str(row["title"] or ""), shown=shown,
    )  # fmt: skip


def _grouped(figure: Figure, places: live.Places, at: Any) -> Proof:
    indicator = figure.indicator
    measure = indicator.measure
    assert isinstance(measure, Groups | Share) and measure.reaches
    found = live.groups(indicator, places, at)
    names = tree.names(row["id"] for row in found) if isinstance(measure, Groups) else {}
    among = measure.reaches.total.among
    missing = live.present(indicator, places, at) if among else {}
    records: list[Line] = []
    excluded: list[Line] = []
    for row in found:
        amount = live.exact(indicator, int(row["amount"]))
        if row["reached"]:
            reason = ""
        elif among:
            lacking = [role for role in among if role not in missing.get(row["id"], set())]
            names_of = [value_words("role", role) for role in lacking]
            reason = _("缺%(roles)s。") % {"roles": "、".join(names_of)}
        elif isinstance(measure, Groups):
            reason = _("合计%(amount)s，没有达到。") % {"amount": f"{float(amount):,.2f}"}
        else:
            reason = _("没有达到。")
        title = names.get(row["id"], "") or str(row["title"])
        line = Line(
            id=_text(row["id"]), number=str(row["number"]), place=row["place"],
            on=_date(row["on"]), counts=amount if isinstance(measure, Groups) else 1,
            group=_text(row["id"]), group_name=title, reason=reason, title=title,
        )  # fmt: skip
        (records if row["reached"] else excluded).append(line)
    return Proof(figure, tuple(sorted(records, key=_order)), tuple(sorted(excluded, key=_order)))


def _reason(figure: Figure, row: dict[str, Any]) -> str:
    """Why a row of the kind does not count, in words with its own dates."""
    indicator = figure.indicator
    rule = indicator.time
    if not row["dated"]:
        column = dated_by(rule)
        if column:
            day = _date(row.get(column) or row[indicator.source.on])
            if row.get(column) is None:
                return _("还没有%(what)s。") % {"what": indicator.source.columns[column]}
            return _("%(day)s，不在期内。") % {"day": _day(day)}
        assert isinstance(rule, InForce | UnderWay)
        since, until = _date(row[rule.since]), _date(row[rule.until])
        if since is None or since > figure.as_of:
            return _("%(day)s才开始。") % {"day": _day(since)} if since else _("还没有开始。")
        return _("%(day)s已经结束。") % {"day": _day(until)}
    if not row["met"]:
        return why_not(indicator.source, indicator.where, row, figure.as_of)
    assert isinstance(indicator.measure, Share) and indicator.measure.part
    return why_not(indicator.source, indicator.measure.part, row, figure.as_of)


def _dates(indicator: Indicator) -> Iterable[str]:
    rule = indicator.time
    column = dated_by(rule)
    if column:
        return [column]
    assert isinstance(rule, InForce | UnderWay)
    return [rule.since, rule.until]


def _shown(figure: Figure, column: str, value: Any) -> Any:
    if column == "age":
        born = _date(value)
        return _age(born, figure.as_of) if born else None
    if column.endswith("_fen"):
        return Fraction(int(value), 100) if value is not None else None
    if column.endswith("_on"):
        return _date(value)
    if isinstance(value, int):
        return value
    return value_words(column, value)


def _age(born: date, day: date) -> int:
    """Whole years; someone born on 29 February has the birthday on 1 March in common years."""
    years = day.year - born.year
    return years if born <= years_before(day, years) else years - 1


def _order(line: Line) -> tuple[Any, ...]:
    return (line.on or date.min, line.place, line.number)


def _text(value: Any) -> str:
    """Identifiers are UUIDs in one database and their hexadecimal digits in the other."""
    text = str(value)
    return str(UUID(text)) if len(text) == 32 and not text.isdigit() else text


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _day(day: date | None) -> str:
    return in_chinese(day) if day else ""
