"""What a list is asked: read from an address and written back it is the same, for every ledger."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jishi.access.actor import operator
from jishi.places import tree
from jishi.records.ledgers import LEDGERS
from jishi.values.entries import clean_text
from jishi.web import listing
from jishi.web.chips import chips
from jishi.web.conditions import (
    PICKED,
    TEXTS,
    Condition,
    may_be_empty,
    may_end,
    open_to,
    options,
    words_of,
)
from jishi.web.listing import OWN, Asked
from jishi.web.within import PRESETS, period
from jishi.web.wording import Words
from tests.web import smalltown
from tests.web.smalltown import TOWN, VILLAGE

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 30)
#: As a reader takes it in: characters of one look have one code.
TEXT = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20).map(clean_text)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def conditions(ledger, words):
    """A strategy of one condition on any column of a ledger."""
    found = []
    for column in open_to(ledger):
        if column.type in TEXTS:
            found.append(TEXT.map(lambda text, c=column: Condition(c, "has", (text,))))
        elif column.type in PICKED:
            known = list(options(column, ledger, words))
            if known:
                codes = st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)
                found += [
                    codes.map(lambda held, c=column, how=how: Condition(c, how, tuple(held)))
                    for how in ("is", "except")
                ]
        else:
            found += ranges(column, ledger)
        if may_be_empty(column):
            empty = st.sampled_from(("empty", "filled"))
            found.append(empty.map(lambda how, c=column: Condition(c, how)))
    return st.one_of(found)


def ranges(column, ledger):
    value = DAYS if column.type == "date" else st.integers(0, 10**9)
    pair = st.tuples(st.none() | value, st.none() | value).filter(any_given)
    found = [pair.map(lambda held: Condition(column, "between", held))]
    if column.type == "date":
        found.append(st.sampled_from(list(PRESETS)).map(lambda n: Condition(column, "in", (n,))))
    if may_end(column, ledger):
        found.append(st.integers(0, 3650).map(lambda n: Condition(column, "within", (n,))))
    return found


def any_given(pair):
    return any(value is not None for value in pair)


@pytest.fixture
def words():
    smalltown.build()
    return Words(tree.place(TOWN), DAY, by=operator())


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_question_survives_its_address(words, ledger, data):
    order = {column.name: place for place, column in enumerate(open_to(ledger))}
    hows = {how: n for n, how in enumerate(
        ("has", "is", "except", "between", "in", "within", "empty", "filled"))}  # fmt: skip
    held = data.draw(st.lists(conditions(ledger, words), max_size=4))
    once = {(c.column.name, "is" if c.how == "except" else c.how): c for c in held}
    for one in [c for c in once.values() if c.how == "filled"]:
        once.pop((one.column.name, "empty"), None)
    kept = sorted(once.values(), key=lambda c: (order[c.column.name], hows[c.how]))
    names = list(order)
    columns = data.draw(st.lists(st.sampled_from(names), max_size=5, unique=True))
    columns = [ledger.identity, *(n for n in columns if n != ledger.identity)] if columns else []
    sort = data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    asked = Asked(
        ledger, DAY, data.draw(st.just("") | TEXT), tuple(kept),
        data.draw(st.sampled_from(("current", "all"))) if ledger.date else "",
        tuple(data.draw(st.sampled_from(("", "-"))) + name for name in sort),
        () if tuple(columns) == listing.usual(ledger) else tuple(columns),
    )  # fmt: skip
    query = asked.query()
    read = Asked.of(ledger, QueryDict(query), words)
    assert read == asked
    assert read.query() == query
    backwards = ("起点在终点后面",)
    assert all(any(word in said for word in backwards) for said in read.troubles)
    told = chips(asked, words, lambda query: query)
    assert all(chip.text for chip in told)
    for condition in asked.conditions:
        less = Asked.of(ledger, QueryDict(asked.query(without=condition)), words)
        assert len(less.conditions) == len(asked.conditions) - 1
    list(listing.records(asked, words.place, words, by=operator())[:3])


def test_no_column_is_called_like_a_part_of_the_lists_own_address():
    for ledger in LEDGERS:
        said = [words_of(column, ledger) - {"from", "to"} for column in open_to(ledger)]
        assert not set().union(*said) & set(OWN), ledger.key
        for one, other in itertools.combinations(said, 2):
            assert not one & other, ledger.key


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("from=no-day", "no-day"), ("kind=no-kind", "no-kind"), ("attendance.from=许多", "许多"),
        ("sort=nothing", "nothing"), ("cols=number,nothing", "nothing"), ("strange=1", "strange"),
        ("on.in=some-day", "some-day"), ("on.days=3", "日期"), ("title.is=empty", "内容"),
        ("from=2024-05-01&to=2024-04-01", "日期"), ("place=999999999", "999999999"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_words_on_the_page(words, query, word):
    clerk = smalltown.account("clerk", "town_clerk", TOWN)
    page = clerk.get(f"{reverse('list', kwargs={'place': TOWN, 'ledger': 'activities'})}?{query}")
    assert len(page.context["asked"].troubles) == 1
    assert word in page.context["asked"].troubles[0]
    assert page.context["asked"].troubles[0] in page.content.decode().replace("&quot;", '"')


def test_a_column_that_is_kept_from_a_list_cannot_be_asked_about_or_sorted_by(words):
    clerk = smalltown.account("clerk", "town_clerk", TOWN)
    url = reverse("list", kwargs={"place": TOWN, "ledger": "persons"})
    for query in ("birth_on.from=1990-01-01", "sort=birth_on", "cols=number,birth_on"):
        page = clerk.get(f"{url}?{query}")
        assert page.context["asked"].troubles
        assert len(page.context["rows"]) == 1


def test_places_outside_the_page_are_not_named(words):
    village = smalltown.account("village", "village", VILLAGE)
    url = reverse("list", kwargs={"place": VILLAGE, "ledger": "matters"})
    page = village.get(f"{url}?place={TOWN}204")
    assert f"{TOWN}204" in page.context["asked"].troubles[0]
    assert page.context["asked"].conditions == ()


def test_an_as_of_day_that_is_none_is_told_on_the_page(words):
    clerk = smalltown.account("clerk", "town_clerk", TOWN)
    url = reverse("list", kwargs={"place": TOWN, "ledger": "matters"})
    assert "截至日“2024-13-45”看不懂" in clerk.get(f"{url}?as_of=2024-13-45").content.decode()
    assert "看不懂" not in clerk.get(f"{url}?as_of=2024-09-30").content.decode()
    assert "2090年1月1日还没到" in clerk.get(f"{url}?as_of=2090-01-01").content.decode()


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("this_year", "2024-01-01", "2024-12-31"), ("last_year", "2023-01-01", "2023-12-31"),
        ("this_quarter", "2024-01-01", "2024-03-31"), ("last_quarter", "2023-10-01", "2023-12-31"),
        ("this_month", "2024-01-01", "2024-01-31"), ("last_month", "2023-12-01", "2023-12-31"),
    ],
)  # fmt: skip
def test_periods_are_counted_from_the_as_of_day(name, first, last):
    found = period(name, date(2024, 1, 31))
    assert (found.start.isoformat(), found.end.isoformat()) == (first, last)
