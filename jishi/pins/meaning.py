"""What a declaration means, part by part, in words that can be told years later."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Distinct, Groups, Reaches, Share, Sum
from jishi.indicators.timing import Happened, InForce, LastFullYear, Since, UnderWay, YearToDate
from jishi.indicators.words import condition_words
from jishi.kernel.columns import Text

#: A pin is of a Chinese document: its meaning is kept in the language of that.
LANGUAGE = "zh-hans"

#: The parts of which `Indicator.version` is the hash, and what people call each.
PARTS: dict[str, Text] = {
    "fact": gettext_lazy("看哪一类记录"), "kind": gettext_lazy("取哪些"),
    "where": gettext_lazy("还要符合"), "time": gettext_lazy("算哪段时间"),
    "measure": gettext_lazy("怎么数"), "level": gettext_lazy("算到哪一级"),
    "unit": gettext_lazy("单位"), "of_whole": gettext_lazy("和整体比不比"),
}  # fmt: skip

Meaning = Mapping[str, Any]


def meaning(indicator: Indicator, as_of: date) -> dict[str, dict[str, str]]:
    """Each part as the program holds it (`exact`) and in words (`words`)."""
    with override(LANGUAGE):
        words = {
            "fact": str(indicator.source.zh),
            "kind": condition_words(indicator.source, indicator.kind, as_of) or _("全部"),
            "where": condition_words(indicator.source, indicator.where, as_of) or _("没有别的"),
            "time": _time(indicator),
            "measure": _measure(indicator, as_of),
            "level": _("只算到镇") if indicator.level == "town" else _("镇和村都算"),
            "unit": indicator.unit,
            "of_whole": _("比") if indicator.of_whole else _("不比"),
        }
    return {
        part: {"exact": repr(getattr(indicator, part)), "words": said}
        for part, said in words.items()
    }


def differences(then: Meaning, now: Meaning) -> list[str]:
    """How two meanings differ, a sentence for each part, in the page's language."""
    found = []
    for part, label in PARTS.items():
        before, after = then.get(part, {}), now.get(part, {})
        if before.get("exact") == after.get("exact"):
            continue
        was, is_now = before.get("words", ""), after.get("words", "")
        if was == is_now:
            found.append(_("%(part)s：说法没变（%(words)s），里面的算法变了。") % {
                "part": label, "words": was,
            })  # fmt: skip
        else:
            found.append(_("%(part)s：原来是“%(was)s”，现在是“%(now)s”。") % {
                "part": label, "was": was, "now": is_now,
            })  # fmt: skip
    return found


def _time(indicator: Indicator) -> str:
    columns = indicator.source.columns

    def dated(column: str) -> str:
        return str(columns.get(column, column))

    match indicator.time:
        case InForce():
            return _("截止日当天在的")
        case Happened(on=on):
            return _("到截止日为止，按%(column)s") % {"column": dated(on)}
        case UnderWay(first=first):
            return _("%(day)s以来在进行的") % {"day": first.isoformat()}
        case YearToDate(on=on):
            return _("当年1月1日到截止日，按%(column)s") % {"column": dated(on)}
        case Since(on=on, first=first):
            return _("%(day)s到截止日，按%(column)s") % {
                "day": first.isoformat(), "column": dated(on),
            }  # fmt: skip
        case LastFullYear(on=on):
            return _("截止日以前最后一个整年，按%(column)s") % {"column": dated(on)}
    raise TypeError(f"no words for {indicator.time}")


def _measure(indicator: Indicator, as_of: date) -> str:
    columns = indicator.source.columns
    match indicator.measure:
        case Count():
            return _("一条算一个")
        case Distinct(key=key):
            return _("同一%(column)s只算一次") % {"column": columns[key]}
        case Sum(column=column):
            return _("把%(column)s加起来") % {"column": columns[column]}
        case Share(key=key, part=part, reaches=reaches):
            said = _reached(reaches) if reaches else ""
            said = condition_words(indicator.source, part, as_of) if part else said
            return _("按%(column)s算比例：%(words)s") % {"column": columns[key], "words": said}
        case Groups(key=key, reaches=reaches):
            return _("数有几个%(column)s达到：%(words)s") % {
                "column": columns[key], "words": _reached(reaches),
            }  # fmt: skip
    raise TypeError(f"no words for {indicator.measure}")


def _reached(reaches: Reaches) -> str:
    among = len(reaches.total.among)
    if among:
        return _("%(n)s样都有") % {"n": among}
    return f"{reaches.total.of} {reaches.op} {reaches.times}"
