"""A town that a test writes record by record, as the operator would; all people are invented."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.indicators.figures import Ground, ground
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.values import placecode

COUNTY, TOWN = "341824", "341824103"
VILLAGES = (TOWN + "200", TOWN + "201")
START = date(2023, 1, 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Town:
    """A town with two villages on the ledger since 2023; the rest a test adds.

    `add` numbers rows, puts them at the town where no place is said, and takes records for links
    and ISO text for dates.
    """

    code = TOWN

    def __init__(self) -> None:
        codes = (*placecode.ancestors(TOWN), TOWN, *VILLAGES)
        Place.objects.bulk_create(
            Place(
                code=code, name=f"地{code}", level=placecode.level(code),
                parent=placecode.parent(code) or "",
            )
            for code in codes
        )  # fmt: skip
        self.add("town", code=TOWN, name="上庄镇", start=START)

    def add(self, ledger: str, **values: Any) -> Any:
        """Write one record and return it. Raises access.writing.Rejected."""
        kept = BY_KEY[ledger]
        given = {name: self._entry(value) for name, value in values.items()}
        names = {column.name for column in kept.columns}
        if kept.identity == "number":
            given.setdefault("number", f"{kept.prefix}-{kept.model._base_manager.count() + 1}")
        if "place" in names and "household" not in given:
            given.setdefault("place", TOWN)
        return write(kept, [Draft(given)], by=operator()).created[0]

    def change(self, row: Any, **values: Any) -> Any:
        """Write new values onto a record."""
        given = {name: self._entry(value) for name, value in values.items()}
        return write(BY_KEY[row.LEDGER], [Draft(given, row)], by=operator()).updated[0]

    def at(self, day: str, place: str = TOWN) -> Ground:
        """What a question about the town, or a place in it, stands on."""
        return ground(place, date.fromisoformat(day), operator())

    @staticmethod
    def _entry(value: Any) -> Any:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
        return value
