"""附件 与上月（去年同期）比较: the figures that moved, from where, as an annex of the Word file.

The words for a difference and for where it comes from are those of the page, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from django.utils.translation import gettext as _

from jishi.indicators.indicator import Figure
from jishi.indicators.units import told
from jishi.places import tree
from jishi.reports import layout, tables
from jishi.reports.annex import Annex
from jishi.reports.compare import MONTH, Change, Comparison, Move, PlaceMoves
from jishi.reports.report import Level
from jishi.reports.wordml import Element, paragraph, run, w
from jishi.values.figures import PERCENT, spaced
from jishi.values.period import in_chinese

COLUMNS = (("序号", 11), ("指标", 44), ("本期", 26), ("上期", 26), ("变化", 28), ("从哪里来", 90))
_NAMED = 4  # numbers of records told for each place


def as_annex(compared: Comparison) -> Annex:
    """The annex for `document.to_word`."""
    return Annex(title(compared), partial(blocks, compared))


def title(compared: Comparison) -> str:
    """What the annex is called."""
    return _("与上月底比较表") if compared.span == MONTH else _("与去年同期比较表")


def difference(change: Change) -> str:
    """The difference with its sign: +3次, −1.2个百分点, +12.5万元; 持平 where there is none."""
    amount = Fraction(change.difference)
    if not amount:
        return _("持平")
    unit = change.indicator.unit
    number, said = told(abs(amount), unit)
    if unit == PERCENT:
        said = _("个百分点")
    return ("+" if amount > 0 else "−") + number + said


def value(figure: Figure) -> str:
    """A value as tables show it, with part and whole of a share; the reason where there is none."""
    if figure.value is None:
        return str(figure.reason)
    said = "".join(told(figure.value, figure.indicator.unit))
    if figure.indicator.unit == PERCENT and figure.of is not None:
        return f"{said}（{spaced(figure.numerator or 0)}/{spaced(figure.of)}）"
    return said


def counted(moves: Sequence[Move]) -> str:
    """How many subjects came, left or changed: 增4减1."""
    came = sum(1 for move in moves if move.before is None)
    left = sum(1 for move in moves if move.after is None)
    other = len(moves) - came - left
    return "".join((
        _("增%(n)s") % {"n": came} if came else "",
        _("减%(n)s") % {"n": left} if left else "",
        _("改%(n)s") % {"n": other} if other else "",
    ))  # fmt: skip


def source(one: PlaceMoves, name: str) -> str:
    """Where a difference comes from, one place: 余川村增4减1（SX-1、SX-2等）."""
    part, whole = one.of(part=True), one.of(part=False)
    said = counted(part)
    if whole:
        said += _("；总数里%(said)s") % {"said": counted(whole)} if said else _(
            "总数里%(said)s"
        ) % {"said": counted(whole)}  # fmt: skip
    numbers = list(dict.fromkeys(move.line.number for move in one.moves if move.line.number))
    listed = "、".join(numbers[:_NAMED])
    if len(numbers) > _NAMED:
        listed = _("%(numbers)s等") % {"numbers": listed}
    return f"{name}{said}（{listed}）" if listed else f"{name}{said}"


def names(compared: Comparison) -> Mapping[str, str]:
    """The name of each place that moved something; the place itself is 本级."""
    codes = {one.code for change in compared.moved for one in change.by_place(compared.place)}
    return {**tree.names(codes), compared.place: _("本级")}


def blocks(compared: Comparison, number: str) -> Iterator[Element]:
    """The paragraphs and the table of the annex, in order."""
    yield paragraph(layout.ANNEX_MARK, [run(f"附件{number}")])
    yield paragraph(layout.STYLES[Level.TITLE], [run(title(compared))])
    days = {"now": in_chinese(compared.as_of), "then": in_chinese(compared.earlier)}
    subtitle = _("（本期截至%(now)s，上期截至%(then)s）") % days
    yield paragraph(layout.STYLES[Level.SUBTITLE], [run(subtitle)])
    for note in notes(compared):
        yield paragraph(layout.TABLE_TEXT, [run(note)])
    if compared.moved:
        places = names(compared)
        rows = [
            _row(place, one, compared.place, places)
            for place, one in enumerate(compared.moved, start=1)
        ]
        yield tables.table(COLUMNS, rows, centred=(0,))
    # Word wants a paragraph after a table; this one takes no room.
    yield paragraph(
        layout.TABLE_TEXT, [], w("spacing", before=0, after=0, line=20, lineRule="exact")
    )


def notes(compared: Comparison) -> Iterator[str]:
    """The figures that did not move, in one line; those without a value, with the reason."""
    yield _(
        "两期都按现在的台账计算：哪一期漏记、错记的，补上以后两期一起更正，差别只来自期间里的事。"
    )
    if compared.swapped:
        yield _("数没有变、里面有进有出的%(n)s项：%(names)s。") % {
            "n": len(compared.swapped),
            "names": "、".join(str(one.indicator.zh) for one in compared.swapped),
        }  # fmt: skip
    still = compared.still
    if still:
        yield _("没有变化的%(n)s项：%(names)s。") % {
            "n": len(still), "names": "、".join(str(one.indicator.zh) for one in still),
        }  # fmt: skip
    for reason, held in unknown(compared).items():
        yield _("不能比的%(n)s项（%(reason)s）：%(names)s。") % {
            "n": len(held), "reason": reason.rstrip("。"),
            "names": "、".join(str(one.indicator.zh) for one in held),
        }  # fmt: skip


def unknown(compared: Comparison) -> dict[str, list[Change]]:
    """Figures without a value on one of the days, by the reason."""
    found: dict[str, list[Change]] = {}
    for one in compared.unknown:
        if one.now.value is None:
            reason = _("本期：%(reason)s") % {"reason": one.now.reason}
        else:
            reason = _("上期：%(reason)s") % {"reason": one.then.reason}
        found.setdefault(reason, []).append(one)
    return found


def _row(
    number: int, one: Change, place: str, places: Mapping[str, str]
) -> list[list[Element]]:  # fmt: skip
    origin = "；".join(
        source(held, places.get(held.code, held.code)) for held in one.by_place(place)
    )
    texts = (str(number), str(one.indicator.zh), value(one.now), value(one.then), difference(one),
             origin)  # fmt: skip
    return [[run(text)] for text in texts]
