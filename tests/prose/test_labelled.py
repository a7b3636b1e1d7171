"""How well figures are read, held against sentences labelled by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jishi.values.prose import Mention, read
from tests.prose.scoring import load, score

LABELS = load(Path(__file__).parent / "labelled")
PARTS: dict[str, Callable[[str], bool]] = {
    "open": lambda source: not source.startswith("held_"),
    "held": lambda source: source.startswith("held_") and not source.startswith("held_2_"),
    "held_2": lambda source: source.startswith("held_2_"),
}
#: The least share of right roles and the most of traps taken, by part.
ROLES = {"open": 0.92, "held": 0.87, "held_2": 0.89}
TRAPS = {"open": 0.02, "held": 0.02, "held_2": 0.021}


def figures(text: str) -> tuple[Mention, ...]:
    return read(text).figures


@pytest.mark.parametrize("part", PARTS)
def test_the_labelled_figures_are_read(part):
    result = score([one for one in LABELS if PARTS[part](one.source)], figures)
    assert result.labelled >= 400
    assert result.f1 >= 0.97, str(result)
    assert result.value_accuracy >= 0.98, str(result)
    assert result.comparator_accuracy >= 0.97, str(result)
    assert result.role_accuracy >= ROLES[part], str(result)
    assert result.trap_rate <= TRAPS[part], str(result)
