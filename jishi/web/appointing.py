"""Accounts as their administrator sees them: in words, with the choices he has."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as _n

from jishi.access import policy
from jishi.access.actor import Actor, operator
from jishi.access.door import see
from jishi.access.lockouts import locked
from jishi.access.managing import AccountFault
from jishi.access.models import Grant, SignIn, User
from jishi.access.roles import AUDITOR, BY_KEY, DOORSTEP, ROLES
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.people.models import Person
from jishi.values.placecode import ancestors

#: More places than this are not listed: the code is typed instead.
MOST_PLACES = 600
_TOO_LONG = gettext_lazy("最多%(limit_value)s个字，现在%(show_value)s个。")
_MISSING = gettext_lazy("这一项要填。")
_NO_DAY = gettext_lazy("写成2024-09-30这样的日期。")


class RoleForm(forms.Form):
    """A role at a place, in an interval."""

    role = forms.CharField(label=gettext_lazy("角色"), max_length=20)
    place = forms.CharField(label=gettext_lazy("地方"), max_length=60)
    since = forms.DateField(label=gettext_lazy("从哪天起"))
    until = forms.DateField(label=gettext_lazy("到哪天止（当日不计）"), required=False)
    person = forms.CharField(
        label=gettext_lazy("本人在“人员”表里的编号或姓名"), max_length=60, required=False
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for one in self.fields.values():
            one.error_messages |= {"required": _MISSING, "invalid": _NO_DAY}
            for check in one.validators:
                if isinstance(check, MaxLengthValidator):
                    check.message = _TOO_LONG

    @property
    def place_code(self) -> str:
        """The code that the entry begins with."""
        return str(self.cleaned_data["place"]).split(maxsplit=1)[0]


class AccountForm(RoleForm):
    """A new account with its first role."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    field_order = ("name", "username", "role", "place", "since", "until", "person")


