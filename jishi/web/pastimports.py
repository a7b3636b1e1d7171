"""Past imports 以前的导入 as a list shows them: who, what, and whether they were taken back."""

from dataclasses import dataclass
from datetime import datetime

from jishi.audit.models import Entry
from jishi.web.history import names_of
from jishi.workbook.models import ImportRun

_SHOWN = 20
_BACK = ("withdraw", "restore")


@dataclass(frozen=True)
class Past:
    """An import, its actor's name, and when it was taken back; None where it stands."""

    run: ImportRun
    who: str
    undone_at: datetime | None


def past_imports(town: str) -> list[Past]:
    """The town's latest imports, the newest first."""
    runs = list(ImportRun.objects.filter(town=town).order_by("-at")[:_SHOWN])
    names = names_of(run.by for run in runs)
    return [Past(run, names[run.by], _undone_at(run)) for run in runs]


def _undone_at(run: ImportRun) -> datetime | None:
    """When the whole import was undone: one later act that took back as many as it had stored.

    An undoing is all or nothing, so one record of the import is asked for what befell it last.
    """
    stored = Entry.objects.filter(act=run.act)
    first = stored.order_by("seq").first()
    if first is None:
        return None
    last = (
        Entry.objects.filter(chain=first.chain, ledger=first.ledger, record=first.record)
        .order_by("-seq").first()
    )  # fmt: skip
    if last is None or last.act == first.act or last.action not in _BACK:
        return None
    took_back = Entry.objects.filter(act=last.act, action__in=_BACK).count()
    return last.at if took_back == stored.count() else None
