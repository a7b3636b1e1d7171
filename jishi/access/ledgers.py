"""The ledgers that records are kept in, as the rooms made them known at start-up."""

from collections.abc import Iterable

from django.db import models

from jishi.kernel.columns import Ledger

_BY_KEY: dict[str, Ledger] = {}
_BY_MODEL: dict[type[models.Model], Ledger] = {}


def register(ledgers: Iterable[Ledger]) -> None:
    """Make ledgers known: their rows follow what they lie at, and their acts can be undone."""
    for ledger in ledgers:
        _BY_KEY[ledger.key] = ledger
        _BY_MODEL[ledger.model] = ledger


def of_key(key: str) -> Ledger | None:
    """The ledger of that key; None for what is no ledger (accounts, divisions)."""
    return _BY_KEY.get(key)


def of_model(model: type[models.Model]) -> Ledger | None:
    """The ledger a model's rows are kept in, or None."""
    return _BY_MODEL.get(model)


def every() -> list[Ledger]:
    """All ledgers."""
    return list(_BY_KEY.values())
