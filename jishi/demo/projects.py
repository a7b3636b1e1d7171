"""The sample town's projects, demonstration area and village plans."""

from datetime import date

from jishi.demo.book import Book, Row
from jishi.demo.ground import NAME, TITLES
from jishi.demo.tables import table

#: Of a hundred yuan planned, what is spent: in a completed, given up, and running project.
_SPENT = {"竣工": 97, "终止": 8, "": 46}


def build(book: Book) -> None:
    """Write projects, areas and plans."""
    for row in table("projects"):
        share = _SPENT[row.get("outcome", "")] if "started_on" in row else 0
        book.add("projects", invested_fen=row["planned_fen"] * share / 100, **row)
    areas = {area["name"]: area for area in _areas(book)}
    for row in table("plans"):
        zone = areas.get(row.pop("zone", ""))
        shown = zone is not None and zone["kind"] == "乡村振兴示范片区"
        book.add("plans", zone=zone, programmes=TITLES["action_plan"] if shown else "", **row)


def _areas(book: Book) -> list[Row]:
    return [
        book.add("zones", name="“茶菊飘香-雕刻时光”乡村振兴示范片区", kind="乡村振兴示范片区",
                 place=NAME, since=date(2022, 7, 1), programmes=TITLES["action_plan"]),
        book.add("zones", name="上庄传统村落保护片区", kind="保护片区", place="上庄村",
                 since=date(2021, 4, 1)),
    ]  # fmt: skip
