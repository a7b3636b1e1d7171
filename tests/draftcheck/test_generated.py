"""Drafts by a separate writer, true and falsified: each alteration is found, none is invented."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from jishi.draftcheck.checking import known
from jishi.draftcheck.surroundings import surroundings
from jishi.draftcheck.verdicts import AGREE, AMBIGUOUS, DIFFERS, ROUNDED, Checked
from jishi.values.prose import read
from tests.draftcheck import ledgers
from tests.draftcheck.heldby import judge
from tests.draftcheck.writer import Draft, alter, some_day, write

DRAFTS = 2_000
#: How many of the parts that the test is divided into run beside each other.
PARTS = 8
#: Of all true figures, at most so many may be left undecided: humble, but not useless.
UNDECIDED = 0.005


def checked(seed: int) -> tuple[Draft, dict[tuple[int, int], Checked]]:
    """A draft of a random ledger, every second one altered, and the verdicts by span."""
    rng = random.Random(seed)
    values, names, day = ledgers.random_values(rng), ledgers.random_names(rng), some_day(rng)
    others = ledgers.random_years(rng, values, day.year - 2)
    draft = write(rng, values, names, day, others=others)
    if seed % 2:
        draft = alter(draft, rng)
    words = surroundings(read(draft.text, known(proper=names.values())))
    found = judge(values, names, day, others).check_all(words)
    return draft, {(one.mention.start, one.mention.end): one for one in found}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_alteration_is_found_and_nothing_true_is_called_wrong(part: int) -> None:
    told: Counter[str] = Counter()
    for seed in range(part * DRAFTS // PARTS, (part + 1) * DRAFTS // PARTS):
        draft, verdicts = checked(seed)
        for said in draft.said:
            one = verdicts.pop((said.start, said.end), None)
            verdict = one.verdict if one else "not read"
            where = (
                f"draft {seed}: …{draft.text[max(0, said.start - 40) : said.end + 12]}… {verdict}"
            )
            if said.truth:
                assert verdict != DIFFERS, where
                told["agree" if verdict in (AGREE, ROUNDED) else "undecided"] += 1
            else:
                # 6个村 may speak of some of them: it is asked about, never passed as right.
                assert verdict in (DIFFERS, AMBIGUOUS), where
                told["altered" if verdict == DIFFERS else "asked about"] += 1
        invented = [one.mention.surface for one in verdicts.values() if one.verdict == DIFFERS]
        assert not invented, f"draft {seed}: {invented}"
    assert told["altered"] > 150
    assert told["asked about"] <= UNDECIDED * 2 * told["altered"], told
    assert told["undecided"] <= UNDECIDED * told["agree"], told
