"""Accounts and grants: made, changed and ended by commands and the administrator, in the trail.

An administrator acts within his territory, never on himself, and the last one stays.
"""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.models import Grant, User
from jishi.access.roles import ADMINISTRATOR, BY_KEY, DOORSTEP
from jishi.audit import trail
from jishi.kernel.record import facts
from jishi.places import tree
from jishi.values.period import in_chinese

#: A role that begins later than this is a slip of the year.
AHEAD = timedelta(days=400)


class AccountFault(Exception):
    """An account cannot be made or changed so; the message says what and how to mend it.

    `field` is the entry that is wrong, where it is one.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class NewAccount:
    """What an account needs: name, role, place; `person` is its own entry in the ledger.

    `must_change`: the password was given by somebody else and is to be replaced at sign-in.
    """

    username: str
    name: str
    role: str
    place: str
    password: str
    person: str = ""
    must_change: bool = False


def add(new: NewAccount, *, by: Actor, since: date, until: date | None = None) -> User:
    """Make an account with its first grant. Raises AccountFault, policy.Forbidden."""
    check_grant(new.role, new.place, since, until, person=new.person, by=by)
    _in_time(since, until, by)
    if not new.username:
        raise AccountFault(_("用户名要填。"), "username")
    if not new.name:
        raise AccountFault(_("姓名要填。"), "name")
    if any(map(str.isspace, new.username)):
        raise AccountFault(_("用户名里不要有空格。"), "username")
    if User.objects.filter(username__iexact=new.username).exists():
        raise AccountFault(
            _("用户名%(username)s已经有了，换一个。") % {"username": new.username}, "username"
        )
    user = User(username=new.username, name=new.name, must_change=new.must_change)
    _check_password(user, new.password)
    user.set_password(new.password)
    held = Grant(
        user=user, role=new.role, place=new.place, since=since, until=until,
        person=uuid.UUID(new.person) if new.person else None,
    )  # fmt: skip
    with transaction.atomic():
        user.save(force_insert=True)
        held.save(force_insert=True)
        log(by, change("create", user, None), change("create", held, None))
    return user


def end(username: str, *, by: Actor) -> User:
    """End an account: it can no longer sign in, and open sessions stop at the next page."""
    with transaction.atomic():
        user = managed(username, by=by)
        if not user.is_active:
            raise AccountFault(_("%(username)s已经停用。") % {"username": username})
        held = list(user.grants.all())
        stopped = stop(user)
        keep_an_administrator(held, timezone.localdate())
        log(by, stopped)
    return user


def stop(user: User) -> trail.Change:
    """Stop a locked account, within the caller's transaction; what to tell the trail."""
    before = told(user)
    user.is_active = False
    user.version += 1
    user.save()
    user.sign_ins.all().delete()
    return change("end", user, before)


def restart(username: str, *, by: Actor) -> User:
    """Let an ended account sign in again, with the roles whose interval is not over."""
    with transaction.atomic():
        user = managed(username, by=by)
        if user.is_active:
            raise AccountFault(_("%(username)s在用。") % {"username": username})
        before = told(user)
        user.is_active = True
        user.version += 1
        user.save()
        log(by, change("restart", user, before))
    return user


def grant(
    username: str, role: str, place: str, *, by: Actor, since: date, until: date | None = None,
    person: str = "",
) -> Grant:  # fmt: skip
    """Give an account a further role at a place, in an interval. Raises AccountFault."""
    check_grant(role, place, since, until, person=person, by=by)
    _in_time(since, until, by)
    with transaction.atomic():
        user = not_oneself(_user(username), by=by)
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
        user = not_oneself(_user(username), by=by)
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


def change_password(user: User, password: str, *, by: Actor, keep: str = "") -> None:
    """Set a password; sessions signed in with the old one stop, except `keep`.

    Raises AccountFault. A password that the account chose itself need not be changed again.
    """
    _check_password(user, password)
    own = by.user_id == str(user.pk)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.is_active:
            raise AccountFault(_("%(username)s已经停用。") % {"username": held.username})
        _set_password(held, password, by, must_change=held.must_change and not own, keep=keep)
    user.password, user.version = held.password, held.version
    user.must_change = held.must_change


