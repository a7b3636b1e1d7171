"""Accounts and grants: made, changed and ended by commands and the administrator, in the trail."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jishi.access.actor import Actor
from jishi.access.models import Grant, User
from jishi.access.roles import BY_KEY
from jishi.audit import trail
from jishi.kernel.record import facts
from jishi.places import tree


class AccountFault(Exception):
    """An account cannot be made or changed so; the message says what and how to mend it."""


@dataclass(frozen=True)
class NewAccount:
    """What an account needs: name, role, place; `person` is its own entry in the ledger."""

    username: str
    name: str
    role: str
    place: str
    password: str
    person: str = ""


def add(new: NewAccount, *, by: Actor, since: date, until: date | None = None) -> User:
    """Make an account with its first grant. Raises AccountFault."""
    _check_grant(new.role, new.place, since, until)
    if User.objects.filter(username=new.username).exists():
        raise AccountFault(f"用户名{new.username}已经有了，换一个。")
    user = User(username=new.username, name=new.name)
    _check_password(user, new.password)
    user.set_password(new.password)
    grant = Grant(
        user=user, role=new.role, place=new.place, since=since, until=until,
        person=uuid.UUID(new.person) if new.person else None,
    )  # fmt: skip
    with transaction.atomic():
        user.save(force_insert=True)
        grant.save(force_insert=True)
        _log(by, _change("create", user, None), _change("create", grant, None))
    return user


def end(username: str, *, by: Actor) -> User:
    """End an account: it can no longer sign in, and open sessions stop at the next page."""
    with transaction.atomic():
        user = _user(username)
        before = told(user)
        user.is_active = False
        user.version += 1
        user.save()
        _log(by, _change("end", user, before))
    return user


def grant(
    username: str, role: str, place: str, *, by: Actor, since: date, until: date | None = None,
    person: str = "",
) -> Grant:  # fmt: skip
    """Give an account a further role at a place, in an interval. Raises AccountFault."""
    _check_grant(role, place, since, until)
    with transaction.atomic():
        user = _user(username)
        held = Grant(
            user=user, role=role, place=place, since=since, until=until,
            person=uuid.UUID(person) if person else None,
        )  # fmt: skip
        held.save(force_insert=True)
        _log(by, _change("create", held, None))
    return held


def revoke(username: str, role: str, place: str, *, by: Actor, on: date) -> Grant:
    """End a role at a place from a day (that day no longer counts). Raises AccountFault."""
    with transaction.atomic():
        found = Grant.objects.select_for_update().filter(
            user=_user(username), role=role, place=place, until=None
        )
        held = found.first()
        if held is None:
            raise AccountFault(f"{username}在{place}没有{role}这个角色。")
        if on <= held.since:
            raise AccountFault("结束之日要晚于开始之日。")
        before = told(held)
        held.until = on
        held.version += 1
        held.save()
        _log(by, _change("end", held, before))
    return held


def _check_grant(role: str, place: str, since: date, until: date | None) -> None:
    known, found = BY_KEY.get(role), tree.place(place)
    if known is None:
        raise AccountFault(f"没有“{role}”这个角色，可以填：{'、'.join(BY_KEY)}。")
    if found is None:
        raise AccountFault(f"没有代码为{place}的地方，先用 jishi places 查一查。")
    if found.level not in known.levels:
        raise AccountFault(f"{known.zh}不能设在{found.name}这一级。")
    if until is not None and until <= since:
        raise AccountFault("结束之日要晚于开始之日。")


def change_password(user: User, password: str, *, by: Actor) -> None:
    """Set a password; sessions signed in with the old one stop. Raises AccountFault."""
    _check_password(user, password)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.is_active:
            raise AccountFault(f"{held.username}已经停用。")
        before = told(held)
        held.set_password(password)
        held.version += 1
        held.save(update_fields=["password", "version"])
        _log(by, _change("password", held, before))
    user.password, user.version = held.password, held.version


def log_sign_in(user: User, *, by: Actor, action: str = "sign_in") -> None:
    """Tell the trail that an account signed in or out."""
    with transaction.atomic():
        _log(by, trail.Change(trail.county_chain(), action, "accounts", str(user.pk)))


def _check_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountFault("".join(error.messages)) from error


def _user(username: str) -> User:
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise AccountFault(f"没有用户名为{username}的账号。")
    return user


def told(row: User | Grant) -> dict[str, Any]:
    """A row's values for the trail; of a password only a mark that changes with it."""
    if isinstance(row, Grant):
        return facts(row)
    return {
        "id": str(row.pk), "username": row.username, "name": row.name,
        "is_active": row.is_active, "version": row.version,
        "password": hashlib.sha256(row.password.encode()).hexdigest()[:16],
    }  # fmt: skip


def _change(action: str, row: User | Grant, before: dict[str, Any] | None) -> trail.Change:
    return trail.Change(
        trail.county_chain(), action, row.LEDGER, str(row.pk), row.version, before, told(row)
    )


def _log(by: Actor, *changes: trail.Change) -> None:
    trail.append(changes, actor=by.name, origin=by.origin)
