"""A town small enough to count by hand, and a neighbour; all people are invented.

Shangzhuang (341824103) keeps its ledger since 2023, Chang'an (341824102) since 2024. As of
2024-09-30: 3 of 4 disputes of the year are settled, 2 party committee meetings, two villager
groups of which the second lacks a grid member.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.places import loading
from jishi.places.models import Installation
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY
from jishi.records.people.models import Person

COUNTY, TOWN, NEIGHBOUR = "341824", "341824103", "341824102"
VILLAGE, OTHER_VILLAGE = TOWN + "203", TOWN + "204"
GROUPS = (VILLAGE + "01", VILLAGE + "02")
PASSWORD = "a long enough one"
SINCE = date(2023, 1, 1)
ROLES = ("linked_leader", "linked_cadre", "village_link", "grid_member")


def build() -> None:
    """Write the town as the operator would."""
    loading.load(COUNTY)
    Installation.objects.create(county=COUNTY)
    add("town", {"code": TOWN, "name": "上庄镇", "start": SINCE})
    add("town", {"code": NEIGHBOUR, "name": "长安镇", "start": date(2024, 1, 1)})
    add("groups", *({"code": code, "name": f"第{code[-1]}组"} for code in GROUPS))
    add(
        "matters",
        *_disputes(TOWN + "203", "SX-1", "2024-02-01", "2024-03-01"),
        *_disputes(TOWN + "204", "SX-2", "2024-05-06", "2024-05-08"),
        *_disputes(TOWN + "204", "SX-3", "2024-08-06", "2024-09-30"),
        *_disputes(TOWN + "203", "SX-4", "2024-09-02", None),
        *_disputes(TOWN + "203", "SX-5", "2023-09-02", "2023-10-02"),
    )
    add("matters", *_disputes(NEIGHBOUR, "SX-9", "2024-02-02", "2024-02-05"))
    add("activities", *(meeting(number, day) for number, day in (("HD-1", 4), ("HD-2", 20))))
    _coverage()


def add(ledger: str, *rows: dict[str, Any]) -> None:
    """Write records of one ledger."""
    write(BY_KEY[ledger], [Draft(row) for row in rows], by=operator())


def account(username: str, role: str, place: str, follows: str = "") -> Client:
    """Add an account, and a client that is signed in with it."""
    new = accounts.NewAccount(username, f"{username}（虚构）", role, place, PASSWORD, follows)
    user = accounts.add(new, by=operator(), since=SINCE)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _disputes(place: str, number: str, opened: str, closed: str | None) -> list[dict[str, Any]]:
    return [{
        "number": number, "place": place, "kind": "dispute_neighbour", "title": f"纠纷{number}",
        "channel": "found", "opened_on": date.fromisoformat(opened),
        "closed_on": date.fromisoformat(closed) if closed else None,
        "outcome": "agreement" if closed else "",
    }]  # fmt: skip


def person() -> Person:
    """The one person of the ledger."""
    return Person.rows.get(number="RY-1")


def meeting(number: str, day: int) -> dict[str, Any]:
    """A party committee meeting of June 2024."""
    return {
        "number": number, "place": TOWN, "kind": "committee_meeting", "title": f"党委会{number}",
        "on": date(2024, 6, day),
    }  # fmt: skip


def _coverage() -> None:
    add(
        "persons", {"number": "RY-1", "name": "方知远", "place": TOWN, "birth_on": date(1980, 5, 6)}
    )
    add("households", *(
        {"number": f"NH-{code[-1]}", "head": "户主（虚构）", "place": code, "since": SINCE}
        for code in GROUPS
    ))  # fmt: skip
    assert Household.rows.count() == len(GROUPS)
    add("links", *(
        {"number": f"BB-{role}", "holder_id": person().pk, "kind": role, "since": SINCE,
         "until": date(2024, 10, 15) if role == "linked_cadre" else None,
         "place": GROUPS[0] if role == "grid_member" else VILLAGE}
        for role in ROLES
    ))  # fmt: skip