class HandOverForm(forms.Form):
    """Who takes over, and from which day."""

    to = forms.UUIDField(label=gettext_lazy("交给谁"))
    on = forms.DateField(label=gettext_lazy("从哪天起归接手人"))
    person = forms.CharField(
        label=gettext_lazy("接手人在“人员”表里的编号或姓名"), max_length=60, required=False
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for one in self.fields.values():
            one.error_messages |= {"required": _MISSING, "invalid": _NO_DAY}
        self.fields["to"].error_messages["invalid"] = _MISSING


def blame(form: forms.Form, fault: AccountFault) -> None:
    """Put what the rules say next to the entry that it is about."""
    form.add_error(fault.field if fault.field in form.fields else None, str(fault))


def person_of(text: str, place: str) -> str:
    """Id of the person of that number, or of that name where it is the only one, in the town of a
    place; '' for no text.

    The administrator sees no records: he learns only whether there is such a person.
    Raises AccountFault.
    """
    text = text.strip()
    if not text:
        return ""
    people = see(Person, by=operator("web")).filter(town=place[:9])
    held = people.filter(number=text).first()
    if held is not None:
        return str(held.pk)
    found = list(people.filter(name=text)[:2])
    if len(found) == 1:
        return str(found[0].pk)
    said = (
        _("这个镇的“人员”表里有几个%(text)s，写他的编号。") if found
        else _("这个镇的“人员”表里没有编号或姓名是%(text)s的人。还没有记的，请镇办事员先记。")
    )  # fmt: skip
    raise AccountFault(said % {"text": text}, "person")


def own_person(text: str, name: str, role: str, place: str) -> str:
    """Whose work a role follows: who is named, else the only person of the account's own name.

    '' where the role follows nobody. Raises AccountFault: nobody, or several, of that name.
    """
    return person_of(text if text.strip() or role not in DOORSTEP else name, place)


def reached(by: Actor) -> list[User]:
    """Accounts with a role, over or not, in the actor's territory; those in use first."""
    held = policy.territories(by, "accounts.read")
    users = User.objects.prefetch_related("grants").order_by("-is_active", "username")
    return [
        user for user in users
        if any(grant.place in territory for grant in user.grants.all() for territory in held)
    ]  # fmt: skip


def takers(old: User, by: Actor) -> list[User]:
    """Who can take an account's roles over: those in use in reach, the nearest places first, and
    after them those whose own roles are over: one who stood in hands back to whom he stood in for.

    Who checks the trail stays out of the work that he checks.
    """
    own = [grant.place for grant in old.grants.all()]
    apart = AUDITOR - {grant.role for grant in old.grants.all()}
    found = []
    for user in reached(by):
        if not user.is_active or user.pk in (old.pk, UUID(by.user_id)):
            continue
        grants = [grant for grant in user.grants.all() if grant.role not in apart]
        held = [grant for grant in grants if grant.until is None or grant.until > by.today]
        if grants:
            far = min(_apart(place, one.place) for one in held or grants for place in own)
            found.append((not held, far, user.name, user))
    return [user for *_order, user in sorted(found, key=lambda one: one[:3])]


def _apart(place: str, other: str) -> int:
    """How far two places lie apart: the steps up to where they meet, and down."""
    return len({place, *ancestors(place)} ^ {other, *ancestors(other)})


def told(users: Iterable[User], today: date) -> list[dict[str, Any]]:
    """Accounts in words."""
    held = list(users)
    shut = locked([user.username for user in held])
    paths = tree.full_names(grant.place for user in held for grant in user.grants.all())
    return [
        {
            "id": user.pk, "username": user.username, "name": user.name,
            "active": user.is_active, "locked": user.username in shut,
            "must_change": user.must_change, "last_login": user.last_login,
            "grants": [_grant(grant, paths, today) for grant in _sorted(user)],
        }
        for user in held
    ]  # fmt: skip


def session(one: SignIn, current: str) -> dict[str, Any]:
    """A session in words: the browser, the device, since when, from about where."""
    browser = one.browser or _("没认出来的浏览器")
    return {
        "id": str(one.pk), "current": str(one.pk) == current, "created_at": one.created_at,
        "seen_at": one.seen_at, "address": one.address,
        "device": _("%(system)s上的%(browser)s") % {"system": one.system, "browser": browser}
        if one.system else browser,
    }  # fmt: skip


def roles() -> list[tuple[str, str]]:
    """The roles there are, by name."""
    return [(role.key, str(role.zh)) for role in ROLES]


def places(by: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places at which the actor may appoint, (town, its villages) at a time; [] if too many."""
    held = policy.territories(by, "accounts.write")
    found = list(_within(held, by.today)[: MOST_PLACES + 1]) if held else []
    if len(found) > MOST_PLACES:
        return []
    names = {one.code: one.name for one in found}
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in found:
        heading = names.get(one.code[:9], "") if len(one.code) >= 9 else ""
        groups.setdefault(heading, []).append((one.code, one.name))
    return list(groups.items())


def _within(held: list[tree.Territory], today: date) -> Any:
    found = Place.objects.filter(
        tree.in_force(today), level__in=("province", "city", "county", "town", "village")
    )
    reach = tree.within("code", held[0])
    for one in held[1:]:
        reach |= tree.within("code", one)
    return found.filter(reach).order_by("code")


def counted(number: int, ledger: str) -> str:
    """So many records of a ledger: 包保责任3条."""
    return _n("%(ledger)s%(n)s条", "%(ledger)s%(n)s条", number) % {"ledger": ledger, "n": number}


def _sorted(user: User) -> list[Grant]:
    return sorted(user.grants.all(), key=lambda grant: (grant.until is not None, grant.since))


def _grant(grant: Grant, paths: dict[str, str], today: date) -> dict[str, Any]:
    over = grant.until is not None and grant.until <= today
    return {
        "id": str(grant.pk), "role_key": grant.role, "place_code": grant.place,
        "role": str(BY_KEY[grant.role].zh) if grant.role in BY_KEY else grant.role,
        "place": paths.get(grant.place) or grant.place, "since": grant.since,
        "until": grant.until, "over": over, "later": grant.since > today,
        "in_force": grant.since <= today and not over,
    }  # fmt: skip
