"""Who acts: an account with the grants in force today, or the operator of the installation."""

import getpass
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from jishi.access.models import Grant, User
from jishi.places import tree


@dataclass(frozen=True)
class Held:
    """A grant in force: role, place code, and the person it stands for in the ledger."""

    role: str
    place: str
    person: str = ""


@dataclass(frozen=True)
class Actor:
    """Who asks or acts. Scope is always taken from here and passed as an argument."""

    name: str
    origin: str
    held: tuple[Held, ...] = ()
    operator: bool = False
    user_id: str = ""
    today: date = field(default_factory=timezone.localdate)
    _territories: dict[str, tree.Territory] = field(
        default_factory=dict, compare=False, repr=False, init=False
    )

    def territory(self, place: str) -> tree.Territory:
        """What one of the actor's places answers for today; looked up once per request."""
        if place not in self._territories:
            self._territories[place] = tree.territory(place, self.today)
        return self._territories[place]

    def places(self, roles: frozenset[str]) -> list[str]:
        """Place codes at which the actor holds one of the roles."""
        return [grant.place for grant in self.held if grant.role in roles]

    def has(self, roles: frozenset[str]) -> bool:
        """True where the actor holds one of the roles anywhere."""
        return any(grant.role in roles for grant in self.held)


def operator(origin: str = "command") -> Actor:
    """Commands act for the whole installation; the trail names the system's user."""
    return Actor(name=f"operator:{getpass.getuser()}", origin=origin, operator=True)


def actor_of(user: User, origin: str = "web") -> Actor:
    """The actor an account is today. An account that was ended holds nothing."""
    today = timezone.localdate()
    grants = Grant.objects.filter(user=user) if user.is_active else Grant.objects.none()
    held = tuple(
        Held(g.role, g.place, str(g.person or ""))
        for g in grants.order_by("place", "role")
        if g.since <= today and (g.until is None or today < g.until)
    )
    return Actor(name=user.username, origin=origin, held=held, user_id=str(user.pk), today=today)
