"""Roles at places 授权: given and ended with their interval, in the trail; the last one stays."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.access.managing import AccountFault, change, log, not_oneself, told, user_called, within
from jishi.access.models import Grant, User
from jishi.access.roles import ADMINISTRATOR, BY_KEY, DOORSTEP, doorstep
from jishi.places import tree
from jishi.values.period import in_chinese

#: A role that begins later than this is a slip of the year.
AHEAD = timedelta(days=400)


def give(
    username: str, role: str, place: str, *, by: Actor, since: date, until: date | None = None,
    person: str = "",
) -> Grant:  # fmt: skip
    """Give an account a further role at a place, in an interval. Raises AccountFault."""
    check_grant(role, place, since, until, person=person, by=by)
    in_time(since, until, by)
    with transaction.atomic():
        user = not_oneself(user_called(username), by=by)
        if not by.operator and overlapping(user, role, place, since, until):
            raise AccountFault(_("这个人在这里已经有这个角色，时间重叠。"), "since")
        held = Grant(
            user=user, role=role, place=place, since=since, until=until,
            person=uuid.UUID(person) if person else None,
        )  # fmt: skip
        held.save(force_insert=True)
        log(by, change("create", held, None))
    return held


def revoke(
    username: str, role: str, place: str, *, by: Actor, on: date, grant: uuid.UUID | None = None
) -> Grant:
    """End a role at a place from a day (that day no longer counts). Raises AccountFault.

    `grant` says which, where the same role is held twice; else it is the earliest.
    """
    with transaction.atomic():
        user = not_oneself(user_called(username), by=by)
        within(by, place)
        not_years_ahead(on, "on", by=by)
        found = Grant.objects.select_for_update().filter(user=user, role=role, place=place)
        open_ones = found.filter(
            Q(until=None) | Q(until__gt=on) if not by.operator else Q(until=None)
        )
        if grant is not None:
            open_ones = open_ones.filter(pk=grant)
        held = open_ones.order_by("since").first()
        if held is None:
            raise AccountFault(_not_held(found.order_by("-until").first(), user, role, place), "on")
        if on <= held.since:
            raise AccountFault(_("结束之日要晚于开始之日。"), "on")
        was, before = as_it_was(held), told(held)
        held.until = on
        held.version += 1
        held.save()
        keep_an_administrator([was], on)
        log(by, change("end", held, before))
    return held


def _not_held(over: Grant | None, user: User, role: str, place: str) -> str:
    told = {
        "name": user.name, "place": tree.full_name(place) or place,
        "role": BY_KEY[role].zh if role in BY_KEY else role,
    }  # fmt: skip
    if over is None or over.until is None:
        return _("%(name)s在%(place)s没有%(role)s这个角色。") % told
    return _("%(name)s在%(place)s的%(role)s到%(day)s就止了，不用再收回。") % {
        **told, "day": in_chinese(over.until),
    }  # fmt: skip


def check_grant(
    role: str, place: str, since: date, until: date | None, *, by: Actor, person: str = ""
) -> None:
    """Raises AccountFault where a role cannot stand so, Forbidden outside the territory."""
    known, found = BY_KEY.get(role), tree.place(place)
    if known is None:
        raise AccountFault(
            _("没有“%(role)s”这个角色，可以填：%(known)s。")
            % {"role": role, "known": "、".join(BY_KEY)},
            "role",
        )
    if found is None:
        raise AccountFault(
            _("没有代码为%(place)s的地方，先用 jishi places 查一查。") % {"place": place}, "place"
        )
    within(by, place)
    if found.level not in known.levels:
        raise AccountFault(
            _("%(role)s不能设在%(place)s这一级。") % {"role": known.zh, "place": found.name},
            "place",
        )
    if role in DOORSTEP and not person and not by.operator:
        raise AccountFault(
            _("%(roles)s按本人的包保责任看农户，要填本人的编号。") % {"roles": doorstep()}, "person"
        )
    if until is not None and until <= since:
        raise AccountFault(_("结束之日要晚于开始之日。"), "until")


def in_time(since: date, until: date | None, by: Actor) -> None:
    """A role that is over already, or begins years from now, is a slip of the year."""
    if by.operator:
        return
    if until is not None and until <= by.today:
        raise AccountFault(
            _("这个角色到%(day)s已经止了，加上也没有用。核对年份。") % {"day": in_chinese(until)},
            "until",
        )
    not_years_ahead(since, "since", by=by)


def not_years_ahead(day: date, field: str, *, by: Actor) -> None:
    """A day years from now is a slip of the year; the operator may mean it. Raises AccountFault."""
    if not by.operator and day > by.today + AHEAD:
        raise AccountFault(
            _("%(day)s离今天还有一年多。核对年份；真要这么晚，到时候再办。")
            % {"day": in_chinese(day)},
            field,
        )


def keep_an_administrator(ended: Collection[Grant], on: date) -> None:
    """Raises AccountFault where nobody is left to administer a place from a day on.

    To be called when the change is written: `ended` are the grants as they were before.
    """
    last = [
        held for held in ended
        if held.role in ADMINISTRATOR and (held.until is None or held.until > on)
    ]  # fmt: skip
    if not last:
        return
    left = list(
        Grant.objects.select_for_update()
        .filter(role__in=ADMINISTRATOR, user__is_active=True).order_by("pk")
    )  # fmt: skip
    for held in last:
        if not any(
            held.place.startswith(one.place) and one.since <= max(on, held.since)
            and (one.until is None or (held.until is not None and one.until >= held.until))
            for one in left
        ):  # fmt: skip
            raise AccountFault(_("这是最后一个管理员，停了就没人能管账号了。先加一个，再停这个。"))


def overlapping(
    user: User, role: str, place: str, since: date, until: date | None
) -> list[Grant]:  # fmt: skip
    """Grants of the same role and place that hold on a day of [since, until)."""
    found = user.grants.filter(role=role, place=place).filter(
        Q(until__isnull=True) | Q(until__gt=since)
    )
    return list(found.filter(since__lt=until) if until else found)


def as_it_was(held: Grant) -> Grant:
    """A copy of a grant before it is changed."""
    return Grant(
        pk=held.pk, user=held.user, role=held.role, place=held.place, since=held.since,
        until=held.until, person=held.person, version=held.version,
    )  # fmt: skip
