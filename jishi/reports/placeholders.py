"""What may stand between double braces, read into data. The whole language:

{{ 党委会 }}            a figure, by any of its names
{{ 党委会@上月 }}       the same of another period (`whens`)
{{ 地名 }} {{ 村名 }}   a word of the report, the village's name
{{ 每村 }} {{ 每村完 }}  what stands between is said for each village
{{ 若 党委会 }} {{ 若 无 党委会 }} {{ 若 党委会 >= 3 }} {{ 若完 }}  only where that holds

Anything else is refused with the nearest name (docs/decisions/0010, 0024).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from jishi.reports import whens
from jishi.reports.parts import CONTEXT, VILLAGE, VILLAGE_WORD, Condition, taken_apart
from jishi.reports.report import Segment

EACH, END_EACH, IF, END_IF = "每村", "每村完", "若", "若完"
OPENS = {EACH: END_EACH, IF: END_IF}
CLOSES = {END_EACH: EACH, END_IF: IF}
_NONE = "无"

_OPERATORS = {
    ">=": ">=", "≥": ">=", "不少于": ">=", "<=": "<=", "≤": "<=", "不超过": "<=",
    "<>": "!=", "!=": "!=", "≠": "!=", "不等于": "!=", ">": ">", "大于": ">", "多于": ">",
    "<": "<", "小于": "<", "少于": "<", "=": "=", "等于": "=",
}  # fmt: skip
_COMPARED = re.compile(
    r"(.+?)(" + "|".join(re.escape(one) for one in _OPERATORS) + r")"
    r"(\d{1,15}(?:\.\d{1,6})?)([万亿]?)([^\d\s.]{0,4})"
)
#: 党委会 >= 三
_IN_CHARACTERS = re.compile(
    r"(.+?)(?:" + "|".join(re.escape(one) for one in _OPERATORS) + r")"
    r"([〇零一二两三四五六七八九十百千]+)[万亿]?[^\d\s.]{0,4}"
)
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_LONGEST_SHOWN = 40
_NAMED = 3  # names offered where several could be meant


class Unread(Exception):
    """What stands between the braces is nothing of the language; the message says how to mend it,
    and begins where a place (第3段) may be put before it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning or end of what is repeated or conditional, as it was typed."""

    kind: str
    typed: str
    condition: Condition | None = None


def folded(word: str) -> str:
    """A word as names are compared: without spaces, full-width as half-width, small letters."""
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()


class Vocabulary:
    """The names by which figures may be asked for.

    `names` gives further words for keys (Chinese name or alias → key, or keys where a word could
    mean several); what is not a key given is left out. `units` are the figures' units.
    """

    def __init__(
        self,
        keys: Collection[str],
        names: Mapping[str, str | Collection[str]] | None = None,
        *,
        units: Mapping[str, str] | None = None,
        town_only: Collection[str] = (),
    ) -> None:
        self._meant: dict[str, set[str]] = {}
        self._shown: dict[str, str] = {}
        self.units, self.town_only = dict(units or {}), frozenset(town_only)
        known = set(keys)
        for word, key in (names or {}).items():
            for one in (key,) if isinstance(key, str) else key:
                if one in known:
                    self._learn(word, one)
        for key in keys:
            self._learn(key, key)
        for key, word in (*CONTEXT.items(), (VILLAGE, VILLAGE_WORD)):
            self._learn(word, key)
            self._learn(key, key)
        self._chosen: dict[str, str] = {}
        for word, held in self._meant.items():
            for key in held:
                if len(held) == 1 and not self._shown[word].isascii():
                    self._chosen.setdefault(key, self._shown[word])

    def __contains__(self, word: str) -> bool:
        return folded(word) in self._meant

    def called(self, key: str) -> str:
        """The Chinese name to write for a key, where there is one that means it alone."""
        return self._chosen.get(key, key)

    def key(self, word: str) -> str:
        """The key a word means. Raises Unread for none or several."""
        found = self._meant.get(folded(word), set())
        if len(found) == 1:
            return next(iter(found))
        shown = {"word": word[:_LONGEST_SHOWN]}
        if found:
            named = _or(self.called(one) for one in sorted(found))
            raise Unread(
                _("“%(word)s”可以是%(names)s，请写明是哪一个。") % {**shown, "names": named}
            )
        near = self._near(folded(word))
        if len(near) > 1:
            raise Unread(
                _("没有名为“%(word)s”的指标，是%(names)s？") % {**shown, "names": _or(near)}
            )
        if near:
            raise Unread(
                _("没有名为“%(word)s”的指标，是不是“%(near)s”？") % {**shown, "near": near[0]}
            )
        raise Unread(_("没有名为“%(word)s”的指标。") % shown)

    def _learn(self, word: str, key: str) -> None:
        plain = folded(word)
        self._meant.setdefault(plain, set()).add(key)
        self._shown.setdefault(plain, word)

    def _near(self, word: str) -> list[str]:
        if len(word) > 1:
            holding = [one for one in self._meant if word in one]
            means = {key for one in holding for key in self._meant[one]}
            if len(means) == 1:
                return [self._shown[holding[0]]]
            if means:
                return [self._shown[one] for one in holding][:_NAMED]
        close = difflib.get_close_matches(word, self._meant, n=1)
        return [self._shown[one] for one in close]


def read(text: str, words: Vocabulary) -> Segment | Mark:
    """What stands between two pairs of braces. Raises Unread."""
    typed = text.strip()
    plain = unicodedata.normalize("NFKC", typed).strip()
    if plain in (EACH, END_EACH, END_IF):
        return Mark(plain, typed)
    if plain.startswith(IF) and plain not in words:
        said = plain.removeprefix(IF).strip()
        if not said:
            raise Unread(_("“若”后面要写一个指标，如：{{ 若 党委会 }}。"))
        return Mark(IF, typed, _condition(said, words))
    return Segment("", _reference(plain, typed, words))


def _reference(plain: str, typed: str, words: Vocabulary) -> str:
    name, at, when = plain.partition("@")
    key = words.key(name.strip() if at else typed)
    if not at:
        return key
    if key in CONTEXT or key == VILLAGE:
        raise Unread(_("“%(word)s”不是数，后面不能写“@”。") % {"word": name.strip()})
    code = whens.read("".join(when.split()))
    if code is None:
        raise Unread(
            _("“@”后面的“%(when)s”看不懂，可以写%(known)s、2023年以来，或者一个日期。")
            % {
                "when": when.strip()[:_LONGEST_SHOWN],
                "known": "、".join((*whens.WHENS, whens.OWN_WORD)),
            }
        )
    return f"{key}@{code}"


def _condition(said: str, words: Vocabulary) -> Condition:
    if said in words:
        return Condition(_figure(said, words))
    if said.startswith(_NONE):
        return Condition(_figure(said.removeprefix(_NONE), words), negated=True)
    compared = _COMPARED.fullmatch("".join(said.split()))
    if not compared and _IN_CHARACTERS.fullmatch("".join(said.split())):
        raise Unread(_("要比的数请用阿拉伯数字，如：{{ 若 党委会 >= 3 }}。"))
    if not compared:
        return Condition(_figure(said, words))
    name, operator, number, times, unit = compared.groups()
    ref = _figure(name, words)
    wanted = words.units.get(taken_apart(ref)[0], "")
    if unit and wanted and unit != wanted:
        raise Unread(
            _("“%(word)s”的单位是%(unit)s，不是%(typed)s。")
            % {"word": name, "unit": wanted, "typed": unit}
        )
    return Condition(ref, False, _OPERATORS[operator], Fraction(number) * _TIMES[times])


def _figure(name: str, words: Vocabulary) -> str:
    ref = _reference(name.strip(), name.strip(), words)
    if ref in CONTEXT or ref == VILLAGE:
        raise Unread(_("“%(word)s”不是数，不能用来作条件。") % {"word": name.strip()})
    return ref


def _or(names: Iterable[str]) -> str:
    return "还是".join(f"“{name}”" for name in names)
