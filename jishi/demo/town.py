"""The sample town 上庄镇: all sheets of its workbook, the same at every run.

Names of people, houses and most enterprises are invented (the note of each person says so);
villages, programmes, films and the area's name are the town's own. As of 30 September 2024 the
sheets give the 37 figures that the town printed; `traps` tells which records are there to prove
a declaration wrong.
"""

import random
from functools import cache

from jishi.demo import (
    activities,
    assistance,
    duties,
    economy,
    ground,
    households,
    matters,
    organisations,
    people,
    projects,
    standing,
)
from jishi.demo.book import Book, Row, Trap

SEED = 341824103


def sheets() -> dict[str, list[Row]]:
    """The rows of each ledger, column name → value as a clerk would type it."""
    found, _traps = _made()
    return {ledger: [dict(row) for row in rows] for ledger, rows in found.items()}


def traps() -> list[Trap]:
    """The records that a wrong declaration would count wrongly, with the figures concerned."""
    return list(_made()[1])


@cache
def _made() -> tuple[dict[str, list[Row]], tuple[Trap, ...]]:
    book, rng = Book(), random.Random(SEED)
    ground.build(book)
    staff = people.Staff(book, rng)
    found = people.build(staff)
    organisations.build(book, staff, found, rng)
    standing.build(book, staff, found)
    held = households.build(book, rng)
    duties.build(book, found, held, rng)
    activities.build(book, found, rng)
    matters.build(book, found, rng)
    assistance.build(book, held, rng)
    economy.build(book, rng)
    projects.build(book)
    return book.finish(), tuple(book.traps)
