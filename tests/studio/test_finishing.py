"""定稿: only what can be read is finished; what cannot leads back to its paragraph."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.reports.source import TABLE, Piece
from jishi.reports.template import TemplateError
from jishi.studio import drafts
from tests.studio.test_drafts import DAY, FIRST, form, here, words
from tests.web import smalltown

pytestmark = pytest.mark.django_db
WRONG = "{{ 党员责人区 }}，{{ 若 党委会"


@pytest.fixture
def draft(town):
    return drafts.begin(town, "九月报告", FIRST, DAY, by=operator())


def test_what_cannot_be_read_is_not_finished_and_leads_to_its_paragraph(clerk, draft):
    typed = [*FIRST, Piece("body", WRONG), Piece("body", "{{ 没有的 }}")]
    answer = clerk.post(here(draft), form(typed, state=1, do="finish"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "还不能定稿，有3处看不懂" in page
    said = re.findall(r'<li><a href="#t-(\d)">([^<]+)</a>', page)
    assert [number for number, _words in said] == ["4", "4", "5"]
    assert "第4段" in said[0][1] and "没有名为“党员责人区”" in said[0][1]
    assert "双花括号没有配成对" in said[1][1] and "没有名为“没有的”" in said[2][1]
    assert all(f'id="t-{number}"' in page for number in "45")
    # Nothing typed is lost, nothing is finished, and one writes on from here.
    assert words(draft)[3:] == [WRONG, "{{ 没有的 }}"] and draft.finished_on is None
    assert not draft.texts.filter(why="finished").exists()
    mended = [*FIRST, Piece("body", "{{ 党员责任区 }}。")]
    state = answer.context["state"]
    assert clerk.post(here(draft), form(mended, state=state, do="finish")).status_code == 302
    draft.refresh_from_db()
    assert draft.finished_on is not None


def test_a_fault_behind_a_table_or_of_the_whole_is_told_by_its_box(clerk, draft):
    typed = [Piece("title", ""), Piece(TABLE, "甲 | 乙"), Piece("body", WRONG)]
    answer = clerk.post(here(draft), form(typed, state=1, do="finish"))
    assert {one["at"] for one in answer.context["unfit"]} == {3}


def test_the_action_refuses_whoever_asks(draft):
    drafts.write(draft, [Piece("body", WRONG)], seen=1, sitting="a", by=operator())
    with pytest.raises(TemplateError):
        drafts.finish(draft, date(2024, 9, 30), by=operator())
    draft.refresh_from_db()
    assert draft.finished_on is None


def test_a_finished_draft_whose_figure_lost_its_name_says_so(town, draft):
    drafts.finish(draft, DAY, by=operator())
    draft.text = [*draft.text, ["body", "接访{{ 从前的叫法 }}。"]]
    draft.save(update_fields=["text"])
    leader = smalltown.account("lingdao", "town_leader", town)
    page = leader.get(here(draft)).content.decode()
    assert "接访{{ 从前的叫法 }}。" in page and "没有名为“从前的叫法”" in page
