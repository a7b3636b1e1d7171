"""Nobody's paper takes the server down: each is answered in words, and soon."""

import datetime as dt
import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jishi.draftcheck.papers import asking, child
from jishi.draftcheck.source import Unreadable, open_draft
from jishi.draftcheck.wordedit import Change, Note, commented, corrected
from tests.draftcheck import hostile
from tests.draftcheck.made import paragraph, pdf, run, word

SECONDS = 2.0
AT = dt.datetime(2024, 9, 30, 16, 5)


@pytest.fixture
def soon():
    """By the processor's time: tests run beside each other, and the reader never waits."""
    before = os.times()
    yield
    after = os.times()
    assert sum(after[:4]) - sum(before[:4]) <= SECONDS


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_hostile_paper_is_refused_with_its_own_words_within_two_seconds(name, caplog, request):
    content = hostile.made(name)
    request.getfixturevalue("soon")
    with pytest.raises(Unreadable, match=hostile.HOSTILE[name][1]) as refusal:
        open_draft(content, "稿.docx")
    assert refusal.value.advice
    assert "%(" not in str(refusal.value) + refusal.value.advice
    assert not caplog.records, "the child died instead of answering"


@pytest.mark.parametrize("name", hostile.BORNE)
def test_what_is_odd_but_harmless_is_read(name, soon):
    assert "户" in open_draft(hostile.BORNE[name](), "稿.docx").text


def test_a_year_book_of_200_000_characters_in_small_runs_is_read_soon(soon):
    body = "".join(paragraph(*[run("今年以来走访22户，", "<w:b/>")] * 25) for _ in range(800))
    assert len(open_draft(word(body), "稿.docx").text) == 200_799


def test_there_are_more_than_fifty_of_them():
    assert len(hostile.HOSTILE) >= 50


def test_a_child_that_dies_is_told_in_words_and_logged(monkeypatch, caplog):
    monkeypatch.setattr(asking, "_BOUNDS", replace(asking._BOUNDS, memory=2**20))
    with pytest.raises(Unreadable, match="读不了"):
        open_draft(word(paragraph("走访22户")), "稿.docx")
    assert "reading a draft ended with" in caplog.text


def test_editing_refuses_what_reading_refuses():
    for content in (pdf("走访22户"), "走访22户".encode(), hostile.made("billion laughs")):
        with pytest.raises(Unreadable):
            corrected(content, [Change(0, 1, "甲")])
        with pytest.raises(Unreadable):
            commented(content, [Note(0, 1, "甲")], "绩", AT)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused_but_never_crashes_the_reader(data):
    damaged = bytearray(word(paragraph("走访", "22", "户") * 3))
    for _ in range(data.draw(st.integers(1, 6))):
        mark = data.draw(st.sampled_from([b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b""]))
        at = max(damaged.find(mark), 0) + data.draw(st.integers(0, 60 if mark else len(damaged)))
        if at < len(damaged):
            damaged[at] = data.draw(st.integers(0, 255))
    answer = child.answer({"do": "docx", "longest": 1000}, bytes(damaged))
    assert answer.keys() & {"text", "refused"}
