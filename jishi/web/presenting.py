"""Figures as the pages show them: number and unit, period, note, and where the proof stands."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.indicators.indicator import Figure
from jishi.indicators.measures import Share
from jishi.indicators.periods import heading
from jishi.indicators.units import told, unit_word
from jishi.places import tree
from jishi.places.models import Place
from jishi.values import placecode
from jishi.values.figures import NARROW_SPACE, spaced
from jishi.values.period import Period
from jishi.web.pages import at, default_as_of

Exact = Fraction | int
_WAN = 10_000
_LONGEST_NAME = 3  # characters that fit before a bar


def fig(
    figure: Figure, *, url: str = "", note: str = "", spark: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What a template wants to know of a figure; see cockpit/page.html for its parts."""
    number, unit = ("", "") if figure.value is None else shown(figure.value, figure.indicator.unit)
    return {
        "key": figure.key,
        "name": str(figure.indicator.zh),
        "written_value": number,
        "unit": unit,
        "url": url,
        "period_label": period_label(figure),
        "note": note or _part(figure),
        "spark": spark,
        "null_reason": str(figure.reason),
    }


def period_label(figure: Figure) -> str:
    """The period as a page says it: this year is that of the day which a page opens on."""
    return heading(figure, default_as_of())


def shown(value: Exact, unit: str) -> tuple[str, str]:
    """Number and unit, the digits not yet in groups: the page sets them apart."""
    number, written = told(value, unit)
    return number.replace(NARROW_SPACE, ""), written


def said(value: Exact | None, unit: str) -> str:
    """Number and unit in one word, – where there is none."""
    return "–" if value is None else "".join(told(value, unit))


def plain(value: Exact | None) -> int | Decimal | None:
    """A value as charts take it: whole, or with two decimals at most."""
    if value is None:
        return None
    exact = Fraction(value)
    rounded = round(Decimal(exact.numerator) / Decimal(exact.denominator), 2)
    return int(rounded) if rounded == rounded.to_integral_value() else rounded.normalize()


def scaled(values: Iterable[Exact | None], unit: str) -> tuple[list[int | Decimal | None], str]:
    """Values for one axis and the unit they are in: money in 万元 where it comes to that."""
    held = list(values)
    top = max((abs(Fraction(value)) for value in held if value is not None), default=Fraction(0))
    if unit == "元" and top >= _WAN:  # axes have no room for millions
        return [plain(None if v is None else Fraction(v, _WAN)) for v in held], "万元"
    return [plain(value) for value in held], unit


def month_label(month: Period, *, year: bool) -> str:
    """9月, or 2023年9月 where months of several years stand side by side."""
    day = {"year": month.end.year, "month": month.end.month}
    return _("%(year)s年%(month)s月") % day if year else _("%(month)s月") % day


def proof_url(place: str, key: str, as_of: date, **query: str) -> str:
    """Where a figure's proof stands."""
    return at(reverse("proof", kwargs={"place": place, "key": key}), as_of, **query)


def proof_of(figure: Figure, *, lasting: bool = False) -> str:
    """The proof page of a figure: its place, its day, and its period where that is not its own.

    `lasting`: read on another day, the address still names this one.
    """
    own = figure.indicator.time.period(figure.as_of)
    query = period_query(figure.period if figure.period != own else None)
    if not lasting:
        return proof_url(figure.place, figure.key, figure.as_of, **query)
    url = reverse("proof", kwargs={"place": figure.place, "key": figure.key})
    return f"{url}?{urlencode({'as_of': figure.as_of.isoformat(), **query})}"


def period_query(period: Period | None) -> dict[str, str]:
    """How an address asks for a period; empty for a figure's own."""
    if period is None:
        return {}
    return {
        "from": period.start.isoformat() if period.start else "", "to": period.end.isoformat()
    }  # fmt: skip


def short(place: Place) -> str:
    """A place's name where room is short: 上庄村 → 上庄, 第3组 stays."""
    name: str = place.name
    if place.level == "village" and len(name) >= _LONGEST_NAME:
        return name.removesuffix("村")
    return name


class Names:
    """Names of many places as seen from one of them: 宅坦村第5组, or from there 第5组."""

    def __init__(self, codes: Iterable[str], seen_from: str) -> None:
        wanted = set(codes)
        wanted |= {above for code in wanted for above in placecode.ancestors(code)}
        self._names = tree.names(code for code in wanted if len(code) > len(seen_from))

    def __getitem__(self, code: str) -> str:
        """The path below; the whole place itself is 本级."""
        parts = [
            self._names[one] for one in [*placecode.ancestors(code), code] if one in self._names
        ]
        return "".join(parts) or _("本级")


def counted_in(figure: Figure) -> str:
    """The measure word of a figure's part and whole: 人 where it is a share of persons."""
    measure = figure.indicator.measure
    if isinstance(measure, Share):
        return {"person": _("人"), "household": _("户"), "meeting": _("次")}.get(
            measure.key, _("个")
        )
    return unit_word(figure.indicator.unit)


def _part(figure: Figure) -> str:
    """Part and whole beside a share: 12人里7人; nothing where the part is the whole."""
    if figure.of is None or figure.numerator is None or figure.numerator == figure.of:
        return ""
    return _("%(of)s%(unit)s里%(n)s%(unit)s") % {
        "n": spaced(figure.numerator), "of": spaced(figure.of), "unit": counted_in(figure),
    }  # fmt: skip


def fingerprint(digest: str) -> str:
    """The first twelve digits of a hash in groups of four, as people compare them."""
    return " ".join(digest[start : start + 4] for start in range(0, min(len(digest), 12), 4))
