"""Roles 角色: the few that a township and its county need (RULES: who may)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A role: its key in grants and policy rows, its name, the place levels it may stand at."""

    key: str
    zh: str | Promise
    levels: tuple[str, ...]


ROLES = (
    Role("administrator", _("管理员"), ("county", "city", "province")),
    Role("county_reader", _("县级查阅"), ("county", "city", "province")),
    Role("town_leader", _("镇领导"), ("town",)),
    Role("town_clerk", _("镇办事员"), ("town",)),
    Role("village", _("村书记、村“两委”"), ("village",)),
    Role("grid_member", _("网格员"), ("town", "village")),
    Role("linked_cadre", _("联村干部"), ("town", "village")),
    Role("auditor", _("审计员"), ("county", "town", "city", "province")),
)
BY_KEY = {role.key: role for role in ROLES}

ADMINISTRATOR = frozenset({"administrator"})
COUNTY_READER = frozenset({"county_reader"})
LEADER = frozenset({"town_leader"})
CLERK = frozenset({"town_clerk"})
VILLAGE = frozenset({"village"})
DOORSTEP = frozenset({"grid_member", "linked_cadre"})
AUDITOR = frozenset({"auditor"})


def doorstep() -> str:
    """Names of the roles that follow their holder's own responsibility links, and so need his own
    entry in the ledger."""
    return "、".join(str(role.zh) for role in ROLES if role.key in DOORSTEP)
