"""The page that maps a clerk's own file: what it shows, and what it was answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.utility import xl_col_to_name

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import kinds_for, of_town
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.values.complaint import Complaint
from jishi.values.entries import lacks_year
from jishi.values.entries.dates import LAST_YEAR
from jishi.workbook.faults import in_words
from jishi.workbook.own import guessing
from jishi.workbook.own.layout import DEEPEST, WITHIN, Table, headings, table
from jishi.workbook.own.mapping import (
    ENDS,
    KEY_TYPES,
    UNITS,
    SheetMap,
    asked_ends,
    check,
    mappable,
)
from jishi.workbook.own.titled import settle_by_title, title_of, year_in
from jishi.workbook.reading import Sheet

WHY_LEFT = {
    "total": gettext_lazy("合计行"), "header": gettext_lazy("又一行表头"),
    "note": gettext_lazy("表外的说明"), "serial": gettext_lazy("只有序号"),
}  # fmt: skip
_LOOKED_AT = 30  # different entries of a column
_ENDS_SAID = {"excluded": gettext_lazy("当日不算"), "included": gettext_lazy("当日还算")}


@dataclass
class Part:
    """One sheet on the page: its map so far, its table, and what must still be settled."""

    index: int
    sheet: Sheet
    map: SheetMap
    remembered: bool = False
    table: Table | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ledger(self) -> Ledger | None:
        """The ledger that the sheet goes to, None where it is left out."""
        return BY_KEY.get(self.map.ledger)


@dataclass(frozen=True)
class Brought:
    """A file that was brought: its name, the town it is for, and who brought it."""

    file: str
    town: Place
    by: Actor


def first_look(
    sheets: Sequence[Sheet], remembered: Mapping[str, SheetMap], brought: Brought
) -> list[Part]:
    """Every sheet that holds anything, with the best guess about it."""
    parts = []
    for index, sheet in enumerate(one for one in sheets if one.rows):
        guess = guessing.guess(sheet, remembered)
        parts.append(Part(index, sheet, guess.map, guess.remembered))
    for part in parts:
        part.map.year = year_in(title_of(part.sheet, part.map.first, Path(brought.file).stem))
        if not part.remembered:
            _settle(part, brought, {one.map.ledger for one in parts})
        _looked_at(part)
    return parts


def _settle(part: Part, brought: Brought, ledgers: Collection[str]) -> None:
    """What the title and the town's ledger add to a first guess; `ledgers` come with the file."""
    ledger, town = part.ledger, brought.town
    if ledger is None:
        return
    kinds = {
        kind.zh: kind.code in of_town(ledger.key) for kind in kinds_for(ledger.key, town.code)
        if kind.retired_on is None
    }  # fmt: skip
    title = title_of(part.sheet, part.map.first, Path(brought.file).stem)
    villages = [one.name for one in tree.children(town.code, brought.by.today)]
    settle_by_title(part.map, title, kinds, villages, town.name)
    for at, name in list(part.map.columns.items()):
        column = ledger.column(name)
        if column.type == "link" and not column.required and column.to not in ledgers:
            to = BY_KEY[column.to]
            if policy.allows(brought.by, f"{to.key}.view") and not (
                see(to.model, by=brought.by).filter(town=town.code).exists()
            ):
                del part.map.columns[at]
                part.notes.append(
                    _("“%(column)s”要从%(ledger)s台账里找，那里还是空的，这一列先不导入。")
                    % {"column": column.zh, "ledger": to.zh}
                )


def answered(
    sheets: Sequence[Sheet], posted: Any, brought: Brought
) -> tuple[list[Part], bool]:  # fmt: skip
    """The parts as a form answered them, and whether the page is to be shown again.

    After another ledger or heading row columns are guessed anew; `again` only asks for the
    questions that a chosen column brings along.
    """
    parts: list[Part] = []
    fresh, changed = [], bool(posted.get("again"))
    for index, sheet in enumerate(one for one in sheets if one.rows):
        said = {name: posted.get(f"s{index}-{name}", "") for name in ("ledger", "first", "count")}
        ledger = said["ledger"] if said["ledger"] in {one.key for one in mappable()} else ""
        first = _number(said["first"], 1, WITHIN)
        last = first + _number(said["count"], 1, DEEPEST) - 1
        was = posted.get(f"s{index}-was", "")
        made = SheetMap(sheet.name, ledger, first, last)
        year = year_in(title_of(sheet, first, Path(brought.file).stem))
        if ledger and was != f"{ledger} {first} {last}":
            changed = True
            if was.split(" ")[1:] != [str(first), str(last)]:
                texts = headings(sheet, first, last)
                made.columns = guessing.columns_of(texts, BY_KEY[ledger])
                guessing.settle(made, texts)
                made.keys = guessing.keys_of(made)
            else:
                made = guessing.guess(sheet, {}, ledger=ledger).map
            fresh.append(index)
        elif ledger:
            _read(made, BY_KEY[ledger], posted, f"s{index}-")
            proposed = guessing.keys_of(made)
            if changed and set(made.keys) <= set(proposed):
                made.keys = proposed
        made.year = _number(posted.get(f"s{index}-year", ""), 0, LAST_YEAR) or year
        parts.append(Part(index, sheet, made))
    for part in parts:
        if part.index in fresh:
            _settle(part, brought, {one.map.ledger for one in parts})
        _looked_at(part, judged=not changed)
    return parts, changed


