"""What stands beside the text of a paper under check: one figure against the ledger, with proof."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from jishi.access import door
from jishi.draftcheck.checking import Check
from jishi.draftcheck.counting import fits
from jishi.draftcheck.explaining import Guess, spoken
from jishi.draftcheck.models import KEEP, LATER, Paper
from jishi.draftcheck.placesaid import Places, places
from jishi.draftcheck.standing import TO_LOOK_AT, Seen, replacement
from jishi.draftcheck.telling import subject
from jishi.draftcheck.verdicts import ABSENT, AMBIGUOUS, DIFFERS, VERDICTS, Candidate
from jishi.indicators.figures import ground
from jishi.indicators.indicator import Figure, Indicator, Line
from jishi.indicators.naming import called_in, renamed
from jishi.indicators.periods import in_full
from jishi.indicators.proof import prove
from jishi.indicators.tables import BY_KEY, CHAPTERS, INDICATORS
from jishi.places import tree
from jishi.values.figures import written
from jishi.web.draftshown import MARKS, mark
from jishi.web.pages import PageRequest
from jishi.web.presenting import fingerprint, period_label, proof_of, said, shown
from jishi.web.prooflines import Table
from jishi.web.templatetags.ui import day as in_words

_SHOWN, _OTHERS = 5, 12
_MOST_RECORDS = 300  # beyond that the last few say little, and are slow to find
_DIGITS = re.compile(r"([^0-9０-９]*[0-9０-９][0-9０-９,，.．]*)(.*)", re.DOTALL)
#: What a sentence does, in front of what it counts.
_DOING = re.compile(
    r"^(?:.*[，、。；：])?(?:今年以来|截至目前|全镇|全村|先后|累计|共|已|还|又|并)*"
    r"(?:组织|召开|开展|举办|举行|发展|制定|完成|建成|建立|设立|选拔|储备|培育|新增|实施|办理|有|为"
    # 开板凳会, 办培训班; not 开放日, 办公室
    r"|(?<!召)开(?=[\u4e00-\u9fff]{1,10}会(?:议)?$)|办(?=[\u4e00-\u9fff]{1,10}[班会赛展]$))*"
)
#: Words of any share or rate: they say nothing of what it is one of.
_RATIO = re.compile(
    r"(?:所?占(?:全部|总数|总量|全镇|全村|全体|的)*(?:比[例重率]?|的?份额)?|比[例重率]|百分比|率|比|"
    r"[达到为是约共的]|达到|超过)*"
)
_PLACE = "\0"  # stands for a place's name while a phrase is cut out
_AT_PLACE = re.compile(f"[在到于]?{_PLACE}[的各]?")
LONGEST_PHRASE = 30


@dataclass(frozen=True)
class Sheet:
    """What a page of a paper is made from, looked up once."""

    request: PageRequest
    paper: Paper
    check: Check
    seen: Sequence[Seen]
    only: str
    url: Callable[..., str]  # url(figure=…, only=…): the same page with another figure beside it

    @property
    def place(self) -> str:
        """The code of the place it is checked for."""
        assert self.request.place is not None
        return str(self.request.place.code)

    @cached_property
    def around(self) -> Places:
        """The names of the places that a text from here may speak of."""
        return places(self.place, self.paper.as_of)

    def walk(self) -> list[Seen]:
        """The figures one goes through: those of the chosen verdict, else all to be looked at."""
        if self.only:
            return [one for one in self.seen if one.verdict == self.only]
        return [one for one in self.seen if one.open]

    def first(self) -> Seen | None:
        """What stands beside the text before a figure was chosen: the gravest of the walk."""
        grave = {verdict: at for at, verdict in enumerate(TO_LOOK_AT)}
        return min(self.walk(), key=lambda one: (grave.get(one.verdict, 9), one.at), default=None)

    def of(self, one: Seen | None) -> str:
        """The address of a figure's side, '' for none."""
        return self.url(figure=one.mention.start) + f"#{mark(one)}" if one else ""


