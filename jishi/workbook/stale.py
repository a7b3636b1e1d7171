"""Rows that came out with a version: what would change, and both versions told where one passed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Column, Ledger
from jishi.values.complaint import Complaint
from jishi.workbook.faults import quoted
from jishi.workbook.lookups import Lookups


def differing(ledger: Ledger, held: Any, values: Mapping[str, Any]) -> list[str]:
    """Columns in which a row would change, settled as the writer settles it."""
    trial = type(held)(**{f.attname: getattr(held, f.attname) for f in held._meta.concrete_fields})
    trial._state.adding = False
    for name, value in values.items():
        setattr(trial, name, value)
    ledger.settle(trial)
    return [
        column.name
        for column in ledger.columns
        if column.name in values and getattr(held, column.attname) != getattr(trial, column.attname)
    ]


def complaint(column: Column, held: Any, entries: Mapping[str, Any], names: Lookups) -> Complaint:
    """The ledger's value and the sheet's, side by side."""
    return Complaint(
        N_("导出以后台账里这一条又改过：台账是“%(held)s”，表里是“%(given)s”。"),
        N_("重新导出，再改这一格。"),
        held=quoted(_shown(column, held, names)), given=quoted(entries.get(column.name)),
    )  # fmt: skip


def _shown(column: Column, held: Any, names: Lookups) -> Any:
    value = getattr(held, column.name)
    if not value and value != 0:
        return None
    match column.type:
        case "money":
            return value / 100
        case "bool":
            return "是" if value else "否"
        case "choice":
            return dict(column.choices).get(value, value)
        case "kind":
            return names.kinds(held.LEDGER)[value].zh
        case "place":
            return names.places.full_name(value)
        case "programmes":
            return "、".join(names.programme_names.get(code, code) for code in value)
    return value
