"""Past imports 以前的导入 as a list shows them: who, what, and whether they were taken back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from jishi.access.acts import BACK
from jishi.audit.models import Entry
from jishi.web.history import names_of
from jishi.workbook.models import ImportRun

_SHOWN = 20


@dataclass(frozen=True)
class Past:
    """An import, its actor's name, and when it was taken back; None where it stands."""

    run: ImportRun
    who: str
    undone_at: datetime | None

    @property
    def name(self) -> str:
        """What its file was called."""
        return called(self.run)


def called(run: ImportRun) -> str:
    """What an import's file was called; a page always says it, a command need not."""
    return run.name or _("命令行导入")


def past_imports(town: str) -> list[Past]:
    """The town's latest imports, the newest first."""
    runs = list(ImportRun.objects.filter(town=town).order_by("-at")[:_SHOWN])
    names = names_of(run.by for run in runs)
    back = _taken_back(town, [str(run.act) for run in runs])
    return [Past(run, names[run.by], back.get(str(run.act))) for run in runs]


def _taken_back(town: str, acts: Sequence[str]) -> dict[str, datetime]:
    """When whole imports were undone: one later act that took back as many as each had stored.

    An undoing is all or nothing, so the first record of an import is asked: what befell it last
    took it back, and it says again what it said before the import. Undoing the undoing, or a
    later edit, takes records back as well, but to what the import had stored.
    """
    entries = Entry.objects.filter(chain=town)
    stored = {
        one["act"]: one
        for one in entries.filter(act__in=acts).values("act")
        .annotate(first=Min("seq"), count=Count("pk"))
    }  # fmt: skip
    first = entries.filter(seq__in=[one["first"] for one in stored.values()])
    firsts = {one.act: one for one in first.select_related("values_row")}
    told = entries.filter(
        ledger__in={one.ledger for one in firsts.values()},
        record__in=[one.record for one in firsts.values()],
    )
    lasts = {
        (one.ledger, one.record): one
        for one in told.order_by("seq").select_related("values_row")
    }  # fmt: skip
    later = Entry.objects.filter(act__in={one.act for one in lasts.values()}, action__in=BACK)
    counts = dict(later.values_list("act").annotate(Count("pk")))
    return {
        act: last.at
        for act, one in firsts.items()
        if (last := lasts[one.ledger, one.record]).action in BACK
        and counts[last.act] == stored[act]["count"]
        and _said(last.values_row.after) == _said(one.values_row.before)
    }


def _said(values: str) -> dict[str, Any]:
    """The facts of a record but its version; nothing where it was not there."""
    facts: dict[str, Any] = json.loads(values) if values else {}
    return {name: value for name, value in facts.items() if name != "version"}
