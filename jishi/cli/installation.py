"""init, serve, demo: an installation from nothing, and its pages."""

import sys
from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone

from jishi.access import accounts, managing
from jishi.access.actor import operator
from jishi.audit import trail
from jishi.cli.speaking import Trouble, say, table, typed_password
from jishi.places import loading
from jishi.places.models import Installation
from jishi.values import placecode


def init(options: Namespace) -> int:
    """Make the tables, load the county's places, appoint the first administrator."""
    if not placecode.is_code(options.county) or len(options.county) != 6:
        raise Trouble(f"--county 要县的6位区划代码，“{options.county}”不是。例：--county 341824")
    if not found(options.county, options.source):
        say(f"{settings.JISHI_HOME}里已经有{options.county}的账，表和自带的种类都是新的了。")
        return 0
    say(f"开好了：{settings.JISHI_HOME}")
    if not options.no_input:
        _first_administrator(options.county)
    else:
        say("还没有管理员。加一个：jishi account add 用户名 --name 姓名 --role administrator "
            f"--place {options.county}")  # fmt: skip
    return 0


def found(county: str, source: Path | None = None) -> bool:
    """Make the tables and load the county. On an installation that is there already only the
    tables and the shipped kinds are brought up to date, and the answer is False."""
    call_command("migrate", verbosity=0, interactive=False)
    held = Installation.objects.first()
    if held and held.county != county:
        raise Trouble(f"这里已经是{held.county}的账了；另开一套请换一个 JISHI_HOME。")
    if held:
        return False
    try:
        with transaction.atomic():
            Installation.objects.create(county=county)
            loaded = loading.load(county, source)
            change = trail.Change(
                trail.county_chain(), "load", "places", county, 0, None,
                {"places": loaded.places, "digest": loaded.digest},
            )  # fmt: skip
            by = operator()
            trail.append([change], actor=by.name, origin=by.origin)
    except loading.DivisionFault as fault:
        raise Trouble(str(fault)) from fault
    say("加好了。下一步：运行 jishi serve，用这个账号登录，在“设置”里给各镇的人加账号。")
    return True


def require() -> Installation:
    """The installation; Trouble where there is none yet."""
    try:
        held = Installation.objects.first()
    except ProgrammingError:
        held = None  # PostgreSQL: no such table
    except OperationalError as error:
        if "no such table" not in str(error):
            raise  # it does not answer: that is told as such
        held = None
    if held is None:
        raise Trouble(f"{settings.JISHI_HOME}里还没有账。先运行：jishi init --county 341824")
    return held


def serve(options: Namespace) -> int:
    """Serve the pages until stopped."""
    from jishi.cli.serve import CannotServeError
    from jishi.cli.serve import serve as run

    require()
    try:
        run(options.host, options.port, options.threads)
    except CannotServeError as error:
        raise Trouble(str(error)) from error
    return 0


def demo(options: Namespace) -> int:
    """Prepare the sample town where it is not there yet; then serve it, or stop."""
    from jishi.cli.serve import CannotServeError, is_loopback
    from jishi.cli.serve import serve as run
    from jishi.demo import prepare

    if not is_loopback(options.host):
        raise Trouble("示范镇的账号和密码是公开的，只能在本机打开：请把 --host 改为 127.0.0.1。")
    if prepare.is_foreign():
        raise Trouble(f"{settings.JISHI_HOME}里是真账，不能放示例。换一个 JISHI_HOME。")
    found(prepare.COUNTY)
    prepare.prepare(say)
    if options.no_serve:
        return 0
    try:
        run(options.host, options.port, ready=_welcome)
    except CannotServeError as error:
        raise Trouble(str(error)) from error
    return 0


def _welcome(address: str) -> None:
    from jishi.demo import prepare

    print(f"\n上庄镇示例已经打开：{address}")
    print("（人名和记录是编的，数与公开报道相符。按 Ctrl-C 停下。）\n")
    table([("角色", "用户名", "密码", "看得到"), *prepare.signs()])
    sys.stdout.flush()


def _first_administrator(county: str) -> None:
    if not sys.stdin.isatty():
        raise Trouble(
            "账已经开好；没有终端，第一个管理员没有问。用 jishi account add 加："
            f"--role administrator --place {county}。"
        )
    say("第一个管理员：")
    username, name = input("用户名："), input("姓名：")
    new = accounts.NewAccount(username, name, "administrator", county, typed_password())
    try:
        accounts.add(new, by=operator(), since=timezone.localdate())
    except managing.AccountFault as fault:
        raise Trouble(str(fault)) from fault