def side(sheet: Sheet, one: Seen) -> dict[str, Any]:
    """All that `check/_side.html` tells of one figure."""
    form, sign = MARKS[one.verdict]
    figure = one.best.figure if one.best else None
    text = replacement(one, sheet.paper)
    return {
        "start": one.mention.start, "verdict": one.verdict,
        "word": _("已改") if one.put and not one.moved else VERDICTS[one.verdict],
        "form": form, "sign": sign, "name": name(sheet, one), "surface": one.mention.surface,
        "written": _apart(one.mention.surface), "put": one.put, "moved": one.moved,
        "kept": one.decision.reason if one.decision and one.decision.choice == KEEP else None,
        "later": one.later, "decided": one.decision is not None,
        "meant": str(figure.indicator.zh) if one.decision and one.decision.meant and figure else "",
        "choice": one.decision.choice if one.decision else "",
        "change_to": text, "open": one.open,
        "by_hand": one.verdict == DIFFERS and text is None and not one.put,
        "reason": "" if one.best and one.best is not one.checked.best else one.checked.reason,
        **_ledger(sheet, one, figure), **_around(sheet, one),
        "guesses": [_guess(sheet, guess) for guess in _guesses(sheet, one)],
        "candidates": _candidates(one), "teach": _teach(sheet, one),
        "findings": [
            finding.explanation for finding in sheet.check.findings if one.at in finding.figures
        ],
    }  # fmt: skip


def name(sheet: Sheet, one: Seen) -> str:
    """What a figure counts: the indicator's name, or the text's own words."""
    if one.best is not None:
        called = str(one.best.figure.indicator.zh)
        return _("%(name)s的增减") % {"name": called} if one.best.grown else called
    return phrase(sheet, one) or one.mention.surface


def phrase(sheet: Sheet, one: Seen) -> str:
    """The words of the text for what is counted, as they could be taught: of every place alike;
    '' where they say only that it is a share."""
    own = subject(one.checked.around)
    anywhere = _AT_PLACE.sub("", sheet.around.pattern.sub(_PLACE, own)).replace(_PLACE, "")
    found = (_DOING.sub("", anywhere) or own).strip()[:LONGEST_PHRASE]
    return "" if says_nothing(found) else found


def says_nothing(word: str) -> bool:
    """True of 占比 and the like, which any share is told by."""
    return _RATIO.fullmatch(word) is not None


def others(sheet: Sheet, chosen: Seen | None) -> dict[str, Any]:
    """What is still to be looked at besides the chosen figure: the first of it, and how much."""
    held = [one for one in sheet.seen if one.open and (chosen is None or one.at != chosen.at)]
    held.sort(key=lambda one: (one.later, TO_LOOK_AT.index(one.verdict)))
    return {
        "more": max(0, len(held) - _OTHERS),
        "rows": [
            {
                "form": MARKS[one.verdict][0], "sign": MARKS[one.verdict][1],
                "word": VERDICTS[one.verdict], "name": name(sheet, one),
                "surface": " ".join(one.mention.surface.split()), "url": sheet.of(one),
                "start": one.mention.start, "hint": _hint(sheet, one), "later": one.later,
            }
            for one in held[:_OTHERS]
        ],
    }  # fmt: skip


def findings(sheet: Sheet) -> list[dict[str, Any]]:
    """Sums of the text that cannot be, each with its figures."""
    return [
        {
            "explanation": one.explanation,
            "figures": [
                {"surface": " ".join(sheet.seen[at].mention.surface.split()),
                 "start": sheet.seen[at].mention.start,
                 "url": sheet.of(sheet.seen[at]) if sheet.seen[at].verdict
                 else f"#{mark(sheet.seen[at])}"}
                for at in one.figures
            ],
        }
        for one in sheet.check.findings
    ]  # fmt: skip


