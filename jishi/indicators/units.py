"""A figure's unit as a page writes it."""

from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jishi.values.figures import PERCENT, YUAN, Number, display, spaced

_TEN_THOUSAND, _MILLION = "万元", 1_000_000


def unit_word(unit: str) -> str:
    """次, 户, 元. A language without measure words has none for what is merely counted."""
    if unit == PERCENT or (get_language() or "zh").startswith("zh"):
        return unit
    return {YUAN: _("元"), _TEN_THOUSAND: _("万元")}.get(unit, "")


def in_brackets(unit: str) -> str:
    """（次） behind what is counted; nothing where the page's language has no word for it."""
    word = unit_word(unit).strip()
    return _("（%(unit)s）") % {"unit": word} if word else ""


def told(value: Number, unit: str) -> tuple[str, str]:
    """Number and unit for a screen: 585 | 万元, or 5.85 | million yuan."""
    if unit == YUAN and not (get_language() or "zh").startswith("zh"):
        amount = Fraction(value)
        if abs(amount) >= _MILLION:
            return display(amount / _MILLION, "")[0], _("百万元")
        return spaced(round(amount)), unit_word(unit)
    number, written = display(value, unit)
    return number, written if unit == YUAN else unit_word(unit)
