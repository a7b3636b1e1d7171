"""The sample town and its neighbour, imported once and rolled back: tests on it only read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction

from jishi.access.actor import operator
from jishi.demo import neighbour, town
from jishi.demo.prepare import bring
from jishi.indicators.figures import Ground, ground
from jishi.places import loading
from tests.figures37 import AS_OF, COUNTY, NEIGHBOUR, TOWN

DAYS = (AS_OF, date(2024, 6, 30), date(2023, 12, 31))


@contextmanager
def loaded(blocker: Any) -> Iterator[None]:
    """Both towns in the database until the end of the block."""
    with blocker.unblock(), transaction.atomic():
        loading.load(COUNTY)
        bring(TOWN, town.sheets())
        bring(NEIGHBOUR, neighbour.sheets())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a ledger in use has had
        with blocker.block():  # a test that does not ask for it is refused it still
            yield
        transaction.set_rollback(True)


def there(place: str = TOWN, day: date = AS_OF) -> Ground:
    """The operator's ground at a place and day."""
    return ground(place, day, operator())
