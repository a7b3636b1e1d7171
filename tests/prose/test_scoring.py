"""The scorer moves the number that a fault concerns and no other; the labels keep their rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.prose.scoring import BadLabel, Figure, Labelled, Score, load, score

LABELLED = Path(__file__).parent / "labelled"
SAMPLE = """\
> 开展“三会一课”22次，走访50余
> 户，每村3—5个。
22次 | 22 | 次 | exact | stated
50余⏎户 | 50 | 户 | more_than | stated
3—5个 | 3..5 | 个 | range | norm
~ 三会一课 | name

> 十几名党员占3/5，一起参加的有1258。
十几名 | - | 名 | vague | stated
3/5 | 60 | % | exact | stated
1258 | 1258 | - | exact | stated
~ 一起 | set word
"""


@dataclass(frozen=True)
class Fake:
    """One figure as a reader would give it."""

    start: int
    end: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str
    comparator: str
    role: str


def fake(figure: Figure) -> Fake:
    """A label as a reader gives it: with the interval that the wording allows."""
    return Fake(
        figure.start,
        figure.end,
        figure.value,
        figure.value if figure.low is None else figure.low,
        figure.high,
        figure.unit,
        figure.comparator,
        figure.role,
    )


def written(folder: Path, text: str, name: str = "party.txt") -> list[Labelled]:
    """The labels of one file with this text."""
    (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


@pytest.fixture
def labels(tmp_path) -> list[Labelled]:
    return written(tmp_path, SAMPLE)


def scored(labels: list[Labelled], spoil=lambda found: found) -> Score:
    """The score of a reader that knows the labels, after `spoil` of each text's figures."""
    known = {one.text: [fake(figure) for figure in one.figures] for one in labels}
    return score(labels, lambda text: spoil(known[text]))


def first(**changes):
    """Spoil the first figure of each text."""
    return lambda found: [replace(found[0], **changes), *found[1:]]


def rates(result: Score) -> tuple[float, ...]:
    return (
        result.precision,
        result.recall,
        result.value_accuracy,
        result.comparator_accuracy,
        result.role_accuracy,
        result.trap_rate,
    )


def test_offsets_are_those_of_the_text_with_its_line_ends(labels):
    one = labels[0]
    assert one.text == "开展“三会一课”22次，走访50余\n户，每村3—5个。"
    assert [one.text[f.start : f.end] for f in one.figures] == ["22次", "50余\n户", "3—5个"]
    assert [one.text[t.start : t.end] for t in one.traps] == ["三会一课"]
    assert one.source == "party.txt:1" and labels[1].source == "party.txt:8"


def test_values_are_read_as_written(labels):
    figures = [figure for one in labels for figure in one.figures]
    assert [figure.value for figure in figures] == [22, 50, None, None, 60, 1258]
    assert (figures[2].low, figures[2].high) == (3, 5)
    assert figures[5].unit == ""


def test_a_reader_that_agrees_has_full_marks(labels):
    result = scored(labels)
    assert rates(result) == (1, 1, 1, 1, 1, 0)
    assert result.f1 == 1 and result.differences == []


def test_a_reader_that_finds_nothing_has_no_recall(labels):
    result = scored(labels, lambda found: [])
    assert (result.recall, result.f1, result.precision) == (0, 0, 1)
    assert len(result.differences) == 6 and "missed 「50余⏎户」" in result.differences[1]


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (lambda found: found[1:], (1, 4 / 6, 1, 1, 1, 0)),
        (first(value=Fraction(7)), (1, 1, 4 / 6, 1, 1, 0)),
        (first(unit="处"), (1, 1, 4 / 6, 1, 1, 0)),
        (first(comparator="approx"), (1, 1, 1, 4 / 6, 1, 0)),
        (first(role="target"), (1, 1, 1, 1, 4 / 6, 0)),
        (lambda found: [*found, replace(found[0], start=0, end=1)], (6 / 8, 1, 1, 1, 1, 0)),
        (lambda found: [*found, found[0]], (6 / 8, 1, 1, 1, 1, 0)),
    ],
    ids=["left-out", "value", "unit", "comparator", "role", "one-too-many", "twice"],
)
def test_each_fault_moves_its_own_number(labels, spoil, wanted):
    result = scored(labels, spoil)
    assert rates(result) == pytest.approx(wanted)
    assert len(result.differences) == 2


