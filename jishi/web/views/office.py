"""Offices: the trail for the auditor; accounts and places for the administrator."""

from collections import Counter
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from jishi.access import policy
from jishi.access.models import Grant, User
from jishi.access.roles import BY_KEY
from jishi.places import tree
from jishi.places.models import Installation, Place, TownLedger
from jishi.web import trailing
from jishi.web.pages import PageRequest, page
from jishi.web.paging import paged

_PAGE = 50


@page("trail/", name="trail", may="trail.read")
def trail(request: PageRequest) -> HttpResponse:
    """Who changed what, newest first; fields by name, values not at all."""
    wanted = trailing.Wanted.of(request.GET)
    found = trailing.entries(wanted, request.actor)
    shown = paged(found, request, _PAGE)
    return render(request, "office/trail.html", {
        "rows": trailing.rows(shown.rows), "pager": shown.pager, "total": shown.total,
        "first": shown.first, "last": shown.last, "wanted": wanted,
        "filtered": wanted != trailing.Wanted(),
        "ledgers": trailing.names().items(),
    })  # fmt: skip


@page("accounts/", name="accounts", may="accounts.read")
def accounts(request: PageRequest) -> HttpResponse:
    """Accounts with their roles; they are made by command."""
    today = request.actor.today
    users = list(User.objects.prefetch_related("grants").order_by("-is_active", "username"))
    codes = {grant.place for user in users for grant in user.grants.all()}
    paths = {code: tree.full_name(code) for code in codes}
    return render(request, "office/accounts.html", {
        "users": [_account(user, paths, today) for user in users],
        "home": settings.JISHI_HOME,
    })  # fmt: skip


@page("places/", name="places", may="accounts.read")
def places(request: PageRequest) -> HttpResponse:
    """The towns of the administrator's places: villages, and since when on the ledger."""
    held = policy.territories(request.actor, "accounts.read")
    county = Installation.objects.first()
    below = Place.objects.filter(tree.in_force(request.actor.today))
    towns = [
        town for town in below.filter(level="town").order_by("code")
        if any(town.code in territory for territory in held)
    ]  # fmt: skip
    villages = Counter(
        below.filter(level="village", parent__in=[town.code for town in towns])
        .values_list("parent", flat=True)
    )  # fmt: skip
    starts = dict(TownLedger.objects.values_list("code", "start"))
    above = {town.parent for town in towns}
    paths = {code: tree.full_name(code) for code in above}
    return render(request, "office/places.html", {
        "county": tree.full_name(county.county) if county else "",
        "towns": [
            {"code": town.code, "name": town.name, "above": paths[town.parent],
             "villages": villages[town.code], "start": starts.get(town.code)}
            for town in towns
        ],
        "on_ledger": sum(town.code in starts for town in towns),
    })  # fmt: skip


def _account(user: User, paths: dict[str, str], today: date) -> dict[str, Any]:
    grants = sorted(user.grants.all(), key=lambda grant: grant.since)
    return {
        "username": user.username, "name": user.name, "active": user.is_active,
        "last_login": user.last_login,
        "grants": [
            {"role": BY_KEY[grant.role].zh if grant.role in BY_KEY else grant.role,
             "place": paths.get(grant.place) or grant.place, "since": grant.since,
             "until": grant.until, "in_force": _in_force(grant, today)}
            for grant in grants
        ],
    }  # fmt: skip


def _in_force(grant: Grant, today: date) -> bool:
    return grant.since <= today and (grant.until is None or today < grant.until)
