"""A ledger of 60 000 records: the sample town again and again, as further towns of its county."""

import uuid
from datetime import date
from typing import Any

from django.db import connection, transaction

SAMPLE = "341824103"
#: Towns in the numbers of a county's own range that no town here has.
COPIES = tuple(f"3418249{n:02d}" for n in range(1, 6))
TABLES = (
    "kernel_programme", "people_person", "people_organisation", "people_post", "people_posting",
    "people_reserve", "people_honour", "households_household", "duties_link", "duties_dutyunit",
    "activities_activity", "activities_agendaitem", "activities_classroom", "matters_matter",
    "matters_reception", "assistance_measure", "economy_incomeentry", "projects_zone",
    "projects_project", "projects_plan",
)  # fmt: skip
Row = dict[str, Any]


def grow() -> int:
    """Copy the sample town's records into further towns; number of records there are then."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = {table: _rows(cursor, table, "town") for table in TABLES}
        cursor.execute("SELECT * FROM places_place WHERE code LIKE %s", [f"{SAMPLE}%"])
        places = _named(cursor)
        for code in COPIES:
            _town(cursor, code, tables, places)
    return records()


def empty_towns(count: int) -> list[str]:
    """Codes of towns with the sample's villages and groups, and nothing on the ledger yet."""
    codes = [f"3418248{n:02d}" for n in range(1, count + 1)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_place WHERE code LIKE %s", [f"{SAMPLE}%"])
        places = _named(cursor)
        for code in codes:

            def moved(name: str, value: Any, code: str = code) -> Any:
                return _at(code, value) if name in ("code", "parent") else value

            _insert(cursor, "places_place", places, moved)
    return codes


def more_activities(count: int) -> int:
    """Copy the sample town's activities until it has `count`; how many it has then."""
    with transaction.atomic(), connection.cursor() as cursor:
        rows = _rows(cursor, "activities_activity", "town")
        for turn in range(1, count // len(rows) + 2):
            left = count - turn * len(rows)

            def moved(name: str, value: Any, turn: int = turn) -> Any:
                if name == "id":
                    return uuid.uuid4().hex
                return f"{value}-{turn}" if name == "number" else value

            _insert(cursor, "activities_activity", rows[: max(left, 0)], moved)
        return len(_rows(cursor, "activities_activity", "town"))


def records() -> int:
    """Records of all towns."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT COUNT(*) FROM {table}" for table in TABLES))
        return sum(row[0] for row in cursor.fetchall())


def _town(cursor: Any, code: str, tables: dict[str, list[Row]], places: list[Row]) -> None:
    ids = {row["id"]: uuid.uuid4().hex for rows in tables.values() for row in rows}

    def moved(name: str, value: Any) -> Any:
        if name in ("town", "place", "code", "parent") and isinstance(value, str):
            return _at(code, value)
        return ids.get(value, value) if name == "id" or name.endswith("_id") else value

    _insert(cursor, "places_place", places, moved)
    for table, rows in tables.items():
        _insert(cursor, table, rows, moved)
    cursor.execute(
        "INSERT INTO places_townledger (code, name, start, version) VALUES (%s, %s, %s, 1)",
        [code, f"样镇{code[-2:]}", date(2023, 1, 1).isoformat()],
    )


def _at(code: str, place: str) -> str:
    """The place of the sample as one of another town."""
    return code + place[len(SAMPLE) :] if place.startswith(SAMPLE) else place


def _insert(cursor: Any, table: str, rows: list[Row], moved: Any) -> None:
    if not rows:
        return
    names = list(rows[0])
    listed, slots = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
    cursor.executemany(
        f"INSERT INTO {table} ({listed}) VALUES ({slots})",
        [[moved(name, row[name]) for name in names] for row in rows],
    )


def _rows(cursor: Any, table: str, column: str) -> list[Row]:
    cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s", [SAMPLE])
    return _named(cursor)


def _named(cursor: Any) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
