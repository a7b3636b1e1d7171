"""figures, proof."""

from argparse import Namespace
from datetime import date

from django.utils import timezone

from jishi.access.actor import operator
from jishi.cli.installation import require
from jishi.cli.speaking import Trouble, give, table
from jishi.indicators.answers import figure_json, proof_json
from jishi.indicators.figures import Ground, answer, ground
from jishi.indicators.proof import prove
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.places import tree
from jishi.values.entries import nearest
from jishi.values.figures import display
from jishi.values.period import Period


def answers(options: Namespace) -> int:
    """Answer every indicator at a place and day."""
    on = ground_of(options)
    period = _period(options, on.as_of)
    found = [answer(indicator, on, period=period) for indicator in INDICATORS]
    if options.format == "json":
        give({"place": on.place, "as_of": on.as_of.isoformat(),
              "figures": [figure_json(figure) for figure in found]})  # fmt: skip
        return 0
    print(f"{tree.full_name(on.place)}，截至{on.as_of}")
    rows = []
    for figure in found:
        number, unit = ("—", "") if figure.value is None else display(
            figure.value, figure.indicator.unit
        )  # fmt: skip
        rows.append((figure.key, str(figure.indicator.zh), number, unit, str(figure.reason)))
    table(rows)
    return 0


def proves(options: Namespace) -> int:
    """Prove one figure."""
    indicator = BY_KEY.get(options.key)
    if indicator is None:
        near = nearest(options.key, BY_KEY)
        raise Trouble(f"没有“{options.key}”这个指标。" + (f"是不是{near}？" if near else ""))
    on = ground_of(options)
    proof = prove(indicator, on, period=_period(options, on.as_of))
    if options.format == "json":
        give(proof_json(proof))
        return 0
    figure = proof.figure
    value = "—" if figure.value is None else "".join(display(figure.value, indicator.unit))
    print(f"{figure.indicator.zh}：{value}  {figure.reason}\n{indicator.definition}")
    print(f"算进来的{len(proof.records)}条：")
    table([(r.number, r.place, str(r.on or ""), r.title) for r in proof.records])
    print(f"没算进来的{len(proof.excluded)}条：")
    table([(r.number, r.place, str(r.on or ""), r.title, str(r.reason)) for r in proof.excluded])
    return 0


def ground_of(options: Namespace) -> Ground:
    """Place and day of a command. Raises Trouble where there is no such place."""
    require()
    place = tree.place(options.place)
    if place is None:
        raise Trouble(f"没有代码为{options.place}的地方。用 jishi places find 查一查。")
    return ground(place.code, options.as_of or timezone.localdate(), operator())


def _period(options: Namespace, as_of: date) -> Period | None:
    if not options.start and not options.end:
        return None
    end = options.end or as_of
    if options.start and options.start > end:
        raise Trouble("期间的起日晚于止日。")
    return Period(options.start, end)
