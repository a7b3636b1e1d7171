"""Place codes: prefixes are the places above; a subtree is one range of strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.values import placecode

lengths = st.sampled_from(sorted(placecode.LEVELS))
codes = lengths.flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n))
strings = st.text("0129", max_size=14)


def test_each_length_is_a_level() -> None:
    named = [placecode.level("341824103203" + "01"), *map(placecode.level, (
        "341824103203", "341824103", "341824", "3418", "34", ""
    ))]  # fmt: skip
    assert named == ["group", "village", "town", "county", "city", "province", "nation"]


@pytest.mark.parametrize("text", ["3", "34182", "3418241032", "34182a", "３４", "34 824", "-4"])
def test_what_is_no_code_has_no_level(text: str) -> None:
    assert not placecode.is_code(text)
    with pytest.raises(ValueError, match="not a place code"):
        placecode.level(text)


@given(codes)
def test_a_place_lies_in_its_parent_and_in_all_above(code: str) -> None:
    above = placecode.ancestors(code)
    parent = placecode.parent(code)
    assert all(placecode.covers(one, code) and placecode.is_code(one) for one in above)
    assert (parent is None) == (code == "")
    if parent:
        assert above[-1] == parent
    for one in above:
        assert placecode.at_level(code, placecode.level(one)) == one


@given(codes)
def test_nothing_lies_at_a_level_below_its_own(code: str) -> None:
    for level, length in placecode.LENGTHS.items():
        found = placecode.at_level(code, level)
        assert found == (code[:length] if len(code) >= length else None)


@given(codes, strings)
def test_the_range_of_a_prefix_is_exactly_what_begins_with_it(prefix: str, code: str) -> None:
    last = placecode.beyond(prefix)
    inside = prefix <= code and (last is None or code < last)
    assert inside == code.startswith(prefix)


@given(strings.filter(lambda text: set(text) - {"9"}), strings)
def test_the_range_of_any_digits_is_what_begins_with_them(prefix: str, rest: str) -> None:
    last = placecode.beyond(prefix)
    assert last is not None
    assert prefix <= prefix + rest < last
    assert not last.startswith(prefix)


def test_after_a_prefix_of_nines_there_is_nothing() -> None:
    assert placecode.beyond("9999") is None
    assert placecode.beyond("341824299") == "3418243"
