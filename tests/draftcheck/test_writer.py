"""The writer of drafts itself: repeatable, quick, true, and altered only into what is false."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from jishi.indicators.tables import BY_KEY
from tests.draftcheck import chatter, ledgers, phrases
from tests.draftcheck.altering import CHANGES, alter
from tests.draftcheck.draft import Draft, Figure
from tests.draftcheck.dressing import Dress, dressed
from tests.draftcheck.numerals import Spoken
from tests.draftcheck.writer import PERIOD_OF, SLOT, some_day, write

MANY, SOME = 2000, 150
SECONDS = 20


def made(seed: int, dress: Dress | None = None) -> Draft:
    """The draft of a seed."""
    rng = random.Random(seed)
    values, day = ledgers.random_values(rng), some_day(rng)
    others = ledgers.random_years(rng, values, day.year - 2)
    return write(rng, values, ledgers.random_names(rng), day, others=others, dress=dress)


drawn = cache(made)


@cache
def spoiled(seed: int) -> Draft:
    """The same with figures altered."""
    return alter(drawn(seed), random.Random(seed))


def figures(draft: Draft) -> list[Figure]:
    return [piece for piece in draft.pieces if isinstance(piece, Figure)]


def test_two_thousand_drafts_are_written_in_time_and_say_every_indicator_truly():
    began = time.process_time()
    drafts = [made(seed) for seed in range(MANY)]
    assert time.process_time() - began <= SECONDS
    keys: Counter[str] = Counter()
    for draft in drafts:
        for said, figure in zip(draft.said, figures(draft), strict=True):
            assert draft.text[said.start : said.end] == said.surface
            assert said.truth and figure.spoken.accepts(said.value)
            keys[said.key] += 1
        starts = [said.start for said in draft.said]
        assert starts == sorted(starts)
    assert set(keys) == set(BY_KEY)
    assert min(keys.values()) >= SOME


def test_a_seed_gives_the_same_draft_again():
    assert [made(seed) for seed in range(20)] == [made(seed) for seed in range(20)]
    one, again = (alter(drawn(3), random.Random(1)) for _ in range(2))
    assert one == again


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_every_kind_of_alteration_is_made_and_is_false_by_the_conventions(kind):
    found = 0
    for seed in range(SOME):
        bad = spoiled(seed)
        wrong = [
            (said, figure)
            for said, figure in zip(bad.said, figures(bad), strict=True)
            if not said.truth
        ]
        assert wrong and len(wrong) == len(bad.alterations)
        assert all(figure.spoken.accepts(said.value) is False for said, figure in wrong)
        found += kind in bad.alterations
    assert found


def test_what_was_not_altered_stays_word_for_word():
    for seed in range(SOME):
        draft = made(seed, Dress())
        bad = alter(draft, random.Random(seed), k=2)
        assert len(bad.said) == len(draft.said)
        for before, after in zip(draft.said, bad.said, strict=True):
            assert bad.text[after.start : after.end] == after.surface
            assert (before.key, before.value) == (after.key, after.value)
            assert (before.surface == after.surface) is after.truth
        assert sum(not said.truth for said in bad.said) == min(2, len(bad.said))


def test_what_the_ledger_does_not_know_is_left_out():
    rng = random.Random(1)
    values = ledgers.random_values(rng)
    for held in values.values():
        held["committee_meetings"] = None
    for _ in range(SOME):
        draft = write(rng, values, ledgers.NAMES, date(2024, 9, 30))
        assert "committee_meetings" not in {said.key for said in draft.said}


def test_villages_speak_of_their_own_values():
    seen = 0
    for seed in range(SOME):
        rng = random.Random(seed)
        values = ledgers.random_values(rng)
        for said in write(rng, values, ledgers.NAMES, date(2024, 9, 30)).said:
            assert said.value == values[said.place][said.key]
            seen += said.place != ledgers.TOWN
    assert seen > SOME


def test_no_figure_is_said_twice_of_the_same_place_and_period():
    for seed in range(SOME):
        said = Counter((one.key, one.place, one.period) for one in drawn(seed).said)
        assert max(said.values()) == 1


def test_every_way_of_writing_occurs():
    texts = "".join(drawn(seed).text for seed in range(SOME))
    for one in (
        "余",
        "近",
        "超过",
        "全覆盖",
        "百分之",
        "(zhèn)",
        "黨",
        "万元",
        "亿元",
        "２",
        " 次",
    ):
        assert one in texts
    forms = {said.form for seed in range(SOME) for said in drawn(seed).said}
    assert forms >= {"", "余", "多", "近", "约", "左右", "超过", "逾", "以上", "全覆盖", "均"}


def test_dressing_keeps_hold_of_the_spans():
    plain = "上庄镇制定帮扶措施一万余条，党委会22次。"
    spans = [(plain.index("一万"), plain.index("，")), (plain.index("22"), plain.index("。"))]
    cases = {
        "一万余条": Dress(), "一萬餘條": Dress(traditional=True),
        "一万(wàn)余(yú)条": Dress(residue=1.0), "一万\n余条": Dress(width=11),
    }  # fmt: skip
    for expected, dress in cases.items():
        text, moved = dressed(plain, spans, dress)
        assert [text[start:end] for start, end in moved] == [expected, "22次"]
    text, moved = dressed(plain, spans, Dress(spaced=True))
    assert [text[start:end] for start, end in moved] == ["一万余条", "22 次"]


def test_a_day_before_2024_is_refused():
    with pytest.raises(ValueError, match="no draft before 2024"):
        write(random.Random(1), {"341824103": {}}, ledgers.NAMES, date(2023, 12, 31))


def test_phrases_name_indicators_that_there_are_and_have_four_ways_each():
    named: Counter[str] = Counter()
    for clauses in phrases.CLAUSES.values():
        for clause in clauses:
            assert SLOT.sub("", clause).count("{") == 0
            named.update({key for key, _ in SLOT.findall(clause)})
    assert set(named) == set(BY_KEY) == set(phrases.UNITS) == set(PERIOD_OF)
    assert min(named.values()) >= 4


def test_chatter_reckons_nothing_that_the_ledger_counts():
    counted = ("党员责任区", "党员示范岗", "帮扶措施", "矛盾纠纷", "助企活动", "党委会召开")
    for sentence in (one for traps in chatter.TRAPS.values() for one in traps):
        assert not any(word in sentence for word in counted)


def test_a_share_and_a_universal_claim_take_each_others_room():
    figure = Figure(Spoken(word="全覆盖"), "household_coverage", "1", "as_of", Fraction(100))
    share = replace(
        figure, lead="覆盖率达", universal=("", "全覆盖", ""),
        spoken=Spoken(Decimal(98), "%"),
    )  # fmt: skip
    assert share.parts == ("覆盖率达", "98%", "")
    assert replace(share, spoken=figure.spoken).parts == ("", "全覆盖", "")
