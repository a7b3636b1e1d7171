"""From the ledger to a report: every figure with its proof, worded; the heads of the trail."""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import models as audit
from jishi.audit.trail import county_chain
from jishi.indicators.figures import Ground, ground
from jishi.indicators.indicator import Proof
from jishi.indicators.naming import renamed
from jishi.indicators.periods import in_full
from jishi.indicators.proof import digest
from jishi.indicators.tables import INDICATORS
from jishi.places import tree
from jishi.places.models import Installation
from jishi.reports.compare import MONTH, YEAR, Comparison, compared, earlier, proofs_of
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
    proofs: Mapping[str, Proof] | None = None,
) -> Report:
    """The report of a place on a day, inside the scope of the ground.

    `template` is a Word file; without one the shipped story of a town is told. `url` gives
    the address of a figure's proof, for the page; `proofs` are those of the ground where they
    are known already. Raises template.TemplateError, and
    policy.Forbidden where `by` may not report on the place.
    """
    if not door.reaches(by, "reports.make", on.place):
        raise policy.Forbidden("reports.make")
    with override(LANGUAGE):
        story = _template(template, on)
        held = proofs_of(on) if proofs is None else proofs
        figures = {key: _worded(proof, url(key) if url else None) for key, proof in held.items()}
        return build(
            story, figures, place_name=_name(on.place), place_path=tree.full_name(on.place),
            as_of=on.as_of, heads=heads(on),
        )  # fmt: skip


def comparison_of(
    on: Ground, span: str, *, by: Actor, proofs: Mapping[str, Proof] | None = None
) -> Comparison:
    """What moved since the end of last month (MONTH) or the same day of last year (YEAR).

    `proofs` are those of the ground where they are known already. Raises ValueError for another
    span, and policy.Forbidden where `by` may not report on the place.
    """
    if span not in (MONTH, YEAR):
        raise ValueError(f"no such span: {span!r}")
    if not door.reaches(by, "reports.make", on.place):
        raise policy.Forbidden("reports.make")
    before = ground(on.place, earlier(on.as_of, span), by)
    now = proofs_of(on) if proofs is None else proofs
    return compared(now, proofs_of(before), on=on, before=before, span=span)


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


def _template(source: Path | None, on: Ground) -> Template:
    keys = [indicator.key for indicator in INDICATORS]
    names = {
        str(name): indicator.key
        for indicator in (renamed(one, on.called) for one in INDICATORS)
        for name in (*indicator.aliases, indicator.zh)
    }
    return load(source if source is not None else shipped(), keys, names)


def _worded(proof: Proof, url: str | None) -> FigureText:
    figure = proof.figure
    indicator = figure.indicator
    known = figure.value is not None
    return FigureText(
        key=indicator.key,
        name=str(figure.indicator.zh),
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
