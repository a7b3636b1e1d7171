"""The writer: from the values of a town and its villages to a draft as an office would write it."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from tests.draftcheck import chatter, dressing, phrases
from tests.draftcheck.altering import alter
from tests.draftcheck.draft import Draft, Figure, Said, compose
from tests.draftcheck.dressing import Dress
from tests.draftcheck.numerals import Spoken
from tests.draftcheck.periods import Speech, opener, span_of
from tests.draftcheck.writing import Hand, drawn_hand, wordings

__all__ = ["Draft", "Said", "alter", "some_day", "write"]

Values = Mapping[str, Mapping[str, Fraction | None]]
#: place → (indicator, period such as "year:2022") → value.
Others = Mapping[str, Mapping[tuple[str, str], Fraction]]
Pieces = list[str | Figure]
SLOT = re.compile(r"\{(\w+)([-!^~=]?)\}")
CHAPTER_OF = {key: chapter for chapter, keys in phrases.CHAPTERS.items() for key in keys}
PERIOD_OF = {
    key: period
    for period, clauses in phrases.CLAUSES.items()
    for clause in clauses
    for key, _ in SLOT.findall(clause)
    if key != "villages" or period == "as_of"
}


@cache
def slots(phrase: str) -> tuple[tuple[str, str], ...]:
    """The figures a phrase names, each with its mark."""
    return tuple((key, mark) for key, mark in SLOT.findall(phrase))


def _phrases() -> dict[str, list[tuple[str, str]]]:
    """Of each figure, the phrases that name it and mainly speak of its subject."""
    found: dict[str, list[tuple[str, str]]] = {}
    for period, clauses in phrases.CLAUSES.items():
        for clause in clauses:
            for key, _ in slots(clause):
                subjects = {CHAPTER_OF[one] for one, _ in slots(clause)}
                if key != "villages" or subjects == {CHAPTER_OF[key]}:
                    found.setdefault(key, []).append((period, clause))
    return found


#: key → (period, phrase).
PHRASES = _phrases()


def write(
    rng: random.Random,
    values: Values,
    names: Mapping[str, str],
    as_of: date,
    *,
    others: Others | None = None,
    dress: Dress | None = None,
) -> Draft:
    """Draw a draft about the town (the shortest code) and some of its villages.

    Every figure in it is true. A value that is None is left out. `names` gives each place's name
    as it is written (余川村); `as_of` must lie after 2023, since 2023年以来 has to differ from
    今年以来. Raises ValueError otherwise.
    """
    if as_of.year < 2024:
        raise ValueError(f"no draft before 2024: {as_of}")
    writer = _Writer(rng, values, names, as_of, others or {})
    pieces = tuple(writer.draft())
    return compose(pieces, writer.town, as_of, dress or dressing.drawn(rng))


class _Writer:
    """One draft in the making: what has been said already, in whose hand."""

    def __init__(
        self, rng: random.Random, values: Values, names: Mapping[str, str], as_of: date,
        others: Others,
    ) -> None:  # fmt: skip
        self.rng, self.values, self.names, self.as_of = rng, values, names, as_of
        self.others = others
        self.town = min(values, key=len)
        self.villages = [code for code in values if code != self.town]
        self.hand: Hand = drawn_hand(rng)
        self.said: set[tuple[str, str]] = set()
        self.traps = {
            chapter: rng.sample(traps, k=len(traps)) for chapter, traps in chatter.TRAPS.items()
        }

    # The whole

    def draft(self) -> Pieces:
        """Title, opening, sections in drawn order, villages, closing."""
        rng = self.rng
        name = {"town": self.names[self.town]}
        span = rng.choice(("", span_of(self.as_of)))
        day = f"{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日"
        pieces: Pieces = [rng.choice(chatter.TITLES).format(span=span, **name), "\n"]
        pieces += [rng.choice(chatter.DATELINES).format(date=day, **name), "\n"]
        pieces += self._line(rng.choice(chatter.OPENINGS).format(**name))
        sections = self._sections()
        numbered = len(sections) > 1 and rng.random() < 0.7
        alone = rng.random() < 0.6
        for number, (heading, paragraphs) in enumerate(sections):
            lead = f"{'一二三四五六'[number]}、" if numbered else ""
            pieces += [f"　　{lead}{heading}{'' if alone else '。'}"]
            marks = self._marks(len(paragraphs))
            for at, paragraph in enumerate(paragraphs):
                pieces += [] if at == 0 and not alone else ["\n　　"]
                pieces += [marks[at], *paragraph]
            pieces += ["\n"]
        pieces += self._line(rng.choice(chatter.CLOSINGS).format(**name))
        return pieces

    @staticmethod
    def _line(text: str) -> Pieces:
        return [f"　　{text}\n"] if text else []

    def _marks(self, of: int) -> list[str]:
        """（一）, 1. or nothing before the paragraphs of a section."""
        if of < 2 or self.rng.random() < 0.4:
            return [""] * of
        if self.rng.random() < 0.5:
            return [f"（{'一二三四五六七'[at]}）" for at in range(of)]
        return [f"{at + 1}." for at in range(of)]

    def _sections(self) -> list[tuple[str, list[Pieces]]]:
        rng = self.rng
        held = self._held(self.town)
        chosen = rng.sample(held, k=min(len(held), rng.randint(6, 30)))
        chapters = rng.sample(list(phrases.CHAPTERS), k=len(phrases.CHAPTERS))
        sections = []
        for chapter in chapters:
            keys = [key for key in chosen if CHAPTER_OF[key] == chapter]
            half = rng.randint(1, len(keys)) if len(keys) > 3 and rng.random() < 0.4 else len(keys)
            told = [self._paragraph(chapter, part) for part in (keys[:half], keys[half:])]
            if any(told):
                heading = rng.choice(chatter.HEADINGS[chapter])
                sections.append((heading, [one for one in told if one]))
        if self.villages and rng.random() < 0.5:
            told = rng.sample(self.villages, k=min(len(self.villages), rng.randint(1, 4)))
            paragraphs = [one for place in told if (one := self._village(place))]
            if paragraphs:
                sections.append((rng.choice(chatter.VILLAGE_HEADINGS), paragraphs))
        return sections

    def _held(self, place: str) -> list[str]:
        """What can be told of a place; zeros now and then."""
        return [
            key
            for key, value in self.values[place].items()
            if value is not None and key in PERIOD_OF and (value or self.rng.random() < 0.3)
            if place == self.town or key not in phrases.TOWN_ONLY
        ]

    # Paragraphs

    def _paragraph(self, chapter: str, keys: list[str]) -> Pieces:
        rng = self.rng
        speech = Speech(self.as_of)
        sentences = [one for one in self._sentences(self.town, keys, speech) if one]
        if not sentences:
            return []
        traps = [self.traps[chapter].pop() for _ in range(rng.randint(0, 3)) if self.traps[chapter]]
        # What is told of a village comes last: after it, 全镇 would have to be said again.
        for trap in traps:
            sentences.insert(rng.randint(0, len(sentences)), [trap])
        sentences += self._breakdown(chapter)
        return [piece for sentence in sentences for piece in sentence]

    def _village(self, place: str) -> Pieces:
        rng = self.rng
        held = self._held(place)
        keys = rng.sample(held, k=min(len(held), rng.randint(1, 6)))
        sentences = self._sentences(place, keys, Speech(self.as_of))
        return [piece for sentence in sentences for piece in sentence]

    def _breakdown(self, chapter: str) -> list[Pieces]:
        """A town's figure of another year, or 其中: the same figure of villages."""
        rng = self.rng
        others = self.others.get(self.town, {})
        old = [one for one in others if (self.town, str(one)) not in self.said]
        old = [one for one in old if CHAPTER_OF[one[0]] == chapter]
        if old and rng.random() < 0.3:
            return [self._other_year(rng.choice(old))]
        keys = [
            key for key in sorted(phrases.BROKEN_DOWN)
            if CHAPTER_OF[key] == chapter and (self.town, key) not in self.said
            and self.values[self.town].get(key)
        ]  # fmt: skip
        if not keys or rng.random() < 0.5:
            return []
        return [self._among(rng.choice(keys))]

    def _among(self, key: str) -> Pieces:
        rng = self.rng
        ways = [
            one for one in PHRASES[key]
            if len(slots(one[1])) == 1 and one[1].startswith("@") and not slots(one[1])[0][1]
        ]  # fmt: skip
        period, phrase = rng.choice(ways)
        whole = self._figures(self.town, phrase.removeprefix("@").replace("}", "!}"), period)
        held = [one for one in self.villages if self.values[one].get(key)]
        places = rng.sample(held, k=min(len(held), rng.randint(1, 3)))
        lead = opener(period, self.as_of, rng, plain=True)
        told: Pieces = [f"{lead}，全镇" if lead else "全镇", *whole]
        digits = next(one.spoken for one in whole if isinstance(one, Figure))
        for at, place in enumerate(places):
            value = self.values[place][key]
            assert value is not None
            spoken = Spoken(Decimal(int(value)), digits.unit, hand=digits.hand)
            told += ["，其中" if at == 0 else "、", self.names[place]]
            told += [self._figure(place, key, period, spoken)]
        return [*told, "。"]

    def _other_year(self, which: tuple[str, str]) -> Pieces:
        key, period = which
        self.said.add((self.town, str(which)))
        ways = [one for _, one in PHRASES[key] if "已" not in one and "-" not in one]
        ways = [one for one in ways if len(slots(one)) == 1]
        phrase = self.rng.choice(ways).removeprefix("@")
        value = self.others[self.town][which]
        year = period.removeprefix("year:")
        spoken = wordings(key, value, "!", self.hand, self.rng)
        before, after = SLOT.sub("{}", phrase).split("{}")
        figure = Figure(spoken, key, self.town, period, value)
        return [f"{year}年{self.rng.choice(('全年', '度', ''))}，{before}", figure, f"{after}。"]

    # Sentences

    def _sentences(self, place: str, keys: list[str], speech: Speech) -> list[Pieces]:
        """Sentences that between them tell the figures, each with figures of one period."""
        told: list[tuple[str, list[str]]] = []
        for key in keys:
            if (place, key) in self.said:
                continue
            found = self._phrase(place, key)
            if found is None:
                continue
            period, phrase = found
            self.said |= {(place, one) for one, _ in slots(phrase)}
            joined = [
                one for one in told
                if one[0] == period and len(one[1]) < 3
                and not any(phrase[:3] == said[:3] for said in one[1])
            ]  # fmt: skip
            if joined and self.rng.random() < 0.6:
                self.rng.choice(joined)[1].append(phrase)
            else:
                told.append((period, [phrase]))
        return [self._sentence(place, period, said, speech) for period, said in told]

    def _phrase(self, place: str, key: str) -> tuple[str, str] | None:
        """A phrase that names the figure and otherwise only what is known and not yet said."""
        ways = [one for one in PHRASES[key] if self._fits(place, one[1])]
        listed = self.values[place][key] and self.rng.random() < 0.2
        if listed and (lists := self._lists(place, key)):
            return PERIOD_OF[key], self.rng.choice(lists)
        return self.rng.choice(ways) if ways else None

    def _fits(self, place: str, phrase: str) -> bool:
        if place != self.town and not phrase.startswith("@"):
            return False
        named = slots(phrase)
        return all(self._sayable(place, key, mark, alone=len(named) == 1) for key, mark in named)

    def _sayable(self, place: str, key: str, mark: str, *, alone: bool) -> bool:
        value = self.values[place].get(key)
        if value is None or (place, key) in self.said:
            return False
        if place != self.town and key in phrases.TOWN_ONLY:
            return False
        if value == 0 and (not alone or key not in phrases.ZERO):
            return False
        if mark == "-":
            return value == 0
        if mark == "^":
            return 3 <= value <= 12
        return mark != "=" or value == 100

    def _lists(self, place: str, key: str) -> list[str]:
        """One verb over two or three things, this one among them."""
        found = []
        for verb, items in phrases.LISTS.items():
            if not any(key == slots(one)[0][0] for one in items):
                continue
            fitting = [
                one for one in items
                if self._fits(place, f"@{one}") and self.values[place][slots(one)[0][0]]
            ]  # fmt: skip
            mine = [one for one in fitting if slots(one)[0][0] == key]
            rest = {slots(one)[0][0]: one for one in fitting if slots(one)[0][0] != key}
            if mine and rest:
                more = self.rng.sample(sorted(rest), k=min(len(rest), self.rng.randint(1, 2)))
                joined = [self.rng.choice(mine), *(rest[one] for one in more)]
                self.rng.shuffle(joined)
                found.append(f"@{verb}{'、'.join(joined)}")
        return found

    def _sentence(self, place: str, period: str, told: list[str], speech: Speech) -> Pieces:
        rng = self.rng
        lead = speech.lead(period, told, rng)
        # A phrase that begins with its place or names the programme comes first.
        told = sorted(told, key=lambda one: not one.startswith("@"))
        name = self.names[place]
        if place == self.town:
            name = rng.choice(("全镇", name)) if self._placed(told) else ""
        start = f"{lead}，{name}" if lead else name
        if lead and name and rng.random() < 0.3:
            start = f"{name}{lead}"
        pieces: Pieces = [start]
        for at, phrase in enumerate(told):
            pieces += ["，"] if at else []
            pieces += self._figures(place, phrase.removeprefix("@"), period)
        return [*pieces, "。"]

    def _placed(self, told: list[str]) -> bool:
        """Whether the town is named before the sentence."""
        hanging = any(one.removeprefix("@").startswith(phrases.NEEDS_PLACE) for one in told)
        return hanging or (told[0].startswith("@") and self.rng.random() < 0.6)

    def _figures(self, place: str, phrase: str, period: str) -> Pieces:
        """The phrase with its figures written."""
        pieces: Pieces = []
        end = 0
        for slot in SLOT.finditer(phrase):
            key, mark = slot.groups()
            value = self.values[place][key]
            assert value is not None
            pieces.append(phrase[end : slot.start()])
            end = slot.end()
            around = phrase[: slot.start()], SLOT.sub("", phrase[end : end + 1])
            pieces.append(self._written(place, key, mark, value, period, around))
        return [*pieces, phrase[end:]]

    def _written(
        self, place: str, key: str, mark: str, value: Fraction, period: str,
        around: tuple[str, str],
    ) -> Figure:  # fmt: skip
        own = period if key != "villages" else "as_of"
        if mark in ("=", "-"):
            word = "没有" if mark == "-" else phrases.ONLY_UNIVERSAL[key]
            return self._figure(place, key, own, Spoken(word=word))
        if mark != "~":
            spoken = wordings(key, value, mark, self.hand, self.rng, *around)
            return self._figure(place, key, own, spoken)
        lead, universal = phrases.UNIVERSAL[key]
        spoken = wordings(key, value, "!", self.hand, self.rng)
        if value == 100 and self.rng.random() < 0.8:
            spoken = Spoken(word=universal[1])
        return self._figure(place, key, own, spoken, lead=lead, universal=universal)

    def _figure(
        self, place: str, key: str, period: str, spoken: Spoken, *, lead: str = "",
        universal: tuple[str, str, str] | None = None,
    ) -> Figure:  # fmt: skip
        self.said.add((place, key))
        value = self.values[place][key]
        assert value is not None
        return Figure(spoken, key, place, period, value, lead=lead, universal=universal)


def some_day(rng: random.Random) -> date:
    """A day for which a draft might be asked: often the end of a month or quarter."""
    year = rng.choice((2024, 2024, 2025, 2026))
    if rng.random() < 0.3:
        return date(year, 3, 2) + timedelta(days=rng.randrange(300))
    month = rng.choice((3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12, 12))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
