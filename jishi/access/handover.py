"""Hand-over 交接: all roles of one account end on a day and begin for another the same day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jishi.access import accounts, grants, managing, policy
from jishi.access.actor import Actor
from jishi.access.managing import AccountFault
from jishi.access.models import Grant, User
from jishi.access.roles import BY_KEY, DOORSTEP
from jishi.audit.trail import Change, county_chain
from jishi.places import tree


@dataclass(frozen=True)
class Move:
    """What becomes of one role. `begun`: it is in force before the day, so it is cut there.

    `held` is the successor's own grant that already covers the interval, if there is one;
    `person` his entry in the ledger, for roles that follow responsibility links.
    """

    grant: Grant
    since: date
    begun: bool
    held: Grant | None
    person: UUID | None

    @property
    def needs_person(self) -> bool:
        """True where the role follows links and nobody said yet whose."""
        return self.grant.role in DOORSTEP and self.person is None and self.held is None


@dataclass(frozen=True)
class Plan:
    """All moves of a hand-over; `beyond` are roles outside the actor's territory, which stay.

    `bare`: none had begun, so the old account keeps none, not even an ended one, that would say
    whose it is to look after. It is stopped with the hand-over.
    """

    moves: tuple[Move, ...]
    beyond: tuple[Grant, ...]
    bare: bool


def plan(
    old: User, new: User, *, on: date, by: Actor, persons: Mapping[str, UUID] | None = None
) -> Plan:
    """What a hand-over on a day would do. Raises AccountFault.

    `persons` says who the successor is in the ledger, by town.
    """
    _check_pair(old, new, by)
    grants.not_years_ahead(on, "on", by=by)
    held = policy.territories(by, "accounts.write")
    open_ones = [
        one for one in old.grants.order_by("since", "place", "role")
        if one.until is None or one.until > on
    ]  # fmt: skip
    mine = [one for one in open_ones if any(one.place in territory for territory in held)]
    moves = tuple(_move(one, new, on, persons or {}) for one in mine)
    if not moves:
        raise AccountFault(_("%(name)s从这一天起没有可以交接的角色。") % {"name": old.name}, "on")
    bare = not any(move.begun for move in moves) and len(moves) == old.grants.count()
    return Plan(moves, tuple(one for one in open_ones if one not in mine), bare)


def hand_over(
    old: User, new: User, *, on: date, by: Actor, persons: Mapping[str, UUID] | None = None
) -> Plan:
    """Do what `plan` says, in one act. At each day exactly one of the two holds each role.

    Drafts stay with whoever wrote them; records are not touched. Raises AccountFault.
    """
    with transaction.atomic():
        # Both in the same order, or two hand-overs crosswise wait for each other.
        list(User.objects.select_for_update().filter(pk__in=[old.pk, new.pk]).order_by("pk"))
        list(Grant.objects.select_for_update().filter(user__in=[old, new]).order_by("pk"))
        found = plan(old, new, on=on, by=by, persons=persons)
        for move in found.moves:
            if move.needs_person:
                raise AccountFault(
                    _("%(role)s按本人的包保责任看农户，要填接手人在“人员”表里的编号。")
                    % {"role": BY_KEY[move.grant.role].zh},
                    "person",
                )
        ended = [grants.as_it_was(move.grant) for move in found.moves]
        changes = [change for move in found.moves for change in _done(move, new, on)]
        grants.keep_an_administrator(ended, on)
        if found.bare and old.is_active:
            changes.append(accounts.stop(old))
        managing.log(by, *changes)
    return found


def _check_pair(old: User, new: User, by: Actor) -> None:
    if old.pk == new.pk:
        raise AccountFault(_("交给自己不算交接，换一个人。"), "to")
    if not new.is_active:
        raise AccountFault(_("%(name)s的账号已经停用，换一个人。") % {"name": new.name}, "to")
    for user in (old, new):
        managing.not_oneself(user, by=by)


def _move(one: Grant, new: User, on: date, persons: Mapping[str, UUID]) -> Move:
    since = max(one.since, on)
    held = grants.overlapping(new, one.role, one.place, since, one.until)
    whole = next((own for own in held if _covers(own, since, one.until)), None)
    if held and whole is None:
        place = tree.full_name(one.place)
        raise AccountFault(
            _("%(name)s在%(place)s已经有%(role)s这个角色，起止不同。先改好那一条，再交接。")
            % {"name": new.name, "place": place, "role": BY_KEY[one.role].zh},
            "to",
        )
    person = persons.get(one.place[:9]) if one.role in DOORSTEP else None
    return Move(one, since, one.since < on, whole, person)


def _covers(own: Grant, since: date, until: date | None) -> bool:
    return own.since <= since and (
        own.until is None or (until is not None and own.until >= until)
    )  # fmt: skip


def _done(move: Move, new: User, on: date) -> Iterator[Change]:
    old, until = move.grant, move.grant.until
    before = managing.told(old)
    if not move.begun and move.held is not None:  # the successor holds it anyway
        yield Change(county_chain(), "withdraw", old.LEDGER, str(old.pk), old.version, before)
        old.delete()
        return
    old.version += 1
    if not move.begun:  # it simply changes hands
        old.user, old.person = new, move.person
        old.save()
        yield managing.change("update", old, before)
        return
    old.until = on
    old.save()
    yield managing.change("end", old, before)
    if move.held is None:
        fresh = Grant(
            user=new, role=old.role, place=old.place, since=on, until=until, person=move.person
        )
        fresh.save(force_insert=True)
        yield managing.change("create", fresh, None)
