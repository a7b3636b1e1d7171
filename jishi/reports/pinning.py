"""A report that leaves the house has its figures pinned; each row of its annex bears the code."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import override

from jishi.access import door
from jishi.access.actor import Actor
from jishi.indicators.indicator import Proof
from jishi.pins.actions import LeftIn, pin
from jishi.reports.figures import LANGUAGE
from jishi.reports.report import Report


def may_pin(report_of: str, by: Actor) -> bool:
    """True where the actor's reports on a place leave with pins."""
    return door.reaches(by, "pins.make", report_of)


def pinned(report: Report, proofs: Mapping[str, Proof], *, by: Actor) -> Report:
    """The report with the codes of its figures, those not in the text, too, and all of them pinned.

    `proofs` are those of which the report was made. Raises pins.actions.Passed where the ledger
    has moved since, policy.Forbidden.
    """
    keys = [key for key, one in report.figures.items() if one.written is not None]
    with override(LANGUAGE):
        title = f"{report.title}（截至{report.as_of.isoformat()}）"
        pins = pin(
            [(proofs[key].figure, report.figures[key].written or "") for key in keys],
            by=by, left_in=LeftIn("report", title),
        )  # fmt: skip
    codes = dict(zip(keys, (one.shown for one in pins), strict=True))
    figures = {key: replace(one, code=codes.get(key, "")) for key, one in report.figures.items()}
    return replace(report, figures=figures)
