"""What a town agreed on about its own files is kept once, whoever says it and however many at
once."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.audit.models import Entry
from jishi.audit.verifier import verify
from jishi.workbook.audited import AUDITED
from jishi.workbook.models import HeadingMap
from jishi.workbook.own import memory
from jishi.workbook.own.mapping import SheetMap
from jishi.workbook.reading import Row, Sheet
from tests.access.test_writing import race
from tests.workbook import littletown
from tests.workbook.littletown import TOWN


@pytest.fixture
def committed(transactional_db, settings, tmp_path):
    """The county's places, for several connections."""
    settings.JISHI_HOME = tmp_path
    littletown.load_county()


def a_file(turn: int) -> tuple[list[Sheet], list[SheetMap]]:
    """Two sheets of headings that nobody has remembered yet, and how they are read."""
    sheets = [
        Sheet(name, rows=[Row(1, ["会议时间", f"主题{turn}{name}"])]) for name in ("甲", "乙")
    ]
    maps = [SheetMap(one.name, "activities", 1, 1, {0: "on", 1: "title"}) for one in sheets]
    return sheets, maps


@pytest.mark.usefixtures("committed")
def test_two_who_remember_the_same_headings_at_once_keep_them_once():
    for turn in range(8):
        sheets, maps = a_file(turn)
        before = HeadingMap.objects.count()
        results = race(
            lambda s=sheets, m=maps: memory.remember(s, m, "会议", TOWN, by=operator()),
            lambda s=sheets, m=maps: memory.remember(s, m[::-1], "会议", TOWN, by=operator()),
        )
        assert sorted(results) == [0, 2], results
        assert HeadingMap.objects.count() == before + 2
    told = Entry.objects.filter(ledger=HeadingMap.LEDGER)
    assert [one.action for one in told] == ["create"] * 16
    assert verify(AUDITED).problems == []


@pytest.mark.usefixtures("committed")
def test_headings_taken_between_the_look_and_the_insert_are_looked_at_again(monkeypatch):
    """The same race without threads: the other comes between the look and the insert."""
    sheets, maps = a_file(0)
    save, first = HeadingMap.save, []

    def late(row, *args, **named):
        if not first:
            first.append(1)
            other = SheetMap("甲", "matters", 1, 1, {0: "opened_on", 1: "title"})
            memory.remember(sheets, [other], "别人的", TOWN, by=operator())
        return save(row, *args, **named)

    monkeypatch.setattr(HeadingMap, "save", late)
    assert memory.remember(sheets, maps[:1], "会议", TOWN, by=operator()) == 1
    (kept,) = HeadingMap.objects.all()
    assert (kept.ledger, kept.name) == ("activities", "会议 · 甲")
