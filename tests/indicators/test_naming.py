"""Two who teach the town a word for one figure at the same moment are both heard."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from jishi.access.actor import operator
from jishi.audit.models import Entry
from jishi.indicators.naming import called_in, teach
from tests.web import smalltown

WORDS = ("议事会", "班子会", "碰头会", "例会")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [(), ("老叫法",)])
def test_words_that_are_taught_at_once_are_all_kept(known):
    smalltown.build()
    for word in known:
        teach(smalltown.TOWN, "committee_meetings", word, by=operator())
    together = Barrier(len(WORDS))

    def taught(word: str) -> None:
        try:
            together.wait(timeout=20)
            teach(smalltown.TOWN, "committee_meetings", word, by=operator())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(WORDS)) as hands:
        list(hands.map(taught, WORDS))
    assert Entry.objects.filter(ledger="figure_names").count() == len({*WORDS, *known})
    assert set(called_in(smalltown.TOWN)["committee_meetings"].aliases) == {*WORDS, *known}
