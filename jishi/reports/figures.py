"""From the ledger to a report: every figure with its proof, worded; the heads of the trail."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import models as audit
from jishi.audit.trail import county_chain
from jishi.indicators.figures import Ground
from jishi.indicators.indicator import Indicator
from jishi.indicators.periods import in_full
from jishi.indicators.proof import digest, prove
from jishi.indicators.tables import INDICATORS
from jishi.places import tree
from jishi.places.models import Installation
from jishi.reports.drafting import shipped
from jishi.reports.report import ChainHead, FigureText, Report
from jishi.reports.story import build
from jishi.reports.template import Template, load
from jishi.values.figures import written

#: A report is an official document: it is written in the source language whatever the page's.
LANGUAGE = "zh-hans"


def report_of(
    on: Ground,
    *,
    by: Actor,
    template: Path | None = None,
    url: Callable[[str], str] | None = None,
) -> Report:
    """The report of a place on a day, inside the scope of the ground.

    `template` is a Word file; without one the shipped story of a town is told. `url` gives
    the address of a figure's proof, for the page. Raises template.TemplateError, and
    policy.Forbidden where `by` may not report on the place.
    """
    if not door.reaches(by, "reports.make", on.place):
        raise policy.Forbidden("reports.make")
    with override(LANGUAGE):
        story = _template(template)
        figures = {
            indicator.key: _worded(indicator, on, url(indicator.key) if url else None)
            for indicator in INDICATORS
        }
        return build(
            story, figures, place_name=_name(on.place), place_path=tree.full_name(on.place),
            as_of=on.as_of, heads=heads(on),
        )  # fmt: skip


def heads(on: Ground) -> list[ChainHead]:
    """The last link of each chain that the report leans on: its towns', and the county's."""
    chains = {code for code, _start in on.starts}
    held = audit.ChainHead.objects.filter(chain__in=[*chains, county_chain()]).order_by("chain")
    names = tree.names(chains)
    county = Installation.objects.first()
    names[county_chain()] = tree.full_name(county.county) if county else _("本级")
    return [
        ChainHead(names.get(one.chain, one.chain), one.seq, one.hash) for one in held if one.seq
    ]


def _template(source: Path | None) -> Template:
    keys = [indicator.key for indicator in INDICATORS]
    names = {
        str(name): indicator.key
        for indicator in INDICATORS
        for name in (*indicator.aliases, indicator.zh)
    }
    return load(source if source is not None else shipped(), keys, names)


def _worded(indicator: Indicator, on: Ground, url: str | None) -> FigureText:
    proof = prove(indicator, on)
    figure = proof.figure
    known = figure.value is not None
    return FigureText(
        key=indicator.key,
        name=str(indicator.zh),
        written=written(figure.value, indicator.unit, indicator.written)  # type: ignore[arg-type]
        if figure.value is not None
        else None,
        value=figure.value,
        unit=indicator.unit,
        definition=str(indicator.definition),
        period_text=in_full(figure),
        records=figure.records,
        digest=digest(proof) if known else "",
        reason=str(figure.reason) or None,
        version=indicator.version,
        numerator=figure.numerator,
        of=figure.of,
        url=url,
    )


def _name(code: str) -> str:
    place = tree.place(code)
    return place.name if place else code
