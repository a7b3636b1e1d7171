"""What a project or plan must satisfy."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault
from jishi.records.columns import forward

PLAN_STEPS = (
    ("begun_on", _("启动日")),
    ("drafted_on", _("编制完成日")),
    ("consented_on", _("村民代表会议同意日")),
    ("approved_on", _("批复日")),
)


def project(row: Any) -> Iterator[Fault]:
    """Planned, started, ended in this order; what was completed had been started."""
    yield from forward(row, "planned_on", "started_on", zh=(_("谋划日"), _("开工日")), strict=False)
    yield from forward(
        row, "started_on", "closed_on", zh=(_("开工日"), _("竣工或终止日")), strict=True
    )
    if row.started_on is None:
        yield from forward(
            row, "planned_on", "closed_on", zh=(_("谋划日"), _("竣工或终止日")), strict=False
        )
    if row.outcome == "completed" and not row.started_on:
        yield Fault("started_on", _("竣工的项目要有开工日。"), _("补上开工的日期。"))


def plan(row: Any) -> Iterator[Fault]:
    """The steps of a plan follow each other."""
    dated = [(name, zh) for name, zh in PLAN_STEPS if getattr(row, name)]
    for (first, first_zh), (last, last_zh) in pairwise(dated):
        yield from forward(row, first, last, zh=(first_zh, last_zh), strict=False)
