"""What a page shows stands in an order of its own, not in the one a database happens to give.

PostgreSQL gives rows that nobody ordered as they lie, and others' writing moves them: a page would
change though nothing on it did. SQLite can give them backwards when asked to, which shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection

from jishi.records.people.models import Person
from tests.contracts.asking import ask, pages, without_tokens

pytestmark = pytest.mark.sqlite


@contextmanager
def backwards() -> Iterator[None]:
    """Every query without an order gives its rows in reverse."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA reverse_unordered_selects = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA reverse_unordered_selects = OFF")


@pytest.mark.parametrize("who", ["administrator", "county_reader", "town_clerk", "village"])
def test_no_page_leaves_its_order_to_the_database(world, who, time_machine):
    # The clock stands: a page that names the hour would otherwise differ over the full hour.
    time_machine.move_to(datetime.now(UTC), tick=False)
    for url in pages(world, who, "own", "below"):
        plain = without_tokens(ask(world, who, "get", url)[1])
        with backwards():
            assert without_tokens(ask(world, who, "get", url)[1]).splitlines() == plain.splitlines()


def test_the_check_of_order_sees_a_query_that_has_none(world):
    held = list(Person.rows.order_by().values_list("pk", flat=True))
    with backwards():
        assert list(Person.rows.order_by().values_list("pk", flat=True)) != held
