"""A report that leaves the house has its figures pinned; each row of its annex bears the code."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import override

from jishi.access import door
from jishi.access.actor import Actor
from jishi.indicators.figures import Ground
from jishi.indicators.indicator import Proof
from jishi.pins.actions import LeftIn, pin
from jishi.reports.asking import figure_of
from jishi.reports.figures import LANGUAGE
from jishi.reports.report import Report


def may_pin(report_of: str, by: Actor) -> bool:
    """True where the actor's reports on a place leave with pins."""
    return door.reaches(by, "pins.make", report_of)


def pinned(
    report: Report, proofs: Mapping[str, Proof], on: Ground, *, by: Actor, name: str = ""
) -> Report:
    """The report with the codes of its figures, those not in the text, too, and all of them pinned.

    `proofs` are those of which the report was made, on the ground `on`; figures of other periods
    and of villages are asked again. What belongs to no village (本级) cannot be asked by itself
    and bears no code. The pins tell that they left in the report `name`, else in its title.
    Raises pins.actions.Passed where the ledger has moved since, policy.Forbidden.
    """
    told = {
        key: proofs[key].figure if key in proofs else figure_of(key, on, by=by)
        for key, one in report.figures.items() if one.written is not None
    }  # fmt: skip
    figures_of = {key: figure for key, figure in told.items() if figure is not None}
    with override(LANGUAGE):
        title = f"{name or report.title}（截至{report.as_of.isoformat()}）"
        pins = pin(
            [(figure, report.figures[key].written or "") for key, figure in figures_of.items()],
            by=by, left_in=LeftIn("report", title),
        )  # fmt: skip
    codes = dict(zip(figures_of, (one.shown for one in pins), strict=True))
    figures = {key: replace(one, code=codes.get(key, "")) for key, one in report.figures.items()}
    return replace(report, figures=figures)
