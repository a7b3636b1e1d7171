"""From the ledger to a report: every figure with its proof, worded; the heads of the trail."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import models as audit
from jishi.audit.trail import county_chain
from jishi.indicators.figures import Ground, ground
from jishi.indicators.indicator import Proof
from jishi.indicators.naming import Called, renamed
from jishi.indicators.tables import INDICATORS
from jishi.places import tree
from jishi.places.models import Installation
from jishi.reports.asking import Link, Question, asked_besides, villages_of, worded
from jishi.reports.compare import MONTH, YEAR, Comparison, compared, earlier, proofs_of
from jishi.reports.drafting import shipped
from jishi.reports.placeholders import Vocabulary
from jishi.reports.report import ChainHead, Report
from jishi.reports.story import build
from jishi.reports.template import Template, load

#: A report is an official document: it is written in the source language whatever the page's.
LANGUAGE = "zh-hans"


def report_of(
    on: Ground,
    *,
    by: Actor,
    template: Path | bytes | Template | None = None,
    url: Link | None = None,
    proofs: Mapping[str, Proof] | None = None,
) -> Report:
    """The report of a place on a day, inside the scope of the ground.

    `template` is a Word file, or one already read; without one the shipped story of a town is
    told. `url` gives the address of a figure's proof, for the page; `proofs` are those of the
    ground where they are known already. Raises template.TemplateError, and
    policy.Forbidden where `by` may not report on the place.
    """
    if not door.reaches(by, "reports.make", on.place):
        raise policy.Forbidden("reports.make")
    with override(LANGUAGE):
        story = template if isinstance(template, Template) else _template(template, on)
        held = proofs_of(on) if proofs is None else proofs
        own = Question("", on.place, on.as_of)
        figures = {
            key: worded(proof, url(replace(own, key=key)) if url else None)
            for key, proof in held.items()
        }
        villages = villages_of(on) if story.repeats else []
        figures |= asked_besides(story, on, villages, held, by=by, url=url)
        return build(
            story, figures, place_name=_name(on.place), place_path=tree.full_name(on.place),
            as_of=on.as_of, heads=heads(on), villages=villages,
        )  # fmt: skip


def preview_of(on: Ground, template: Template, *, by: Actor) -> Report:
    """The report while it is being written: only the figures it asks for, without their proofs.

    Raises template.TemplateError, and policy.Forbidden where `by` may not report on the place.
    """
    if not door.reaches(by, "reports.make", on.place):
        raise policy.Forbidden("reports.make")
    with override(LANGUAGE):
        villages = villages_of(on) if template.repeats else []
        figures = asked_besides(template, on, villages, {}, by=by, url=None, proving=False)
        return build(
            template, figures, place_name=_name(on.place), place_path=tree.full_name(on.place),
            as_of=on.as_of, villages=villages,
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


def vocabulary(called: Mapping[str, Called]) -> Vocabulary:
    """The names of all figures, in the town's own words too; written in LANGUAGE."""
    with override(LANGUAGE):
        names: dict[str, set[str]] = {}
        for indicator in (renamed(one, called) for one in INDICATORS):
            for name in (indicator.zh, *indicator.aliases):
                names.setdefault(str(name), set()).add(indicator.key)
        return Vocabulary(
            [one.key for one in INDICATORS], names,
            units={one.key: one.unit for one in INDICATORS},
            town_only=[one.key for one in INDICATORS if one.level == "town"],
        )  # fmt: skip


def _template(source: Path | bytes | None, on: Ground) -> Template:
    return load(source if source is not None else shipped(), vocabulary(on.called))


def _name(code: str) -> str:
    place = tree.place(code)
    return place.name if place else code
