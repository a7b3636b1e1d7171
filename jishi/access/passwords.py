"""Passwords 密码: chosen by the account itself, or given by the administrator to be told once."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.access.managing import AccountFault, change, log, managed, told
from jishi.access.models import User


def choose(user: User, password: str, *, by: Actor, keep: str = "") -> None:
    """Set a password; sessions signed in with the old one stop, except `keep`.

    Raises AccountFault. A password that the account chose itself need not be changed again.
    """
    check(user, password)
    own = by.user_id == str(user.pk)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.is_active:
            raise AccountFault(_("%(username)s已经停用。") % {"username": held.username})
        _store(held, password, by, must_change=held.must_change and not own, keep=keep)
    user.password, user.version = held.password, held.version
    user.must_change = held.must_change


def reset(username: str, *, by: Actor) -> str:
    """A new password for someone who lost his, to be told once and changed at sign-in."""
    password = first()
    with transaction.atomic():
        user = managed(username, by=by)
        if not user.is_active:
            raise AccountFault(_("%(username)s已经停用。") % {"username": username})
        _store(user, password, by, must_change=True)
    return password


def first() -> str:
    """A password to be told once: letters and digits that are not mistaken for each other."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _n in range(4)) for _part in range(4))


def check(user: User, password: str) -> None:
    """Raises AccountFault where a password is too easily guessed, in the words that say why."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountFault("".join(error.messages), "password") from error


def _store(held: User, password: str, by: Actor, *, must_change: bool, keep: str = "") -> None:
    before = told(held)
    held.set_password(password)
    held.must_change = must_change
    held.version += 1
    held.save(update_fields=["password", "must_change", "version"])
    held.sign_ins.exclude(pk__in=[keep] if keep else []).delete()
    log(by, change("password", held, before))
