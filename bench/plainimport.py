"""Importing, the bare essentials: calamine, plain checks, bulk inserts, audit rows: the floor.

The checks a careful programmer would write for this one file: headings known, required cells
there, dates dates, numbers used once, names found. The first fault ends it; nothing is compared
with what the ledger holds, and nobody is told how to mend anything.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import models
from python_calamine import CalamineWorkbook

from jishi.audit.models import Entry
from jishi.kernel.models import Kind
from jishi.places.models import Place, TownLedger
from jishi.records.duties.models import Link
from jishi.records.households.models import Household
from jishi.records.people.models import Person

_BATCH = 400
Row = dict[str, Any]


def import_plainly(file: Path, town: str) -> int:
    """Import a town, its persons, households and links; the number of rows."""
    book = CalamineWorkbook.from_path(file)
    places = _places(town)
    kinds = {kind.zh: kind.code for kind in Kind.rows.filter(ledger="links")}
    opened = [
        TownLedger(code=row["区划代码"], name=row["名称"], start=_day(row["台账起始日"]))
        for row in _rows(book, "镇情")
    ]
    persons = {
        row["编号"]: Person(
            number=_text(row["编号"], 60), town=town, place=places[row["所在单位地方"]],
            name=_text(row["姓名"], 40), birth_on=_day_or_none(row["出生日期"]),
            duty_phone=row["值班电话"], note=row["备注"],
        )
        for row in _rows(book, "人员")
    }  # fmt: skip
    households = {
        row["编号"]: Household(
            number=_text(row["编号"], 60), town=town, place=places[row["村民组"]],
            head=_text(row["户主"], 40), address=row["门牌"], members=_count(row["人口"]),
            since=_day(row["自"]), until=_day_or_none(row["止（当日不计）"]), note=row["备注"],
        )
        for row in _rows(book, "农户")
    }  # fmt: skip
    links = []
    for row in _rows(book, "包保责任"):
        household = households[row["农户"]] if row["农户"] else None
        links.append(Link(
            number=_text(row["编号"], 60), town=town, holder=persons[row["责任人"]],
            kind=kinds[row["责任"]], household=household,
            place=household.place if household else places[row["村或组"]],
            since=_day(row["自"]), until=_day_or_none(row["止（当日不计）"]), note=row["备注"],
        ))  # fmt: skip
    kept: list[list[Any]] = [opened, list(persons.values()), list(households.values()), links]
    for rows in kept:
        _store(rows, town)
    return sum(len(rows) for rows in kept)


def _rows(book: CalamineWorkbook, sheet: str) -> Iterator[Row]:
    header, *rows = book.get_sheet_by_name(sheet).to_python()
    names = [str(name) for name in header]
    seen = set()
    for row in rows:
        if row[0] in seen:
            raise ValueError(f"{row[0]} twice")
        seen.add(row[0])
        yield dict(zip(names, row, strict=True))


def _store(rows: list[Any], town: str) -> None:
    for row in rows:
        if getattr(row, "until", None) and row.until <= row.since:
            raise ValueError(f"{row.number} ends before it begins")
    model: type[models.Model] = type(rows[0])
    model._base_manager.bulk_create(rows, batch_size=_BATCH)  # noqa: SLF001
    now = datetime.now(UTC)
    Entry.objects.bulk_create(
        [
            Entry(
                chain=town, seq=_seq(row, number), at=now, actor="bench", origin="import",
                action="create", ledger=row.LEDGER, record=str(row.pk), version=1,
                after=hashlib.sha256(_said(row).encode()).hexdigest(), hash="",
            )
            for number, row in enumerate(rows)
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def _said(row: models.Model) -> str:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return json.dumps(values, default=str, ensure_ascii=False)


def _seq(row: Any, number: int) -> int:
    return number + 1_000_000 * ("town", "persons", "households", "links").index(row.LEDGER)


def _places(town: str) -> dict[str, str]:
    rows = {one.code: one for one in Place.objects.filter(code__startswith=town)}
    found = {}
    for code, one in rows.items():
        above = rows[one.parent].name if one.level == "group" else ""
        found[above + one.name.removeprefix(above)] = code
    return found


def _text(value: Any, longest: int) -> str:
    text = str(value).strip()
    if not text or len(text) > longest:
        raise ValueError(f"empty or too long: {text!r}")
    return text


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, date):
        raise TypeError(f"no date: {value!r}")
    return value


def _day_or_none(value: Any) -> date | None:
    return None if value == "" else _day(value)


def _count(value: Any) -> int | None:
    if value == "":
        return None
    if value != int(value) or not 0 <= value <= 99:
        raise ValueError(f"no number of people: {value!r}")
    return int(value)