def _apart(surface: str) -> tuple[str, str]:
    """Digits large, what follows small: 20|次, 2.45|亿元; a number in characters stays whole."""
    plain = " ".join(surface.split())
    found = _DIGITS.fullmatch(plain)
    return (found[1], found[2]) if found else (plain, "")


def _ledger(sheet: Sheet, one: Seen, figure: Figure | None) -> dict[str, Any]:
    """The ledger's value, how far the draft is from it, how it is counted, and its records."""
    if figure is None or one.best is None or figure.value is None:
        return {"ledger": None}
    own = one.best.source or figure
    elsewhere = "" if figure.place == sheet.place else tree.full_name(figure.place)
    return {
        "ledger": shown(figure.value, figure.indicator.unit), "when": when(one.best),
        "where": elsewhere, "difference": _difference(one, figure),
        "definition": own.indicator.definition,
        "version": fingerprint(own.indicator.version),
        "proof_url": proof_of(own), "records": own.records,
        **_records(sheet, one, own),
    }  # fmt: skip


def when(best: Candidate) -> str:
    """The period of the ledger's value: the text's words for it, else the figure's own."""
    figure = best.figure
    own = figure.indicator.time.period(figure.as_of)
    if best.asked.period is not None and figure.period != own:
        return in_full(figure)
    if figure.as_of != best.asked.as_of:
        return _("截至%(day)s") % {"day": spoken(figure.as_of)}
    return period_label(figure)


def _difference(one: Seen, figure: Figure) -> str:
    """少2, 多9万元; '' where they agree, or the text names no one value."""
    value = one.mention.value
    if value is None or figure.value is None or one.verdict != DIFFERS or one.mention.universal:
        return ""
    if one.mention.unit == "番":
        return ""  # two 番 are three times more, and no unit is common to both
    off = value - Fraction(figure.value)
    if not off:
        return ""  # the amount is right and its direction wrong: the reason says so
    unit = figure.indicator.unit if figure.indicator.unit in ("元", "%") else ""
    amount = written(abs(off), unit) if unit != "%" else said(abs(off), unit)
    amount = amount.replace("%", _("个百分点"))
    more = {"amount": amount}
    return _("多%(amount)s") % more if off > 0 else _("少%(amount)s") % more


def _records(sheet: Sheet, one: Seen, figure: Figure) -> dict[str, Any]:
    """The records that came or went since the day the draft's number is of, else the last few.

    Of a figure of very many records (households) the proof page alone shows them.
    """
    by = sheet.request.actor
    moved = next((g for g in _guesses(sheet, one) if g.kind == "day" and g.figure), None)
    if moved is None and figure.records > _MOST_RECORDS:
        return {"moved_title": "", "lines": []}
    proof = prove(figure.indicator, ground(figure.place, figure.as_of, by), period=figure.period)
    table = Table(figure, by)
    if moved is not None and moved.figure is not None:
        then = moved.figure
        before = prove(then.indicator, ground(then.place, then.as_of, by), period=then.period)
        old, new = {line.id for line in before.records}, {line.id for line in proof.records}
        came = [line for line in proof.records if line.id not in old]
        left = [line for line in before.records if line.id not in new]
        title = _("%(day)s以后多出来的%(n)s条")
        lines = came
        if not came and left:
            title, lines = _("%(day)s以后不再算的%(n)s条"), left
        if lines:
            title %= {"day": spoken(then.as_of), "n": len(lines)}
            return {"moved_title": title, "lines": _lines(lines, table)}
    return {"moved_title": _("最近的几条"), "lines": _lines(proof.records, table)}


def _lines(lines: Sequence[Line], table: Table) -> list[dict[str, Any]]:
    last = sorted(lines, key=lambda line: str(line.on or ""), reverse=True)[:_SHOWN]
    return [
        {"number": line.number, "url": table.url(line), "on": in_words(line.on),
         "title": line.title}
        for line in last
    ]  # fmt: skip


