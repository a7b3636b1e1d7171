"""Accounts 账号: made, stopped and started again by commands and the administrator."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import passwords
from jishi.access.actor import Actor
from jishi.access.grants import check_grant, in_time, keep_an_administrator
from jishi.access.managing import AccountFault, change, log, managed, told
from jishi.access.models import Grant, User
from jishi.audit import trail


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
    in_time(since, until, by)
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
    passwords.check(user, new.password)
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
