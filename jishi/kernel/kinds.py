"""Shipped kinds and programmes: readable tables in the rooms, copied into the database."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models
from django.utils.translation import get_language

from jishi.kernel.models import Kind, Programme
from jishi.values.placecode import LENGTHS


@cache
def shipped() -> tuple[dict[str, str], ...]:
    """Rows of every room's `kinds.csv`: ledger, code, zh, en, family, its names, exclusive; level
    where the place is given with the kind."""
    return tuple(row for path in _tables("kinds.csv") for row in _read(path))


@cache
def shipped_programmes() -> tuple[dict[str, str], ...]:
    """Rows of `programmes.csv`: code, zh. A town dates them when it uses them."""
    return tuple(_read(Path(__file__).with_name("programmes.csv")))


def families(ledger: str) -> dict[str, str]:
    """Family codes of a ledger's shipped kinds with the name of the family."""
    found: dict[str, str] = {}
    for row in shipped():
        if row["ledger"] == ledger and row["family"]:
            found.setdefault(row["family"], named(row, "family_"))
    return found


def named(row: Mapping[str, str], of: str = "") -> str:
    """The name that a shipped row has in the language of the page; `of` family_ for its family."""
    english = (get_language() or "").startswith("en")
    return (english and row[f"{of}en"]) or row[f"{of}zh"]


@cache
def exclusive(ledger: str) -> dict[str, str]:
    """What cannot hold at once, by kind: one holder per `place`, or per `organisation`."""
    return {row["code"]: row["exclusive"] for row in shipped() if row["ledger"] == ledger}


@cache
def levels(ledger: str) -> dict[str, str]:
    """The level of place (town, village) at which alone a kind lies, by kind: the committee's
    meetings are the town's. Raises ValueError for a level that is none."""
    found = {
        row["code"]: row["level"]
        for row in shipped() if row["ledger"] == ledger and row.get("level")
    }  # fmt: skip
    for code, level in found.items():
        if level not in LENGTHS:
            raise ValueError(f"{ledger}: kind {code} lies at no level {level}")
    return found


def of_town(ledger: str) -> frozenset[str]:
    """Kinds that the town alone has."""
    return frozenset(code for code, level in levels(ledger).items() if level == "town")


def ship(using: str = "default") -> None:
    """Write the shipped kinds into the database; towns' own kinds are left alone."""
    known = {kind.code: kind for kind in Kind.rows.using(using).filter(town="")}
    fresh, changed = [], []
    for position, row in enumerate(shipped(), start=1):
        values = {
            "number": row["code"], "ledger": row["ledger"], "zh": row["zh"], "en": row["en"],
            "family": row["family"], "position": position,
        }  # fmt: skip
        kind = known.get(row["code"])
        if kind is None:
            fresh.append(Kind(code=row["code"], **values))
        elif any(getattr(kind, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(kind, name, value)
            changed.append(kind)
    Kind.rows.using(using).bulk_create(fresh)
    if changed:
        Kind.rows.using(using).bulk_update(
            changed, ["number", "ledger", "zh", "en", "family", "position"]
        )


def kinds_for(ledger: str, town: str) -> list[Kind]:
    """Kinds that a town may use in a ledger: shipped, the county's, its own; retired included."""
    return list(_of_town(town).filter(ledger=ledger))


def all_kinds_for(town: str) -> dict[str, list[Kind]]:
    """The same of every ledger at once, by ledger; one without kinds is left out."""
    found: dict[str, list[Kind]] = {}
    for kind in _of_town(town):
        found.setdefault(kind.ledger, []).append(kind)
    return found


def _of_town(town: str) -> "models.QuerySet[Kind]":
    return Kind.rows.filter(town__in={"", town[:6], town}).order_by("position", "code")


def programmes_for(town: str) -> dict[str, str]:
    """Names of the programmes a town may use by code: the shipped ones, as the town calls them."""
    found = {row["code"]: row["zh"] for row in shipped_programmes()}
    found.update(Programme.rows.filter(town=town).values_list("number", "zh"))
    return found


def _tables(name: str) -> Iterator[Path]:
    for config in apps.get_app_configs():
        path = Path(config.path) / name
        if config.name.startswith("jishi.") and path.exists():
            yield path


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
