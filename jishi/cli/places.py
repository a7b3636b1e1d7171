"""places load, find, merge."""

from argparse import Namespace
from typing import Any

from django.db import transaction

from jishi.access.actor import operator
from jishi.audit import trail
from jishi.cli.installation import require
from jishi.cli.speaking import Trouble, give, say, table
from jishi.kernel.record import facts
from jishi.places import loading, tree
from jishi.places.models import Place


def load(options: Namespace) -> int:
    """Load a county or the nation."""
    require()
    say("正在装入……")
    try:
        with transaction.atomic():
            loaded = loading.load(options.code, options.source)
            _log("load", options.code, after={"places": loaded.places, "digest": loaded.digest})
    except loading.DivisionFault as fault:
        raise Trouble(str(fault)) from fault
    if options.format == "json":
        give({"code": options.code, "places": loaded.places})
    else:
        say(f"装入{loaded.places}个地方。")
    return 0


def find(options: Namespace) -> int:
    """Find places by part of the name or by code; towns share names, so paths are shown."""
    require()
    found = Place.objects.filter(code__startswith=options.text) if options.text.isdigit() else (
        Place.objects.filter(name__contains=options.text)
    )  # fmt: skip
    rows = [(place.code, tree.full_name(place.code)) for place in found.order_by("code")[:200]]
    if options.format == "json":
        give([{"code": code, "name": name} for code, name in rows])
    else:
        table(rows)
    return 0 if rows else 1


def merge(options: Namespace) -> int:
    """Say that a place was merged into another."""
    require()
    by = operator()
    try:
        with transaction.atomic():
            gone = tree.place(options.predecessor)
            before = facts(gone) if gone else None
            loading.merge(options.predecessor, options.successor, options.on)
            _log("merge", options.predecessor, ledger="mergers", after={
                "successor": options.successor, "on": options.on.isoformat()
            })  # fmt: skip
            if gone and gone.level == "group":
                # A group is a row of its town's ledger, and merging dates its end.
                gone.refresh_from_db()
                change = trail.of_row(gone, "merge", before)
                trail.append([change], actor=by.name, origin=by.origin)
    except loading.DivisionFault as fault:
        raise Trouble(str(fault), 1) from fault
    if options.format == "json":
        give({"predecessor": options.predecessor, "successor": options.successor})
    else:
        say(f"{options.on}起，{tree.full_name(options.successor)}代管。")
    return 0


def _log(action: str, code: str, *, after: dict[str, Any], ledger: str = "places") -> None:
    by = operator()
    change = trail.Change(trail.county_chain(), action, ledger, code, 0, None, after)
    trail.append([change], actor=by.name, origin=by.origin)
