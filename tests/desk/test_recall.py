"""Of 200 names, polyphones among them, at least 99 in 100 are among the first five answers."""

from __future__ import annotations

import random
from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.demo.names import Names as Invented
from jishi.desk.finding.asking import Search
from jishi.places import loading
from jishi.places.models import Installation, Place
from jishi.records.ledgers import BY_KEY
from tests.desk.names200 import people, typed

COUNTY, TOWN = "341824", "341824103"
VILLAGES = [f"{TOWN}{200 + n}" for n in range(7)]
DAY = date(2024, 1, 1)
HOUSEHOLDS = 4508


def add(ledger, rows):
    write(BY_KEY[ledger], [Draft(row) for row in rows], by=operator())


def missed(ledger, queries, found=5):
    """Share of (query, name) pairs whose name is not among the first answers, and which."""
    lost = []
    for query, name in queries:
        search = Search(query, TOWN, operator(), DAY)
        if name not in [str(row) for row in search.find(BY_KEY[ledger], found).rows]:
            lost.append(f"{query} → {name}")
    return len(lost) / len(queries), lost


@pytest.fixture
def town(db):
    loading.load(COUNTY)
    Installation.objects.create(county=COUNTY)
    add("town", [{"code": TOWN, "name": "上庄镇", "start": date(2023, 1, 1)}])
    return TOWN


def test_the_200_names_are_200_and_differ():
    assert len({name for name, _syllables in people()}) == 200


@pytest.mark.parametrize("way", typed("程晓梅", ("cheng", "xiao", "mei")), ids=str)
def test_a_person_is_found_however_the_name_is_typed(town, way):
    add("persons", [
        {"number": f"RY{at:04}", "name": name, "place": VILLAGES[at % 7]}
        for at, (name, _syllables) in enumerate(people())
    ])  # fmt: skip
    queries = [(typed(name, syllables)[way], name) for name, syllables in people()]
    share, lost = missed("persons", queries)
    assert share <= 0.01, lost
    # A name that is nobody's is not found: the measure can tell.
    assert missed("persons", [("欧阳未有", "欧阳未有")])[0] == 1


def test_a_household_among_4508_is_found_by_name_and_by_village_and_name(town):
    groups = [f"{village}{n:02}" for village in VILLAGES for n in range(1, 10)]
    add("groups", [{"code": code, "name": f"第{int(code[-2:])}组"} for code in groups])
    others = Invented(random.Random(7))
    heads = [name for name, _syllables in people()]
    heads += [others.head() for _ in range(HOUSEHOLDS - len(heads))]
    lying = {name: groups[at * 5 % len(groups)] for at, name in enumerate(heads[:200])}
    add("households", [
        {"number": f"NH{at:04}", "head": head, "since": DAY,
         "place": lying[head] if at < 200 else groups[at % len(groups)]}
        for at, head in enumerate(heads)
    ])  # fmt: skip
    named = {row.code: row.name for row in Place.objects.filter(code__in=VILLAGES)}
    queries = []
    for name, syllables in people():
        village = named[lying[name][:12]].removesuffix("村")
        told = typed(name, syllables)
        queries += [
            (told["characters"], name), (told["pinyin"], name), (told["mixed"], name),
            (f"{village} {name}", name), (f"{village}{name}", name),
            (f"{village} {told['pinyin']}", name), (f"{told['surname']} {village}", name),
        ]  # fmt: skip
    share, lost = missed("households", queries)
    assert share <= 0.01, lost
