"""Small random ledgers: two towns of a county, everything on odd days, mergers among villages.

Rows go straight to the database: what is tested is the reading, and the writer has rules that a
reading must not lean on.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from jishi.indicators.tables.concerns import ROLES
from jishi.kernel.models import Kind
from jishi.places.models import Merger, Place, TownLedger
from jishi.records.ledgers import BY_KEY
from jishi.values import placecode
from tests.engines.plain import Books

COUNTY, TOWNS = "341824", ("341824102", "341824103")
VILLAGES = (TOWNS[0] + "200", TOWNS[0] + "299", TOWNS[1] + "200", TOWNS[1] + "201")
GROUPS = tuple(village + number for village in VILLAGES for number in ("01", "99"))
PLACES = (COUNTY, *TOWNS, *VILLAGES, *GROUPS)
#: Month ends, year ends, leap days and the days beside them.
DAYS = tuple(
    date.fromisoformat(text)
    for text in (
        "2022-12-31", "2023-01-01", "2023-02-28", "2023-03-01", "2023-12-31", "2024-01-01",
        "2024-02-28", "2024-02-29", "2024-03-01", "2024-06-30", "2024-09-29", "2024-09-30",
        "2024-10-01", "2024-12-31", "2025-01-01", "2025-02-28",
    )
)  # fmt: skip
BIRTHS = (
    *(date(year, 2, 28) for year in (1982, 1983, 1984)), date(1984, 2, 29), date(1983, 3, 1),
    date(1984, 3, 1), date(1983, 9, 30), date(1983, 10, 1), date(1983, 1, 1), date(1982, 12, 31),
    None,
)  # fmt: skip
days = st.sampled_from(DAYS)
maybe_day = st.none() | days
villages, groups = st.sampled_from(VILLAGES), st.sampled_from(GROUPS)
somewhere = st.sampled_from((*TOWNS, *VILLAGES, *GROUPS))
town_or_village = st.sampled_from((*TOWNS, *VILLAGES))
programmes = st.sets(
    st.sampled_from(
        ("double_base", "action_plan", "double-base", "DOUBLE_BASE", "action_plan_two", "red")
    ),
    max_size=3,
).map(lambda codes: tuple(sorted(codes)))
intervals = st.tuples(days, maybe_day).map(
    lambda pair: {"since": pair[0], "until": pair[1] if pair[1] and pair[1] > pair[0] else None}
)
loose_intervals = st.one_of(intervals, st.just({"since": None, "until": None}), st.builds(
    lambda day: {"since": None, "until": day}, days
))  # fmt: skip


def _kinds(*codes: str) -> st.SearchStrategy[str]:
    return st.sampled_from(codes)


def _merged(*parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}


def _rows(size: int, *spread: st.SearchStrategy[dict[str, Any]], **values: Any) -> Any:
    fixed = st.fixed_dictionaries(values)
    rows = st.tuples(fixed, *spread).map(lambda parts: _merged(*parts))
    return st.lists(rows, min_size=size // 2, max_size=size)


_REF = st.integers(0, 30)  # which row of the other ledger; taken modulo how many there are
_POSTS = ("party_secretary", "mayor", "party_committee_member", "village_member", "town_cadre")
_LEVELS = st.sampled_from(("nation", "province", "city", "county", "town"))
_CLOSED = st.tuples(
    maybe_day, st.sampled_from(("agreement", "completed", "no_agreement", "withdrawn"))
).map(lambda pair: {"closed_on": pair[0], "outcome": pair[1] if pair[0] else ""})
_ENDED = st.tuples(maybe_day, st.sampled_from(("completed", "terminated"))).map(
    lambda pair: {"closed_on": pair[0], "outcome": pair[1] if pair[0] else ""}
)
#: Ledgers in the order in which they lean on each other, and how their rows are drawn.
_DRAWN = {
    "persons": _rows(5, place=town_or_village, birth_on=st.sampled_from(BIRTHS)),
    "organisations": _rows(
        5, intervals, place=town_or_village, host=_REF, sector=_kinds("", "nonpublic", "public"),
        kind=_kinds("branch", "joint_branch", "comprehensive_committee", "enterprise",
                    "commando_team", "service_team", "volunteer_team"),
    ),
    "posts": _rows(12, intervals, place=town_or_village, person=_REF, kind=_kinds(*_POSTS)),
    "postings": _rows(
        4, intervals, place=town_or_village, person=_REF,
        kind=_kinds("village_assistant", "cross_posting", "training_secondment"),
    ),
    "reserves": _rows(
        5, intervals, place=town_or_village, person=_REF,
        kind=_kinds("village_reserve", "secretary_reserve"),
    ),
    "honours": _rows(4, place=town_or_village, person=_REF, level=_LEVELS, on=days),
    "households": _rows(5, intervals, place=groups),
    "links": _rows(
        16, intervals, place=villages | groups, holder=_REF, household=st.none() | _REF,
        kind=_kinds(*ROLES, "village_guidance"),
    ),
    "duty_units": _rows(
        4, intervals, place=somewhere,
        kind=_kinds("responsibility_zone", "demonstration_post", "environment_zone"),
    ),
    "activities": _rows(
        16, place=somewhere, on=days, cancelled_on=st.none() | days,
        kind=_kinds("committee_meeting", "theory_session", "lecture", "warning_screening",
                    "volunteering", "party_day", "problem_help", "own"),
    ),
    "agenda": _rows(8, meeting=_REF, position=st.integers(1, 2), first_topic=st.booleans()),
    "classrooms": _rows(
        4, intervals, place=town_or_village, kind=_kinds("discipline", "theory", "online")
    ),
    "matters": _rows(
        14, _CLOSED, place=somewhere, opened_on=days, channel=_kinds("found", "platform"),
        kind=_kinds("dispute_land", "dispute_family", "livelihood_promise", "petition"),
    ),
    "receptions": _rows(
        4, place=town_or_village, on=days, heads=st.integers(1, 5),
        kind=_kinds("open_day", "visit_down"),
    ),
    "measures": _rows(
        4, household=_REF, drawn_up_on=days, carried_out_on=maybe_day,
        kind=_kinds("training", "micro_loan"),
    ),
    "income": _rows(
        8, place=town_or_village, on=days, kind=_kinds("business", "contracting", "subsidy"),
        amount_fen=st.sampled_from((-100, 1, 25_000_000, 49_999_999, 50_000_000)),
    ),
    "projects": _rows(
        8, _ENDED, place=town_or_village, programmes=programmes, planned_on=days,
        started_on=maybe_day, kind=st.just("industry"),
        planned_fen=st.none() | st.sampled_from((0, 1, 254_000_000_00)),
    ),
    "zones": _rows(2, intervals, place=somewhere, kind=_kinds("demonstration", "protection")),
    "plans": _rows(
        8, place=town_or_village, zone=st.none() | _REF, drafted_on=maybe_day,
        approved_on=maybe_day, kind=_kinds("village_plan", "building_plan"),
    ),
}  # fmt: skip
_STARTS = st.sampled_from((*DAYS[:2], *DAYS[:2], *DAYS[:2], DAYS[5], DAYS[6]))
_MERGERS = st.lists(
    st.tuples(st.permutations(VILLAGES), days).map(lambda drawn: (*drawn[0][:2], drawn[1])),
    max_size=2,
)
ledgers = st.fixed_dictionaries(
    {
        **_DRAWN,
        "starts": st.tuples(_STARTS, _STARTS),
        "on_ledger": st.sampled_from(((0, 1), (1,), (0, 1))),
        "eagle": st.lists(maybe_day, max_size=2),
        "dates": st.dictionaries(groups, loose_intervals, max_size=2),
        "mergers": _MERGERS,
    }
)


_LASTING = st.sampled_from(DAYS[:5]).map(lambda day: {"since": day, "until": None})
#: Ledgers of households and links alone, dense enough that some are covered and some are not.
answered = st.fixed_dictionaries(
    {
        **{name: st.just([]) for name in _DRAWN},
        "persons": st.just([{"place": TOWNS[0]}, {"place": TOWNS[1]}]),
        "households": _rows(6, _LASTING | intervals, place=st.sampled_from(GROUPS[:3])),
        "links": _rows(
            24, _LASTING | intervals, place=st.sampled_from((*VILLAGES[:2], *GROUPS[:3])),
            holder=_REF, household=st.none() | st.none() | _REF,
            kind=_kinds(*ROLES),
        ),
        "starts": st.just(DAYS[:2]),
        "on_ledger": st.just((0, 1)),
        "eagle": st.just([]),
        "dates": st.dictionaries(groups, loose_intervals, max_size=2),
        "mergers": _MERGERS,
    }
)  # fmt: skip


def store(drawn: dict[str, Any]) -> Books:
    """Write a drawn ledger into the empty database; the same objects come back for reading."""
    books = Books()
    books.rows["places"] = _store_places(drawn)
    books.mergers = _store_mergers(drawn["mergers"], books)
    books.ledgers = [
        TownLedger(code=TOWNS[n], name=f"镇{n}", start=drawn["starts"][n])
        for n in drawn["on_ledger"]
    ]
    Place.objects.bulk_create(books.rows["places"])
    Merger.objects.bulk_create(books.mergers)
    TownLedger.objects.bulk_create(books.ledgers)
    own = Kind(
        code="own", number="own", town=TOWNS[0], ledger="activities", zh="自定",
        family="enterprise_support",
    )  # fmt: skip
    own.save(force_insert=True)
    books.rows["kinds"] = list(Kind.rows.all())
    model = BY_KEY["programmes"].model
    books.rows["programmes"] = [
        model(number="young_eagle", town=town, place=town, zh="雏鹰", since=since)
        for town, since in zip(TOWNS, drawn["eagle"], strict=False)
    ]
    model._base_manager.bulk_create(books.rows["programmes"])
    for ledger in _DRAWN:
        model = BY_KEY[ledger].model
        rows = [_row(ledger, n, values, books) for n, values in enumerate(drawn[ledger])]
        books.rows[ledger] = [row for row in rows if row is not None]
        model._base_manager.bulk_create(books.rows[ledger])
    return books


def _store_places(drawn: dict[str, Any]) -> list[Place]:
    return [
        Place(
            code=code, name=f"地{code}", level=placecode.level(code),
            parent=placecode.parent(code) or "", **drawn["dates"].get(code, {}),
        )
        for code in PLACES
    ]  # fmt: skip


def _store_mergers(drawn: list[tuple[str, str, date]], books: Books) -> list[Merger]:
    """Those that the program would take, once per place, and no chain of them."""
    found: dict[str, Merger] = {}
    for old, new, on in drawn:
        chained = {old, new} & {one for m in found.values() for one in (m.predecessor, m.successor)}
        if not chained:
            found[old] = Merger(predecessor=old, successor=new, on=on)
            place = next(one for one in books["places"] if one.code == old)
            place.since, place.until = None, on
    return list(found.values())


_LINKS = {
    "person": "persons", "host": "organisations", "holder": "persons", "household": "households",
    "meeting": "activities", "zone": "zones",
}  # fmt: skip
_MAY_MISS = ("host", "household", "zone")


def _row(ledger: str, number: int, drawn: dict[str, Any], books: Books) -> Any:
    """A row object; None where it would have to point to a row that is not there."""
    model = BY_KEY[ledger].model
    values: dict[str, Any] = {"number": f"N{number}"}
    for name, value in drawn.items():
        if name not in _LINKS:
            values[name] = value
            continue
        held = books[_LINKS[name]]
        if name == "host" or value is None or not held:
            optional = name in _MAY_MISS and ledger != "measures"
            if not optional:
                return None
            continue
        values[f"{name}_id"] = held[value % len(held)].pk
    row = model(**values)
    if "host" in drawn and books["organisations_drawn"]:
        before = books["organisations_drawn"]
        row.host_id = before[drawn["host"] % len(before)].pk
    if ledger == "organisations":
        books.rows.setdefault("organisations_drawn", []).append(row)
    if not row.place or getattr(row, "household_id", None):
        row.place = _place_of(row, books)
    row.town = row.place[:9]
    return row


def _place_of(row: Any, books: Books) -> str:
    """Where a row lies that follows its household or its meeting."""
    ledger, key = (
        ("households", row.household_id) if hasattr(row, "household_id")
        else ("activities", row.meeting_id)
    )  # fmt: skip
    place: str = books.by_id(ledger)[key].place
    return place


def days_around(day: date) -> tuple[date, date, date]:
    """The day before, the day, the day after."""
    one = timedelta(days=1)
    return day - one, day, day + one
