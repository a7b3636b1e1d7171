"""Sign-ins locked after too many tries: who is locked, and letting him in again."""

from collections.abc import Collection

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jishi.access import managing
from jishi.access.actor import Actor
from jishi.access.models import User
from jishi.audit import trail


def locked(usernames: Collection[str]) -> set[str]:
    """Which of the names cannot sign in from some address, right password or not."""
    found = AccessAttempt.objects.filter(
        username__in=usernames, failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME,
    )  # fmt: skip
    return {name for name in found.values_list("username", flat=True) if name}


def unlock(username: str, *, by: Actor) -> User:
    """Let a locked account try again now. Raises AccountFault, policy.Forbidden."""
    with transaction.atomic():
        user = managing.managed(username, by=by)
        reset(username=username)
        managing.log(by, trail.Change(trail.county_chain(), "unlock", "accounts", str(user.pk)))
    return user