def test_a_span_off_by_one_is_both_missed_and_too_much(labels):
    result = scored(labels, lambda found: [replace(found[0], end=found[0].end - 1), *found[1:]])
    assert result.precision == result.recall == pytest.approx(4 / 6)
    assert [line.split(" ")[1] for line in result.differences] == ["not", "missed"] * 2


def test_the_ends_count_for_a_range_and_only_there(labels):
    def widen(found):
        return [replace(figure, high=Fraction(99)) for figure in found]

    result = scored(labels, widen)
    assert result.values == result.matched - 1
    assert "read None 3..99 个, labelled None 3..5 个" in result.differences[0]


def test_a_trap_touched_by_a_figure_is_flagged(labels):
    def take(found):
        return [*found, replace(found[0], start=3, end=4)]

    result = scored(labels[:1], take)
    assert (result.trap_rate, result.recall) == (1, 1)
    assert "trap taken 「三会一课」" in result.differences[-1]
    assert "traps 1 of 1" in str(result)


def test_a_trap_is_found_beside_the_figure_of_the_same_sign(tmp_path):
    (one,) = written(
        tmp_path, "> 一起事故后一起整改。\n一起 | 1 | 起 | exact | stated\n~ 一起 | set word\n"
    )
    assert (one.figures[0].start, one.traps[0].start) == (0, 5)
    assert one.unlabelled() == []


def test_a_numeral_that_nobody_labelled_is_named(tmp_path):
    (one,) = written(tmp_path, "> 全镇８个村统一行动。\n８个 | 8 | 个 | exact | stated\n")
    assert one.unlabelled() == ["８个村统一行动。"]


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ("22次 | 22 | 次 | exact | stated", "begins with its sentence"),
        ("> 22次\n23次 | 23 | 次 | exact | stated", "not in the sentence"),
        ("> 2次1次\n1次 | 1 | 次 | exact | stated\n2次 | 2 | 次 | exact | stated", "from there on"),
        ("> 22次\n22次 | 22 | 次 | exact", "five parts"),
        ("> 22次\n22次 | 22 | 次 | some | stated", "no such comparator"),
        ("> 22次\n22次 | 22 | 次 | exact | fact", "no such comparator or role"),
        ("> 22次\n22次 | many | 次 | exact | stated", "not a number"),
        ("> 22次\n22次 | 1/0 | 次 | exact | stated", "not a number"),
        ("> 22次\n22次 | 20..22 | 次 | exact | stated", "does not go with exact"),
        ("> 22次\n22次 | 22 | 次 | vague | stated", "does not go with vague"),
        ("> 一批\n~ 一批", "a trap is"),
        ("> 一批\n~ 二批 | set word", "not in the sentence"),
    ],
)
def test_a_block_that_cannot_be_read_says_where(tmp_path, block, fault):
    with pytest.raises(BadLabel, match=r"party\.txt:3: ") as raised:
        written(tmp_path, "\n\n" + block + "\n")
    assert fault in str(raised.value)


def test_the_set_is_as_large_as_it_must_be_and_a_third_is_held_back():
    labels = load(LABELLED)
    held = [one for one in labels if one.held]
    assert len(labels) - len(held) >= 150 and len(labels) >= 260
    assert len(held) >= len(labels) * 0.3
    assert sum(len(one.traps) for one in labels) >= 80
    assert sum(not one.figures for one in labels) >= 10
    assert len({one.text for one in labels}) == len(labels)


def test_every_numeral_of_the_set_is_a_figure_or_a_trap():
    assert {one.source: one.unlabelled() for one in load(LABELLED) if one.unlabelled()} == {}


def test_a_surface_keeps_the_rules_of_the_span():
    """No verb before, no blank or stop at its edges, no trap in a figure."""
    for one in load(LABELLED):
        for figure in one.figures:
            assert figure.surface == figure.surface.strip("，。、；：（）()“”「」 　\n"), one.source
            assert not figure.surface.startswith(("共", "累计", "为", "每", "增长")), one.source
            if figure.surface not in ("均", "零"):
                assert figure.unit != "-", one.source