def _read(made: SheetMap, ledger: Ledger, posted: Any, prefix: str) -> None:
    names = {column.name for column in ledger.columns}
    for name, value in posted.items():
        tail = name.removeprefix(f"{prefix}c")
        if name.startswith(f"{prefix}c") and tail.isdecimal() and len(tail) < 4 and value in names:
            made.columns[int(tail)] = value
    for column in ledger.columns:
        unit = posted.get(f"{prefix}unit-{column.name}", "")
        if column.type == "money" and unit in UNITS:
            made.units[column.name] = unit
        end = posted.get(f"{prefix}end-{column.name}", "")
        if end in ENDS:
            made.ends[column.name] = end
        text = posted.get(f"{prefix}d-{column.name}", "").strip()[:200]
        if text and column.name not in made.columns.values() and column.name != ledger.identity:
            made.defaults[column.name] = text
    made.keys = [one for one in posted.getlist(f"{prefix}key") if one in names]


def _looked_at(part: Part, *, judged: bool = False) -> None:
    if not part.map.ledger:
        return
    known = dict.fromkeys(guessing.all_headings())
    try:
        part.table = table(part.sheet, part.map.first, part.map.last, known)
    except Complaint as complaint:
        part.faults.append(_said(complaint))
        return
    guessing.settle(part.map, part.table.headings, above=part.table.unit)
    part.notes += _needed(part.map, BY_KEY[part.map.ledger])
    if judged:
        part.faults += [_said(one) for one in check(part.map, part.table)]


def _needed(made: SheetMap, ledger: Ledger) -> list[str]:
    """What a mapped column asks for besides, where the sheet has no column of it."""
    held = {*made.columns.values(), *made.defaults}
    said = _("填了“%(one)s”的行还要有“%(other)s”，表里没有对到它的列。")
    return [
        said % {"one": column.zh, "other": ledger.column(name).zh}
        for column in ledger.columns if column.name in made.columns.values()
        for name in column.needs if name not in held
    ]  # fmt: skip


def _said(complaint: Complaint) -> str:
    message = in_words(complaint.message, complaint.params)
    return message + in_words(complaint.hint, complaint.params)


def told(part: Part, town: Place, on: date) -> dict[str, Any]:
    """A sheet as the template draws it; the villages are those of that day."""
    found: dict[str, Any] = {
        "index": part.index, "name": part.sheet.name, "hidden": part.sheet.hidden,
        "rows": len(part.sheet.rows), "remembered": part.remembered, "faults": part.faults,
        "notes": part.notes,
        "ledger": part.map.ledger, "first": part.map.first,
        "count": part.map.last - part.map.first + 1,
        "was": f"{part.map.ledger} {part.map.first} {part.map.last}",
        "ledgers": [(one.key, one.zh) for one in mappable()],
        "firsts": range(1, WITHIN + 1), "counts": range(1, DEEPEST + 1),
    }  # fmt: skip
    ledger = part.ledger
    if ledger is None or part.table is None:
        return found
    numbered = ledger.identity in part.map.columns.values()
    return found | {
        "columns": [_column(part, ledger, at) for at in _shown(part.table)],
        "lacking": [
            _lacking(part, one, ledger, town, on)
            for one in ledger.columns
            if one.name not in part.map.columns.values() and one.name != ledger.identity
            and (one.required or one.type in ("kind", "choice", "place"))
        ],
        "keys": [] if numbered else [
            {"name": one.name, "zh": one.zh, "on": one.name in part.map.keys}
            for one in ledger.columns
            if one.name in part.map.columns.values() and one.type in KEY_TYPES
        ],
        "numbered": numbered, "year": part.map.year or "", "yearless": _yearless(part, ledger),
        "data": len(part.table.rows),
        "left": [(left.row, WHY_LEFT[left.why], left.text) for left in part.table.left],
    }  # fmt: skip


def _yearless(part: Part, ledger: Ledger) -> list[str]:
    """The first days of the sheet that are written without a year."""
    found = part.table or Table([])
    days = [at for at, name in part.map.columns.items() if ledger.column(name).type == "date"]
    texts = [text for at in days for text in found.samples(at, _LOOKED_AT) if lacks_year(text)]
    return texts[:3]


def _shown(found: Table) -> list[int]:
    width = max([len(found.headings), *(len(row.cells) for row in found.rows)], default=0)
    return [at for at in range(width) if _heading(found, at) or found.samples(at, 1)]


def _heading(found: Table, at: int) -> str:
    return found.headings[at] if at < len(found.headings) else ""


def _column(part: Part, ledger: Ledger, at: int) -> dict[str, Any]:
    found = part.table or Table([])
    name = part.map.columns.get(at, "")
    column = ledger.column(name) if name else None
    return {
        "at": at, "letter": xl_col_to_name(at), "heading": _heading(found, at) or _("（没有表头）"),
        "samples": found.samples(at), "name": name,
        "choices": [(one.name, one.zh) for one in ledger.columns],
        "unit": part.map.units.get(name, "") if column and column.type == "money" else None,
        "units": UNITS,
        "end": part.map.ends.get(name, "") if column and column in asked_ends(ledger) else None,
        "ends": list(_ENDS_SAID.items()),
    }  # fmt: skip


def _lacking(
    part: Part, column: Column, ledger: Ledger, town: Place, on: date
) -> dict[str, Any]:  # fmt: skip
    choices, value = [str(zh) for _code, zh in column.choices], part.map.defaults.get(column.name)
    if column.type == "kind":
        choices = [kind.zh for kind in kinds_for(ledger.key, town.code)]
    places = [town, *tree.children(town.code, on)] if column.type == "place" else []
    return {
        "name": column.name, "zh": column.zh, "required": column.required, "choices": choices,
        "places": [one.name for one in places if one.level in column.levels], "value": value or "",
    }  # fmt: skip


def _number(text: str, low: int, high: int) -> int:
    return min(max(int(text), low), high) if text.isdecimal() and len(text) < 5 else low
