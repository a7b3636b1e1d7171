"""What a list is asked, in words: one chip a condition, each with the address without it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.kernel.record import State
from jishi.web.conditions import Condition, options
from jishi.web.listing import Asked
from jishi.web.templatetags.ui import day
from jishi.web.within import PRESETS
from jishi.web.wording import Words, number


@dataclass(frozen=True)
class Chip:
    """A condition in words: what it is about, what it says, the address that no longer asks it."""

    label: str
    text: str
    url: str


def chips(asked: Asked, words: Words, address: Callable[[str], str]) -> list[Chip]:
    """All that is asked, the as-of day first."""
    ledger, found = asked.ledger, []
    if asked.state == "current":
        label = _("在册") if issubclass(ledger.model, State) else str(
            ledger.column(ledger.date).zh
        )  # fmt: skip
        said = _("截至%(day)s") % {"day": day(asked.as_of)}
        found.append(Chip(label, said, address(asked.query(state="all"))))
    if asked.q:
        found.append(Chip(_("里面有"), asked.q, address(asked.query(q=""))))
    found += [
        Chip(str(one.column.zh), in_words(one, asked, words), address(asked.query(without=one)))
        for one in asked.conditions
    ]
    return found


def in_words(one: Condition, asked: Asked, words: Words) -> str:
    """One condition as a clerk would say it."""
    match one.how:
        case "is":
            return _names(one, asked, words)
        case "except":
            return _("除%(names)s外的全部") % {"names": _names(one, asked, words)}
        case "between":
            return _between(one)
        case "in":
            return str(PRESETS[one.values[0]][0])
        case "within":
            return ngettext(
                "%(n)s天内结束（到%(day)s）", "%(n)s天内结束（到%(day)s）", one.values[0]
            ) % {"n": one.values[0], "day": day(asked.as_of + timedelta(days=one.values[0]))}
        case "empty":
            return _("空着的")
        case "filled":
            return _("填了的")
    return _("有“%(text)s”") % {"text": one.values[0]}


def _names(one: Condition, asked: Asked, words: Words) -> str:
    known = options(one.column, asked.ledger, words)
    return _("、").join(known[code] for code in one.values)


def _between(one: Condition) -> str:
    column, (low, high) = one.column, one.values
    if column.type == "date":
        return f"{day(low)}—{day(high)}"
    said = {
        "low": number(column, low) + str(column.unit),
        "high": number(column, high) + str(column.unit),
    }
    if high is None:
        return _("%(low)s以上") % said
    if low is None:
        return _("%(high)s以下") % said
    return _("%(low)s到%(high)s") % said
