"""The coverage band 包保覆盖: a cell for each villager group, in blocks by village."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access.actor import Actor
from jishi.access.door import in_place, see
from jishi.indicators.engines import live
from jishi.indicators.figures import Ground, answer, at_of, covered
from jishi.indicators.indicator import Covers, Figure, Indicator
from jishi.places import tree
from jishi.records.duties.models import Link
from jishi.records.duties.queries import ROLES
from jishi.records.households.models import Household
from jishi.values import placecode
from jishi.values.figures import spaced
from jishi.values.period import Period
from jishi.web.presenting import proof_url

SOON = timedelta(days=30)  # a link that ends within a month wants its successor named now


def answered(indicator: Indicator, on: Ground) -> tuple[Figure, dict[str, bool]]:
    """The figure of a share of groups, and for each group whether it reaches.

    The same statement tells both; asking twice would double what the page costs. Without a
    meaning here the figure is null, as `figures.answer` says it.
    """
    day = Period(on.as_of, on.as_of)
    if len(on.place) < placecode.LENGTHS["town"] or not covered(indicator, on, day):
        return answer(indicator, on), {}
    full = _complete(indicator, on, on.places(covered(indicator, on, day)))
    if not full:
        return answer(indicator, on), {}
    reached, of = sum(full.values()), len(full)
    figure = Figure(
        indicator, on.place, on.as_of, day, value=Fraction(reached * 100, of), numerator=reached,
        of=of, records=reached, covers=Covers(1, on.towns),
    )  # fmt: skip
    return figure, full


def band(
    indicator: Indicator, reached: Mapping[str, bool], on: Ground, by: Actor
) -> dict[str, Any] | None:
    """`coverage` as cockpit/page.html wants it; None where no group is known."""
    length = placecode.LENGTHS["group"]
    full = {code: whole for code, whole in reached.items() if len(code) == length}
    if not full:
        return None
    ending = _ending(on, full, by)
    homes = _households(on, by)
    names = tree.names({*full, *(code[: placecode.LENGTHS["village"]] for code in full)})
    villages: dict[str, list[str]] = defaultdict(list)
    for code in sorted(full):
        villages[code[: placecode.LENGTHS["village"]]].append(code)
    households = sum(homes.get(code, 0) for code in full)
    missing = sum(not reached for reached in full.values())
    return {
        "title": _("包保覆盖：%(groups)s组、%(households)s户") % {
            "groups": len(full), "households": spaced(households),
        },
        "note": _title_note(missing),
        "url": proof_url(on.place, indicator.key, on.as_of),
        "soon_label": _("缺角：30天内有人到期") if ending else "",
        "groups": [
            {
                "name": names.get(village, village).removesuffix("村"),
                "url": "" if village == on.place else proof_url(village, indicator.key, on.as_of),
                "households": sum(homes.get(code, 0) for code in codes),
                "cells": [
                    _cell(names.get(village, "") + names.get(code, code), homes.get(code, 0),
                          full=full[code], ending=code in ending)
                    for code in codes
                ],
            }
            for village, codes in villages.items()
        ],
    }  # fmt: skip


def _title_note(missing: int) -> str:
    if not missing:
        return _("每户四员齐全：联村领导、联村干部、村“两委”、网格员")
    return ngettext("%(n)s个组有户缺人", "%(n)s个组有户缺人", missing) % {"n": missing}


def _cell(name: str, households: int, *, full: bool, ending: bool) -> dict[str, str]:
    count = {"n": households}
    if not full:
        return {"state": "missing", "name": name, "note": _("%(n)s户，有户四员不齐") % count}
    if ending:
        return {"state": "cut", "name": name, "note": _("%(n)s户，30天内有人到期") % count}
    return {"state": "full", "name": name, "note": _("%(n)s户，户户四员齐全") % count}


def _complete(indicator: Indicator, on: Ground, places: live.Places) -> dict[str, bool]:
    """Group code → whether the declaration holds for it on the ground's day."""
    found = live.groups(indicator, places, at_of(on, Period(on.as_of, on.as_of)))
    return {row["id"]: bool(row["reached"]) for row in found}


def _ending(on: Ground, groups: Iterable[str], by: Actor) -> set[str]:
    """Groups where a link ends within a month and none of its role stands in for it then."""
    last = on.as_of + SOON
    found = see(Link, by=by).filter(kind__in=ROLES, since__lte=last)
    found = found.filter(Q(until__isnull=True) | Q(until__gt=on.as_of))
    around = Q(place__in=placecode.ancestors(on.place)) | tree.within("place", on.held)
    ending, standing = [], []
    for kind, place, household, since, until in found.filter(around).values_list(
        "kind", "place", "household", "since", "until"
    ):
        if until is None or until > last:
            standing.append((kind, place, household))
        elif since <= on.as_of:
            ending.append((kind, place, household))

    def relieved(kind: str, code: str, household: Any) -> bool:
        return any(
            role == kind and (code.startswith(place) if other is None else other == household)
            for role, place, other in standing
        )

    return {
        code
        for kind, place, household in ending
        for code in groups
        if code.startswith(place) and not relieved(kind, code, household)
    }


def _households(on: Ground, by: Actor) -> dict[str, int]:
    """Households in force by group."""
    standing = Q(since__lte=on.as_of) & (Q(until__isnull=True) | Q(until__gt=on.as_of))
    found = in_place(see(Household, by=by), on.place, on.as_of).filter(standing)
    return dict(found.values_list("place").annotate(Count("pk")).order_by())
