"""Whose account may be touched, and how what is done to it is told in the trail.

An administrator acts within his territory and never on himself.
"""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.models import Grant, User
from jishi.audit import trail
from jishi.kernel.record import facts


class AccountFault(Exception):
    """An account cannot be made or changed so; the message says what and how to mend it.

    `field` is the entry that is wrong, where it is one.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def within(by: Actor, place: str) -> None:
    """Raises policy.Forbidden where the actor may not appoint at a place."""
    held = policy.territories(by, "accounts.write")
    if not any(place in territory for territory in held):
        raise policy.Forbidden("accounts.write")


def managed(username: str, *, by: Actor) -> User:
    """The account, locked, where all its roles that are not over lie in the actor's territory.

    Raises AccountFault, policy.Forbidden.
    """
    user = not_oneself(user_called(username), by=by)
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


def user_called(username: str) -> User:
    """The account of that name, locked. Raises AccountFault."""
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


def log_sign_in(user: User, *, by: Actor, action: str = "sign_in") -> None:
    """Tell the trail that an account signed in or out."""
    with transaction.atomic():
        log(by, trail.Change(trail.county_chain(), action, "accounts", str(user.pk)))