def _around(sheet: Sheet, one: Seen) -> dict[str, Any]:
    """Which of how many it is on the way through, and its neighbours there."""
    walk = sheet.walk()
    before = [other for other in walk if other.at < one.at]
    after = [other for other in walk if other.at > one.at]
    inside = any(other.at == one.at for other in walk)
    return {
        "nth": len(before) + 1 if inside else 0, "of": len(walk),
        "prev_url": sheet.of(before[-1] if before else None),
        "next_url": sheet.of(after[0] if after else None),
        "close_url": sheet.url(figure=None) + f"#{mark(one)}",
    }  # fmt: skip


def _guesses(sheet: Sheet, one: Seen) -> Sequence[Guess]:
    """Why it may differ; the check's guesses are about the check's own match."""
    if one.verdict != DIFFERS or one.best is not one.checked.best:
        return ()
    return sheet.check.guesses.get(one.at, ())


def _guess(sheet: Sheet, guess: Guess) -> dict[str, Any]:
    del sheet
    return {"words": guess.words, "url": proof_of(guess.figure) if guess.figure else ""}


def _candidates(one: Seen) -> list[dict[str, Any]]:
    """What the words may mean, where they mean more than one thing."""
    if one.checked.best is not None or one.checked.verdict != AMBIGUOUS or _settled(one):
        return []
    return [
        {
            "key": found.figure.key, "name": found.figure.indicator.zh,
            "value": said(found.figure.value, found.figure.indicator.unit),
            "url": proof_of(found.figure), "form": MARKS[found.verdict][0],
            "sign": MARKS[found.verdict][1], "word": VERDICTS[found.verdict],
            "current": one.best is not None and one.best.figure.key == found.figure.key,
        }
        for found in one.checked.candidates
    ]  # fmt: skip


def _settled(one: Seen) -> bool:
    return one.decision is not None and one.decision.choice not in ("", LATER)


def _teach(sheet: Sheet, one: Seen) -> dict[str, Any] | None:
    """What the words could be taught to mean: the indicators that count in the same unit."""
    if one.checked.verdict not in (AMBIGUOUS, ABSENT) or _settled(one):
        return None
    if one.checked.best is not None:  # matched, but of no value here, or of a doubtful wording
        return None
    fitting = [indicator for indicator in _own(sheet) if fits(indicator, one.mention.unit)]
    if not fitting:
        return None
    return {
        "phrase": phrase(sheet, one), "most": LONGEST_PHRASE,
        "may": door.reaches(sheet.request.actor, "figure_names.write", sheet.place),
        "chapters": [
            {"label": label, "figures": [i for i in fitting if i.chapter == chapter]}
            for chapter, label in CHAPTERS.items()
            if any(i.chapter == chapter for i in fitting)
        ],
    }  # fmt: skip


def _own(sheet: Sheet) -> list[Indicator]:
    called = called_in(sheet.place)
    return [renamed(BY_KEY[one.key], called) for one in INDICATORS]


def _hint(sheet: Sheet, one: Seen) -> str:
    """One line about a figure in the list of what is still to be looked at."""
    if one.verdict == AMBIGUOUS and one.best is None and len(one.checked.candidates) > 1:
        first, second = one.checked.candidates[:2]
        return _("是“%(one)s”%(a)s，还是“%(two)s”%(b)s？") % {
            "one": first.figure.indicator.zh, "two": second.figure.indicator.zh,
            "a": said(first.figure.value, first.figure.indicator.unit),
            "b": said(second.figure.value, second.figure.indicator.unit),
        }  # fmt: skip
    if one.verdict != DIFFERS or one.best is None:
        return str(one.checked.reason)
    ledger = said(one.best.figure.value, one.best.figure.indicator.unit)
    why = next((str(guess.words) for guess in _guesses(sheet, one)), "")
    return _("台账是%(ledger)s。") % {"ledger": ledger} + why
