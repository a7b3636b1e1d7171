"""Everything whose rows must agree with the trail: records, settings, accounts, mergers."""

from typing import Any

from jishi.access.accounts import told
from jishi.access.models import Grant, User
from jishi.audit.verifier import Audited
from jishi.kernel.models import Kind
from jishi.kernel.unscoped import rows
from jishi.places.models import Merger, Place
from jishi.records.ledgers import LEDGERS


def _rows(model: Any) -> Any:
    if model is Place:
        return Place.objects.filter(level="group")
    if model is Kind:
        return rows(Kind).exclude(town="")
    return rows(model)


AUDITED: tuple[Audited, ...] = (
    *(Audited(one.key, lambda model=one.model: _rows(model)) for one in LEDGERS),  # type: ignore[misc]
    Audited("accounts", lambda: _rows(User), told),
    Audited("grants", lambda: _rows(Grant), told),
    Audited(
        "mergers", lambda: _rows(Merger), key=lambda row: row.predecessor,
        told=lambda row: {"successor": row.successor, "on": row.on.isoformat()},
    ),
)  # fmt: skip