def reset_password(username: str, *, by: Actor) -> str:
    """A new password for someone who lost his, to be told once and changed at sign-in."""
    password = first_password()
    with transaction.atomic():
        user = managed(username, by=by)
        if not user.is_active:
            raise AccountFault(_("%(username)s已经停用。") % {"username": username})
        _set_password(user, password, by, must_change=True)
    return password


def first_password() -> str:
    """A password to be told once: letters and digits that are not mistaken for each other."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _n in range(4)) for _part in range(4))


def _set_password(
    held: User, password: str, by: Actor, *, must_change: bool, keep: str = ""
) -> None:
    before = told(held)
    held.set_password(password)
    held.must_change = must_change
    held.version += 1
    held.save(update_fields=["password", "must_change", "version"])
    held.sign_ins.exclude(pk__in=[keep] if keep else []).delete()
    log(by, change("password", held, before))


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
        raise AccountFault(_("网格员和联村干部按本人的包保责任看农户，要填本人的编号。"), "person")
    if until is not None and until <= since:
        raise AccountFault(_("结束之日要晚于开始之日。"), "until")


def _in_time(since: date, until: date | None, by: Actor) -> None:
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


def within(by: Actor, place: str) -> None:
    """Raises policy.Forbidden where the actor may not appoint at a place."""
    held = policy.territories(by, "accounts.write")
    if not any(place in territory for territory in held):
        raise policy.Forbidden("accounts.write")


def managed(username: str, *, by: Actor) -> User:
    """The account, locked, where all its roles that are not over lie in the actor's territory.

    Raises AccountFault, policy.Forbidden.
    """
    user = not_oneself(_user(username), by=by)
    grants = list(user.grants.all())
    current = [held for held in grants if held.until is None or held.until > by.today]
    for held in current or grants[-1:]:
        within(by, held.place)
    return user


def not_oneself(user: User, *, by: Actor) -> User:
    """The account, unless it is the actor's own: nobody appoints himself. Raises AccountFault."""
    if by.user_id == str(user.pk):
        raise AccountFault(
            _("自己的角色、停用和重设密码，请另一位管理员来办，或者在装绩事的机器上用命令。")
        )
    return user


def as_it_was(held: Grant) -> Grant:
    """A copy of a grant before it is changed."""
    return Grant(
        pk=held.pk, user=held.user, role=held.role, place=held.place, since=held.since,
        until=held.until, person=held.person, version=held.version,
    )  # fmt: skip


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


def log_sign_in(user: User, *, by: Actor, action: str = "sign_in") -> None:
    """Tell the trail that an account signed in or out."""
    with transaction.atomic():
        log(by, trail.Change(trail.county_chain(), action, "accounts", str(user.pk)))


def _check_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountFault("".join(error.messages), "password") from error


def _user(username: str) -> User:
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise AccountFault(
            _("没有用户名为%(username)s的账号。") % {"username": username}, "username"
        )
    return user


def told(row: User | Grant) -> dict[str, Any]:
    """A row's values for the trail; of a password only a mark that changes with it."""
    if isinstance(row, Grant):
        return facts(row)
    return {
        "id": str(row.pk), "username": row.username, "name": row.name,
        "is_active": row.is_active, "version": row.version,
        "password": hashlib.sha256(row.password.encode()).hexdigest()[:16],
        # Only where it holds: entries from before there was the mark say nothing of it.
        **({"must_change": True} if row.must_change else {}),
    }  # fmt: skip


def change(action: str, row: User | Grant, before: dict[str, Any] | None) -> trail.Change:
    """What was done to an account or a grant, for the county's chain."""
    return trail.Change(
        trail.county_chain(), action, row.LEDGER, str(row.pk), row.version, before, told(row)
    )


def log(by: Actor, *changes: trail.Change) -> None:
    """One deed in the trail."""
    trail.append(changes, actor=by.name, origin=by.origin)
