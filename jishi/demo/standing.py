"""Honours, reserve lists, postings: what is said of the sample town's people beside their posts."""

from jishi.demo.book import Book, Row
from jishi.demo.ground import TITLES
from jishi.demo.people import People, Staff
from jishi.demo.tables import table


def build(book: Book, staff: Staff, people: People) -> None:
    """Write honours, postings and the two reserve lists."""
    for sheet in ("honours", "postings"):
        for row in table(sheet):
            if "person" in row:
                row["person"] = people.find(row["person"])
            book.add(sheet, **row)
    _reserves(book, staff)


def _reserves(book: Book, staff: Staff) -> None:
    """14 persons ever selected, 7 secretaries' reserves in force; a letter names one person."""
    began = next(row["since"] for row in table("programmes") if row["number"] == "young_eagle")
    known: dict[str, Row] = {}
    for row in table("reserves"):
        key = row.pop("person", "")
        person = known.get(key) or staff.person(row["place"], (1984, 1999))
        if key:
            known[key] = person
        programmes = TITLES["young_eagle"] if row["since"] >= began else ""
        book.add("reserves", person=person, programmes=programmes, **row)
