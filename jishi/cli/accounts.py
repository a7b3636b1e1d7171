"""account add, list, end."""

import secrets
import sys
from argparse import Namespace
from typing import Any

from django.utils import timezone

from jishi.access import accounts, grants, managing, passwords
from jishi.access.actor import operator
from jishi.access.door import see
from jishi.access.models import User
from jishi.access.roles import DOORSTEP, ROLES
from jishi.cli.installation import require
from jishi.cli.speaking import Trouble, give, say, table, typed_password
from jishi.records.people.models import Person


def add(options: Namespace) -> int:
    """Add an account; the password is asked for, read, or made and told once."""
    require()
    password, made = _password(options)
    new = accounts.NewAccount(
        options.username, options.name, options.role, options.place, password,
        _person(options),
    )  # fmt: skip
    try:
        user = accounts.add(
            new, by=operator(), since=options.since or timezone.localdate(), until=options.until
        )
    except managing.AccountFault as fault:
        raise Trouble(str(fault), 1) from fault
    if options.format == "json":
        give({"username": user.username, "role": options.role, "place": options.place,
              **({"password": made} if made else {})})  # fmt: skip
    else:
        say(f"加好了：{user.username}" + (f"，密码 {made}（只显示这一次）" if made else ""))
    return 0


def listed(options: Namespace) -> int:
    """List accounts with their grants, or the roles there are."""
    if options.roles:
        rows_ = [(role.key, str(role.zh), "、".join(role.levels)) for role in ROLES]
        if options.format == "json":
            give([{"role": key, "name": zh} for key, zh, _levels in rows_])
        else:
            table(rows_)
        return 0
    require()
    found: list[dict[str, Any]] = [
        {
            "username": user.username, "name": user.name, "active": user.is_active,
            "grants": [
                {"role": g.role, "place": g.place, "since": g.since.isoformat(),
                 "until": g.until.isoformat() if g.until else None}
                for g in user.grants.order_by("since")
            ],
        }
        for user in User.objects.prefetch_related("grants").order_by("username")
    ]  # fmt: skip
    if options.format == "json":
        give(found)
    else:
        table([
            (one["username"], one["name"], "在用" if one["active"] else "停用",
             "、".join(f"{g['role']}@{g['place']}" for g in one["grants"]))
            for one in found
        ])  # fmt: skip
    return 0


def end(options: Namespace) -> int:
    """End an account."""
    require()
    try:
        user = accounts.end(options.username, by=operator())
    except managing.AccountFault as fault:
        raise Trouble(str(fault), 1) from fault
    if options.format == "json":
        give({"username": user.username, "active": False})
    else:
        say(f"停用了：{user.username}")
    return 0


def password(options: Namespace) -> int:
    """Set a new password for someone who forgot his."""
    require()
    chosen, made = _password(options)
    user = User.objects.filter(username=options.username).first()
    if user is None:
        raise Trouble(f"没有用户名为{options.username}的账号。", 1)
    try:
        passwords.choose(user, chosen, by=operator())
    except managing.AccountFault as fault:
        raise Trouble(str(fault), 1) from fault
    if options.format == "json":
        give({"username": user.username, **({"password": made} if made else {})})
    else:
        say(f"改好了：{user.username}" + (f"，密码 {made}（只显示这一次）" if made else ""))
    return 0


def grant(options: Namespace) -> int:
    """Give an account a further role, or end one."""
    require()
    by, role, place = operator(), options.role, options.place
    try:
        if options.what == "revoke":
            day = options.on or timezone.localdate()
            held = grants.revoke(options.username, role, place, by=by, on=day)
        else:
            held = grants.give(
                options.username, role, place, by=by, person=_person(options),
                since=options.since or timezone.localdate(), until=options.until,
            )  # fmt: skip
    except managing.AccountFault as fault:
        raise Trouble(str(fault), 1) from fault
    told = {"username": options.username, "role": role, "place": place,
            "since": held.since.isoformat(),
            "until": held.until.isoformat() if held.until else None}  # fmt: skip
    if options.format == "json":
        give(told)
    else:
        say(f"{options.username}：{role}@{place}，{told['since']}起"
            + (f"，{told['until']}止（当日不计）" if told["until"] else ""))  # fmt: skip
    return 0


def _password(options: Namespace) -> tuple[str, str]:
    """The password to set, and again where the program made it up."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n"), ""
    if sys.stdin.isatty():
        return typed_password(), ""
    made = secrets.token_urlsafe(12)
    return made, made


def _person(options: Namespace) -> str:
    if not options.person:
        if options.role in DOORSTEP:
            raise Trouble("网格员和联村干部按本人的包保责任看农户：加上 --person 编号。", 1)
        return ""
    town = options.place[:9]
    person = see(Person, by=operator()).filter(town=town, number=options.person).first()
    if person is None:
        raise Trouble(f"“人员”表里没有编号为{options.person}的人。", 1)
    return str(person.pk)
