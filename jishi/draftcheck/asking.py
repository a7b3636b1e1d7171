"""Where and when a number may be meant 何地何时: what its sentence says, else what stands before.

Each reading is a place with a day and a period; the first is what the text says first. A number
under 二是 takes no place from what stands under 一是.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from jishi.draftcheck.growing import COMPARED
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import UNKNOWN, YEAR_BEHIND, Said, clauses, periods, with_its_month
from jishi.draftcheck.verdicts import Asked
from jishi.indicators.indicator import Indicator
from jishi.indicators.timing import Happened, InForce, LastFullYear, UnderWay
from jishi.values.period import year_to_date, years_before

#: 比去年同期多3次，…: a comparison ends with its number; what is told after is of now.
_COMPARED_AND_TOLD = re.compile(
    f"(?:{COMPARED.pattern})[^，,。；;]{{0,8}}?[0-9〇零一二两三四五六七八九十百千](?![0-9]{{0,3}}[年月日])"
)
#: 与上年同期相比，…: what is told after is of now.
_SET_BESIDE = re.compile(
    r"[与和同跟](?:上年|去年|上一年|20\d\d年)(?:的?同期|全年|年?[底末]|[上下]半年|第?[一二三四]季度)?(?:相?比较?|基本持平|大体持平|持平|相当|一样|一致)"
)
#: 示范岗24个（去年底23个）、责任区70个: what was said in brackets ends with them.
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
#: 从上年9月底的56人精简到53人: what a number came from is told of its time alone.
_CAME_FROM = re.compile(
    r"[由从][^，,。；;由从]{1,14}?的?[0-9〇零一二两三四五六七八九十百千][^，,。；;]{0,10}?[到至为成]"
)
#: ，上年末为8人，: a clause that only sets a number beside another.
_ASIDE = re.compile(
    r"(?:比?(?:上年|去年|上一年)(?:同期|同月|全年|年?[底末]|这个?时候)的?)"
    r"[是为有只才仅]{0,2}[0-9〇零一二两三四五六七八九十百千][^，,。；;\u4e00-\u9fff]*[\u4e00-\u9fff%]{0,2}"
)
#: 最高的上庄村170.23万元，: a clause that picks one of several out.
_MOST_OF_ALL = re.compile(r"最[多少高低大小好快][^，,。；;]{0,12}[0-9][^，,。；;]*[，,]")
#: What is only looked back at is no time that the next sentence is of.
_THE_YEAR_BEFORE = re.compile(r"(?:去年|上年|上一年)(?!$|全年|度)")
#: 有7次是三季度开的: the time stands behind the number.
_TIME_BEHIND = re.compile(
    r"(?:都|全)?(?:是|发生|集中|安排)?在?(?=\d|[一二三四上下]|去年|上年|今年|第)(?<=[是在])"
)
_WRITTEN = re.compile(r"[（(]?(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?[）)]?")
_THIS_YEAR = re.compile("今年|本年|年内|年初")
_SOON = 12
_ALL_YEAR = re.compile(r"全年|一年(?:下来|来|间)|这一年")
#: 其中四季度204条，…: a part of the time told is that of its own clause.
_PART = re.compile(r"^(?:其中|当中|这?里面)")
_SUMMED = re.compile(r"[，,、；;]?(?:合计|共计|总计|一共|总共|共)[计有是为达到]{0,2}")
#: 年初是9支 is what the year began with; 年初制定计划 is done in it.
_BEGUN = re.compile(r"年初(?=[时还只仅才]?(?:[是为有]|只有|仅有)$)|(?<=[比较])年初(?=的?$)")
#: Open words that sum up over the period said before them.
_LEANING = frozenset({"累计", "先后"})
#: 一是, 第二，, （三）: a new subject begins within a paragraph.
_ITEM = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、]|[（(][一二三四五六七八九十][)）]"
)


class Asking:
    """Reads for the numbers of one draft where and when each may be meant."""

    def __init__(self, place: str, as_of: date, places: Places) -> None:
        self.place, self.as_of, self.places = place, as_of, places
        # A sentence is read once, though each number after it asks again.
        self._said: dict[str, list[Said]] = {}
        self._now: dict[str, list[Said]] = {}
        self._placed: dict[tuple[tuple[str, ...], ...], str | None] = {}

    def readings(self, around: Around) -> list[Asked]:
        """Where and when the number may be meant, what the text says first."""
        if ")" in around.whole_lead or "）" in around.whole_lead:
            around = replace(
                around, lead=_IN_BRACKETS.sub("", around.lead),
                whole_lead=_IN_BRACKETS.sub("", around.whole_lead),
            )  # fmt: skip
        if (bare := self.places.left_bare(around.lead)) is not None:
            # 上庄170.23万元: of the village or of the town
            return [*self._readings_at(bare, around), *self._readings_at(self.place, around)]
        named = self.places.named(around.whole_lead)
        own = named or self.places.labelled(around.line)
        if own is None:
            own = self._place_before(around)
            places = list(dict.fromkeys(filter(None, (own, self.place))))
            return [asked for place in places for asked in self._readings_at(place, around)]
        found = self._readings_at(own, around)
        here = self.places.named(around.lead)
        if named and _MOST_OF_ALL.search(around.lead):
            # 最低的五联村33.62万元，4个村…: the one picked out may end with its number.
            found += [replace(one, place=self.place) for one in found]
        if named and not here and around.whole_lead.endswith(around.lead):
            # It stands before a semicolon, over which a place may go on, or at which it may end.
            found += [replace(one, place=self.place) for one in found]
        return found

    def periods(self, text: str) -> list[Said]:
        """The periods that a stretch of text says, in its order."""
        if text not in self._said:
            self._said[text] = periods(text, self.as_of)
        return self._said[text]

    def _of_now(self, clause: str) -> list[Said]:
        """The periods of a clause that are no comparison: each is looked at once."""
        if clause not in self._now:
            bare = _SET_BESIDE.sub("", _COMPARED_AND_TOLD.sub("", clause))
            bare = _CAME_FROM.sub("", bare)
            self._now[clause] = periods(bare, self.as_of)
        return self._now[clause]

    def _place_before(self, around: Around) -> str | None:
        """The place named by the sentences before in the paragraph, or by the heading above."""
        said = around.past, around.headings, (around.whole_lead[:2],)
        if said not in self._placed:
            past = _of_its_item(around.past, around.whole_lead)
            speaks = next(filter(self.places.goes_on, reversed(past)), "")
            section = self.places.of_section(around.headings)
            self._placed[said] = self.places.subject(speaks) or section
        return self._placed[said]

    def _readings_at(self, place: str, around: Around) -> list[Asked]:
        day = self.as_of
        if (of := YEAR_BEHIND.match(around.ahead)) and (of_year := self.periods(of["time"])):
            return self._as_of_last_year(place, of_year[0])
        if _behind(around.ahead) and (later := self.periods(around.ahead[:_SOON])):
            return [_asked(place, day, later[0])]
        *before, last_clause = clauses(around.lead)
        behind = (clause for clause in before if not _ASIDE.fullmatch(clause))
        told = (*behind, _BEGUN.sub("上年末", last_clause))
        here = [one for clause in told for one in self._of_now(clause)]
        said = with_its_month([*self._months_before(around, here), *here])[-len(here) :]
        if here:
            said = self._without_parts(told, said)
            bound = [one for one in said if one.period is not None or one.unsure][-1:]
            last = said[-1]
            if not bound or bound == [last]:
                # 一季度16次，二季度18次，共34次: of more than the last of them.
                summed = [Asked(place, day)] if _SUMMED.fullmatch(around.between) else []
                return [*self._as_of_last_year(place, last), *summed]
            # An open word leans on the period said before it, or on none.
            # 8月以来新增144条，累计1690条: with a number between, it is told of all.
            apart = last.words in around.between and bound[0].words not in around.between
            leaning = last.words in _LEANING and not apart
            return [*_each_asked(place, day, bound[0]),
                    replace(_asked(place, day, last), leaning=leaning)]  # fmt: skip
        above = self._carried(line for line in around.headings if not self._dated(line))
        carried = [*self._carried(around.past), *above]
        if carried and carried[0].unsure == UNKNOWN:
            return _each_asked(place, day, carried[0])
        if _ALL_YEAR.search(around.lead):
            carried = [Said("全年", year_to_date(day)), *carried]
        asked = [_asked(place, day, one) for one in carried if one.period is not None]
        # 三季度工作简报: what names no time is first of the time that its heading names.
        headed = asked and above and carried[0] is above[0] and not above[0].point
        headed = headed and _begun(asked[0], day)
        own = [*asked, Asked(place, day)] if headed else [Asked(place, day), *asked]
        return list(dict.fromkeys(own))

    def _as_of_last_year(self, place: str, said: Said) -> list[Asked]:
        """What was said last; 去年26件 may be told of as much of the year as this one has had."""
        asked = _each_asked(place, self.as_of, said)
        if said.words in ("去年", "上年") and not said.point:
            day = years_before(self.as_of, 1)
            asked.append(Asked(place, self.as_of, year_to_date(day), said.words))
        return asked

    def _months_before(self, around: Around, here: Sequence[Said]) -> list[Said]:
        """What was said before of the time, where 当月 here may lean on it."""
        if not any(one.words.startswith("当") for one in here):
            return []
        before = (*around.headings, *around.past)
        return [one for text in before for one in self._now_in(text)]

    def _without_parts(self, told: Sequence[str], said: list[Said]) -> list[Said]:
        """What is said of the time up to a number, without what 其中 said in a clause before."""
        parts = [one.words for clause in told[:-1] if _PART.match(clause)
                 for one in self._of_now(clause)]  # fmt: skip
        whole = [one for one in said if one.words not in parts]
        return whole or said

    def _now_in(self, sentence: str) -> list[Said]:
        return [one for clause in clauses(sentence) for one in self._of_now(clause)]

    def _dated(self, line: str) -> bool:
        """True of a line that tells a day, or nothing but a month: （2024年9月） under a title says
        when it was written, and not what its figures are of."""
        if _WRITTEN.fullmatch(line):
            return True
        said = self._now_in(line)
        days = (
            one.period is None or (one.period.start == one.period.end and not one.point)
            for one in said
        )
        return bool(said) and all(days)

    def _carried(self, past: Iterable[str]) -> list[Said]:
        """The times of the last sentence that says one, the last of them first."""
        for sentence in reversed(tuple(past)):
            if said := with_its_month(self._now_in(sentence)):
                now = [one for one in said if not _THE_YEAR_BEFORE.match(one.words)]
                return (now or said)[::-1]
        return []


def _begun(asked: Asked, day: date) -> bool:
    period = asked.period
    return period is not None and (period.start is None or period.start <= day)


def _behind(ahead: str) -> bool:
    """True of 是三季度开的, and not of 是去年的1.2倍."""
    return bool(_TIME_BEHIND.match(ahead)) and "倍" not in ahead and "的比" not in ahead


def _of_its_item(past: Sequence[str], sentence: str) -> Sequence[str]:
    """Of the sentences before: those of the same item (二是), and those before the first of all."""
    items = [at for at, one in enumerate(past) if _ITEM.match(one)]
    if not items:
        return past
    begins = len(past) if _ITEM.match(sentence) else items[-1]
    return (*past[: items[0]], *past[begins:])


def _each_asked(place: str, day: date, said: Said) -> list[Asked]:
    """One reading for each period that the words may mean."""
    asked = _asked(place, day, said)
    return [replace(asked, period=period) for period in said.periods] or [asked]


def _asked(place: str, day: date, said: Said) -> Asked:
    if said.period is None or said.unsure:
        return Asked(place, day, said.period, said.words, unsure=said.unsure)
    if said.point:
        return Asked(place, said.period.end, words=said.words)
    period = said.period
    if period.end > day and (period.start is None or period.start <= day):
        period = replace(period, end=day)  # 下半年 is as much of it as there has been
    return Asked(place, day, period, said.words)


def bearing_on(indicator: Indicator, readings: Sequence[Asked]) -> list[Asked]:
    """The readings as they bear on an indicator: a state in a past period is one at its end."""
    found: list[Asked] = []
    for asked in readings:
        if asked.period is not None and isinstance(indicator.time, InForce):
            ended = min(asked.period.end, asked.as_of)
            found.append(Asked(asked.place, asked.as_of, words=asked.words))
            found.append(Asked(asked.place, ended, words=asked.words))
        elif asked.leaning and not isinstance(indicator.time, Happened | InForce):
            continue  # 2022年累计开展7次 is of 2022
        else:
            if asked.period is not None and isinstance(indicator.time, Happened):
                # 上年同期谋划项目14个 is what had come together by then, whenever it began.
                found.append(
                    Asked(asked.place, min(asked.period.end, asked.as_of), None, asked.words)
                )
            found.append(asked)
            if isinstance(indicator.time, UnderWay) and _THIS_YEAR.match(asked.words):
                # 今年以来实施双基项目6个: of all that the programme has had under way, as a rule.
                found.append(replace(asked, period=None))
            if asked.words and asked.period is None and isinstance(indicator.time, LastFullYear):
                # 截至9月底…收入已达476万元 may be of this year, though the figure is of the last.
                found.append(replace(asked, period=year_to_date(asked.as_of)))
            if asked.period is not None and asked.period.end < asked.as_of:
                # 上半年…调解成功17件 may be told as it stood then.
                found.append(replace(asked, as_of=asked.period.end))
    return list(dict.fromkeys(found))
