"""A ledger's form: one field per column, filled from a record or an address, read back as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from jishi.kernel.columns import Column, Fault, Ledger
from jishi.values.complaint import Complaint
from jishi.values.entries import Unreadable, is_blank, parse_fen, parse_int
from jishi.workbook.entry import read
from jishi.workbook.faults import in_words
from jishi.workbook.lookups import Lookups

Entries = dict[str, Any]  # column name → text as typed, or the list of what is ticked
#: What is settled once a row of the town's own settings exists: others refer to it.
FIXED = {"town": ("code",), "groups": ("code",), "programmes": ("number",),
         "kinds": ("number", "ledger")}  # fmt: skip


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with one field, in whole sentences; `name` is the column's, '' for the form."""

    name: str
    label: str
    text: str
    hint: str


@dataclass(frozen=True)
class Known:
    """Links as the form wrote them, by column: text → id. What was not touched is not looked up.

    So a clerk of a village may keep a holder whom he could not choose himself.
    """

    links: Mapping[str, Mapping[str, UUID]]

    @classmethod
    def of(cls, texts: Mapping[str, Mapping[str, str]]) -> "Known":
        """From the texts by column and id; of two that read alike neither is known."""
        return cls({
            name: {
                text: UUID(key)
                for key, text in held.items()
                if text and list(held.values()).count(text) == 1
            }
            for name, held in texts.items()
        })  # fmt: skip


NOTHING_KNOWN = Known({})


def asked(ledger: Ledger, *, new: bool) -> list[Column]:
    """The columns a form asks for: the number last, what is settled left out."""
    fixed = () if new else FIXED.get(ledger.key, ())
    found = [c for c in ledger.columns if c.name not in fixed]
    return sorted(found, key=lambda column: column.name == "number")


def filled(
    ledger: Ledger, values: Mapping[str, Any], links: Mapping[str, Mapping[str, str]]
) -> Entries:
    """A record's stored values (as they are, or plain from the trail) as the form writes them.

    `links` holds, by column name, the text for each linked id.
    """
    return {
        column.name: _written(column, values.get(column.attname), links.get(column.name, {}))
        for column in ledger.columns
    }


def posted(ledger: Ledger, query: QueryDict, *, new: bool) -> Entries:
    """What was typed."""
    return {
        column.name: query.getlist(column.name)
        if column.type == "programmes"
        else query.get(column.name, "")
        for column in asked(ledger, new=new)
    }


def restored(ledger: Ledger, held: Mapping[str, Any], *, new: bool) -> Entries:
    """A draft's entries as typed; what the form did not have when it was saved is empty."""
    entries: Entries = {}
    for column in asked(ledger, new=new):
        typed = held.get(column.name)
        if column.type == "programmes":
            entries[column.name] = [str(one) for one in typed] if isinstance(typed, list) else []
        else:
            entries[column.name] = typed if isinstance(typed, str) else ""
    return entries


def read_as(ledger: Ledger, typed: Mapping[str, Any]) -> dict[str, str]:
    """What a number with its unit behind (1.2万) is read as, in digits, by column."""
    found: dict[str, str] = {}
    for column in ledger.columns:
        text = typed.get(column.name)
        if column.type not in ("int", "money") or not isinstance(text, str):
            continue
        if any(unit in text for unit in "万亿"):
            try:
                value = parse_int(text) if column.type == "int" else parse_fen(text)
            except Unreadable:
                continue  # what is wrong with it is said when the form is sent
            found[column.name] = _written(column, value, {})
    return found


def understood(
    ledger: Ledger, entries: Entries, names: Lookups, known: Known, *, new: bool
) -> tuple[dict[str, Any], list[FieldFault]]:
    """Values to store by attribute name, and every fault. A number may be left to the program."""
    values: dict[str, Any] = {}
    faults = []
    for column in asked(ledger, new=new):
        typed = entries[column.name]
        if column.name == "number" and new and is_blank(typed):
            continue
        try:
            value = _read(column, typed, ledger, names, known)
        except Complaint as complaint:
            said = complaint.message, complaint.hint, complaint.params
            faults.append(fault(ledger, column.name, *said))
            continue
        if column.type == "link":
            values[column.attname] = value.pk if isinstance(value, models.Model) else value
        else:
            values[column.name] = value
    return values, faults


def rejected(ledger: Ledger, faults: Iterable[Fault]) -> list[FieldFault]:
    """The writer's faults in the shape of the form's own."""
    return [fault(ledger, one.column, one.message, one.hint, one.params) for one in faults]


def fault(
    ledger: Ledger, name: str, message: Any, hint: Any, params: Mapping[str, Any] | None = None
) -> FieldFault:
    """One fault in the reader's language."""
    label = next((str(c.zh) for c in ledger.columns if c.name == name), "")
    said, mend = in_words(message, params or {}), in_words(hint, params or {})
    return FieldFault(name if label else "", label, _sentence(said), _sentence(mend))


def _sentence(text: str) -> str:
    return text if not text or text[-1] in "。！？." else text + _("。")


def _read(column: Column, typed: Any, ledger: Ledger, names: Lookups, known: Known) -> Any:
    if column.type == "programmes":
        typed = "、".join(typed)
    if column.type == "link" and not is_blank(typed):
        text = typed.strip()
        if text in known.links.get(column.name, {}):
            return known.links[column.name][text]
        # What a list of suggestions fills in: “RY0001 汪志远”. The number alone says who it is.
        number, _space, rest = text.partition(" ")
        if rest and number in names.records(column.to):
            return names.records(column.to)[number]
    return read(column, typed, ledger, names)


def _written(column: Column, value: Any, links: Mapping[str, str]) -> Any:
    if column.type == "programmes":
        return list(value or ())
    if value is None or value == "":
        return ""
    match column.type:
        case "money":
            return str(value // 100 if value % 100 == 0 else Decimal(value) / 100)
        case "bool":
            return "是" if value else "否"
        case "date":
            return value if isinstance(value, str) else value.isoformat()
        case "link":
            return links.get(str(value), "")
    return str(value)
