"""Drafts: several people work on one text; nothing is lost, and every figure stays the ledger's."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from urllib.parse import urlencode

import docx
import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jishi.access import policy
from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.audit import verifier
from jishi.audit.covered import covered
from jishi.audit.models import Entry
from jishi.reports.source import TABLE, Piece
from jishi.studio import drafts
from jishi.studio.drafts import Passed
from jishi.studio.joining import BOTH, MINE, THEIRS, join, side_by_side, together
from jishi.studio.models import DraftText, ReportDraft
from jishi.studio.templates import Fault
from tests.web import smalltown

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 30)
MEETING = "开会{{ 党委会 }}。"
FIRST = [Piece("title", "报告"), Piece("body", MEETING), Piece("body", "末段。")]


@pytest.fixture
def draft(town):
    return drafts.begin(town, "九月报告", FIRST, DAY, by=operator())


def actor(name: str):
    return actor_of(User.objects.get(username=name))


def here(draft: ReportDraft, tail: str = "") -> str:
    return f"/{draft.place}/report/drafts/{draft.pk}/{tail}"


def form(pieces, *, state: int, sitting: str = "a", **more: str) -> dict[str, object]:
    return {
        "kind": [one.kind for one in pieces], "text": [one.text for one in pieces],
        "count": str(len(pieces)), "state": str(state), "sitting": sitting, **more,
    }  # fmt: skip


def words(draft: ReportDraft) -> list[str]:
    draft.refresh_from_db()
    return [text for _kind, text in draft.text]


def entries(draft: ReportDraft) -> int:
    keys = [str(draft.pk), *(str(one) for one in draft.texts.values_list("pk", flat=True))]
    return Entry.objects.filter(record__in=keys).count()


def test_a_draft_begins_with_the_words_of_the_report(clerk, town):
    answer = clerk.post(f"/{town}/report/drafts/?as_of=2024-09-30", {"template": ""})
    held = ReportDraft.objects.get()
    assert answer["Location"].startswith(here(held)) and held.as_of == DAY
    page = clerk.get(answer["Location"]).content.decode()
    assert "{{ 党委会 }}" in page and re.search(r'value="committee_meetings"[^>]*>2次<', page)
    assert held.name in clerk.get(f"/{town}/report/drafts/").content.decode()
    assert clerk.post(f"/{town}/report/drafts/", {"template": "no-such"}).status_code == 422


def test_what_is_typed_is_stored_and_tells_what_comes_out(clerk, draft):
    typed = [
        *FIRST[:2],
        Piece("body", "接访{{ 矛盾纠纷摸排 }}，{{ 没有的 }}。"),
        Piece("body", "{{ 党委会@上月 }}"),
    ]
    told = clerk.post(here(draft, "keep/"), form(typed, state=1)).json()
    assert told["state"] == 2 and words(draft)[2].startswith("接访")
    shown = [one["html"] for one in told["pieces"]]
    assert ">2次<" in shown[1] and "没有名为“没有的”的指标" in shown[2] and ">0次<" in shown[3]


def test_many_autosaves_of_one_sitting_are_one_text_in_the_history(clerk, draft):
    before = entries(draft)
    for number in range(5):
        state = ReportDraft.objects.get().state
        typed = [*FIRST[:2], Piece("body", f"写到{number}")]
        assert clerk.post(here(draft, "keep/"), form(typed, state=state)).status_code == 200
    assert words(draft)[2] == "写到4" and entries(draft) == before and draft.texts.count() == 1
    clerk.post(here(draft), form(typed, state=6, do="keep", name="九月报告"))
    assert [one.why for one in draft.texts.order_by("number")] == ["opened", "kept"]
    assert entries(draft) == before + 1


def test_what_one_wrote_is_kept_before_another_writes_on(clerk, other, draft):
    first = [*FIRST, Piece("body", "甲写的。")]
    clerk.post(here(draft, "keep/"), form(first, state=1, sitting="a"))
    second = [*first, Piece("body", "乙写的。")]
    assert other.post(here(draft, "keep/"), form(second, state=2, sitting="b")).status_code == 200
    kept = draft.texts.get(why="stretch")
    assert (kept.writer, kept.text[-1][1]) == ("banshi", "甲写的。")
    assert words(draft)[-1] == "乙写的。"


def test_a_sitting_that_rested_is_another(clerk, draft):
    with time_machine.travel("2026-03-02 08:00", tick=False) as clock:
        clerk.post(here(draft, "keep/"), form([*FIRST, Piece("body", "早。")], state=1))
        clock.shift(drafts.STRETCH + timedelta(minutes=1))
        clerk.post(here(draft, "keep/"), form([*FIRST, Piece("body", "晚。")], state=2))
    assert [one.text[-1][1] for one in draft.texts.filter(why="stretch")] == ["早。"]


def test_two_at_once_lose_nothing_and_are_put_together(clerk, other, draft):
    mine = [FIRST[0], Piece("body", "甲改的。"), FIRST[2]]
    theirs = [FIRST[0], FIRST[1], Piece("body", "乙改的。")]
    assert clerk.post(here(draft, "keep/"), form(mine, state=1, sitting="a")).status_code == 200
    answer = other.post(here(draft, "keep/"), form(theirs, state=1, sitting="b"))
    assert answer.status_code == 409
    again = other.post(here(draft, "keep/"), form(theirs, state=1, sitting="b"))
    assert again.json()["merge"] == answer.json()["merge"]  # set aside once
    assert words(draft)[1] == "甲改的。"
    page = other.get(answer.json()["merge"])
    said = page.content.decode()
    for text in ("甲改的。", "末段。", "开会{{ 党委会 }}。", "乙改的。"):
        assert text in said
    choices = {f"take-{row['place']}": "both" for row in page.context["rows"]}
    done = other.post(answer.json()["merge"], {"state": page.context["state"], **choices})
    assert done.status_code == 302
    assert set(words(draft)) == {"报告", "甲改的。", "末段。", "开会{{ 党委会 }}。", "乙改的。"}
    assert {one.why for one in draft.texts.all()} >= {"opened", "aside", "together"}


def told(pieces) -> str:
    """A form as the page's script sends what it began from."""
    held = form(pieces, state=1)
    return urlencode({name: held[name] for name in ("kind", "text", "count")}, doseq=True)


def changed(place: int, text: str):
    return [Piece(one.kind, text) if at == place else one for at, one in enumerate(FIRST)]


def test_changes_to_different_paragraphs_come_together_by_themselves(clerk, other, draft):
    mine, theirs = changed(2, "末段改了。"), changed(0, "九月的报告")
    base = told(FIRST)
    clerk.post(here(draft, "keep/"), form(mine, state=1, base=base))
    answer = other.post(here(draft, "keep/"), form(theirs, state=1, sitting="b", base=base))
    assert answer.status_code == 200
    both = ["九月的报告", MEETING, "末段改了。"]
    assert words(draft) == [text for _kind, text in answer.json()["text"]] == both
    assert len(answer.json()["pieces"]) == 3
    # The first page writes on without having read it: from what it began with this time.
    more = changed(2, "末段又改了。")
    answer = clerk.post(here(draft, "keep/"), form(more, state=2, base=told(mine)))
    assert words(draft) == ["九月的报告", MEETING, "末段又改了。"]
    # An answer that was lost is sent again, and nothing changes.
    clerk.post(here(draft, "keep/"), form(more, state=2, base=told(mine)))
    assert words(draft) == ["九月的报告", MEETING, "末段又改了。"]
    assert not draft.texts.filter(why="aside").exists()


def test_two_who_write_together_for_a_while_fill_no_history(clerk, other, draft):
    texts, states = {"a": FIRST, "b": FIRST}, {"a": 1, "b": 1}
    for turn in range(24):
        sitting, person, place = ("a", clerk, 2) if turn % 3 else ("b", other, 0)
        began = texts[sitting]
        typed = [
            Piece(one.kind, one.text + "字") if at == place else one for at, one in enumerate(began)
        ]
        sent = form(typed, state=states[sitting], sitting=sitting, base=told(began))
        answer = person.post(here(draft, "keep/"), sent).json()
        came = [Piece(*one) for one in answer.get("text", [])] or typed
        texts[sitting], states[sitting] = came, answer["state"]
    assert words(draft) == ["报告" + "字" * 8, MEETING, "末段。" + "字" * 16]
    assert draft.texts.count() <= 2


def test_changes_to_one_paragraph_are_set_aside_each_time(clerk, other, draft):
    base = told(FIRST)
    clerk.post(here(draft, "keep/"), form(changed(2, "甲"), state=1, base=base))
    for text in ("乙", "乙乙"):
        sent = form(changed(2, text), state=1, sitting="b", base=base)
        answer = other.post(here(draft, "keep/"), sent)
        assert answer.status_code == 409
        assert answer.json()["merge"].endswith(f"aside={draft.texts.order_by('-number')[0].number}")
    assert words(draft)[2] == "甲"
    kept = [held.text[2][1] for held in draft.texts.filter(why="aside").order_by("number")]
    assert kept == ["乙", "乙乙"]


def test_a_base_that_did_not_arrive_whole_changes_nothing(clerk, draft):
    answer = clerk.post(here(draft, "keep/"), form(changed(2, "甲"), state=1, base="kind=body"))
    assert answer.status_code == 422
    assert words(draft) == words(draft.texts.get(number=1))


LINE = st.tuples(st.just("body"), st.text("甲乙丙", min_size=1, max_size=2))


@given(st.lists(LINE, min_size=1, max_size=8), st.data())
def test_what_two_changed_apart_is_all_there_and_either_may_come_first(base, data):
    cut = data.draw(st.integers(0, len(base)))
    head, tail = base[:cut], base[cut:]
    kept = [("body", "丁")]  # between the two nobody changes anything
    first, second = data.draw(st.lists(LINE, max_size=4)), data.draw(st.lists(LINE, max_size=4))
    began = [*head, *kept, *tail]
    mine, theirs = [*first, *kept, *tail], [*head, *kept, *second]
    both = [list(one) for one in (*first, *kept, *second)]
    assert join(began, theirs, mine).text == join(began, mine, theirs).text == both


@pytest.mark.parametrize(("theirs", "mine"), [
    ("甲丁丙", "甲戊丙"), ("甲丙", "甲戊丙"), ("甲丁乙丙", "甲戊乙丙"), ("丁丁丙", "甲戊戊"),
])  # fmt: skip
def test_what_two_changed_at_one_place_is_not_joined(theirs, mine):
    base, theirs, mine = ([("body", sign) for sign in text] for text in ("甲乙丙", theirs, mine))
    assert join(base, theirs, mine).apart


def test_one_change_made_by_both_is_made_once():
    base, both = [("body", "甲")], [("body", "乙")]
    assert join(base, both, both).text == [["body", "乙"]]


def test_the_other_writer_is_somebody_else_or_another_window_of_ones_own(clerk, other, draft):
    def sent(client, words, sitting, state=1):
        typed = form([FIRST[0], Piece("body", words)], state=state, sitting=sitting)
        return client.post(here(draft, "keep/"), typed).json()["said"]

    clerk.post(here(draft, "keep/"), form([FIRST[0], Piece("body", "甲。")], state=1, sitting="a"))
    assert "另一个窗口" in sent(clerk, "乙。", "b") and "别人" not in sent(clerk, "乙。", "b")
    assert "别人" in sent(other, "丙。", "c")


def test_without_a_script_the_conflict_leads_to_the_two_texts(clerk, other, draft):
    clerk.post(here(draft), form([*FIRST, Piece("body", "甲。")], state=1, sitting="a", do="keep"))
    answer = other.post(
        here(draft), form([*FIRST, Piece("body", "乙。")], state=1, do="keep", sitting="b")
    )
    assert "/merge/" in answer["Location"]
    assert "乙。" in other.get(answer["Location"]).content.decode()


def test_choices_about_a_text_that_has_changed_are_asked_again(clerk, other, draft):
    clerk.post(here(draft, "keep/"), form([FIRST[0], Piece("body", "甲。")], state=1, sitting="a"))
    merge = other.post(here(draft, "keep/"), form([FIRST[0]], state=1, sitting="b")).json()["merge"]
    clerk.post(
        here(draft, "keep/"), form([FIRST[0], Piece("body", "甲又改。")], state=2, sitting="a")
    )
    answer = other.post(merge, {"state": "2", "take-1": "mine"})
    assert answer.status_code == 422 and "又改了" in answer.content.decode()
    assert words(draft)[1] == "甲又改。"


def test_the_same_words_from_two_pages_are_no_conflict(clerk, other, draft):
    typed = [*FIRST, Piece("body", "一样。")]
    clerk.post(here(draft, "keep/"), form(typed, state=1, sitting="a"))
    assert other.post(here(draft, "keep/"), form(typed, state=1, sitting="b")).status_code == 200


def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(clerk, draft):
    clerk.post(here(draft, "keep/"), form([*FIRST, Piece("body", "一")], state=1))
    answer = clerk.post(here(draft, "keep/"), form([*FIRST, Piece("body", "一二")], state=1))
    assert answer.status_code == 200 and words(draft)[-1] == "一二"


@pytest.mark.parametrize(("do", "after"), [
    ("add-1", ["报告", "", MEETING, "末段。"]), ("remove-2", ["报告", "末段。"]),
    ("up-3", ["报告", "末段。", MEETING]), ("down-1", [MEETING, "报告", "末段。"]),
    ("up-1", ["报告", MEETING, "末段。"]), ("remove-9", ["报告", MEETING, "末段。"]),
    ("add-x", ["报告", MEETING, "末段。"]),
])  # fmt: skip
def test_every_button_saves_and_does_its_work_without_a_script(clerk, draft, do, after):
    assert clerk.post(here(draft), form(FIRST, state=1, do=do)).status_code == 302
    assert words(draft) == after


def test_several_lines_become_so_many_paragraphs(clerk, draft):
    clerk.post(here(draft), form([FIRST[0], Piece("body", "一。\r\n\r\n二。")], state=1, do="keep"))
    assert words(draft) == ["报告", "一。", "二。"]


def test_a_form_that_did_not_arrive_whole_changes_nothing(clerk, draft):
    broken = form(FIRST, state=1) | {"count": "9"}
    assert clerk.post(here(draft), broken).status_code == 422
    assert clerk.post(here(draft, "keep/"), broken).status_code == 422
    wrong = form([Piece("script", "x")], state=1)
    assert clerk.post(here(draft, "keep/"), wrong).status_code == 422
    long = form([Piece("body", "长" * 60_001)], state=1)
    answer = clerk.post(here(draft), long)
    assert answer.status_code == 422 and "最多六万字" in answer.content.decode()
    assert words(draft) == [one.text for one in FIRST]


@pytest.mark.parametrize(("query", "says"), [
    ("word=党委会", "2次"), ("word=党委会%40上月", "党委会（上月）"), ("word=若 党委会", "2次"),
    ("word=每村", "记号"), ("word=地名", "不是台账里的数"), ("word=党委员会", "是不是“党委会”"),
    ("figure=committee_meetings", "2次"), ("figure=no_such", "不是台账里的数"),
    ("figure=committee_meetings@never", "不是台账里的数"), ("", "数从哪里来"),
    ("figure=disputes_found/341824102", "不是台账里的数"),
    ("figure=disputes_found/341824103203", "村矛盾纠纷摸排"),
])  # fmt: skip
def test_the_figure_under_the_cursor_is_told_beside_the_text(clerk, draft, query, says):
    answer = clerk.get(f"{here(draft, 'figure/')}?{query}")
    assert answer.status_code == 200 and says in answer.content.decode()


def test_going_back_to_an_earlier_text_keeps_the_present_one(clerk, draft):
    clerk.post(here(draft), form([FIRST[0]], state=1, do="keep"))
    page = clerk.get(here(draft, "texts/?text=1"))
    assert "开会{{ 党委会 }}。" in page.content.decode()
    stale = clerk.post(here(draft, "texts/"), {"text": "1", "state": "1"})
    assert stale.status_code == 409
    assert clerk.post(here(draft, "texts/"), {"text": "1", "state": "2"}).status_code == 302
    assert words(draft) == [one.text for one in FIRST]
    assert [one.text for one in draft.texts.filter(why="kept")] == [[["title", "报告"]]]
    assert clerk.post(here(draft, "texts/"), {"text": "99", "state": "3"}).status_code == 422


def test_a_finished_draft_is_read_only_and_comes_out_as_the_report_does(clerk, draft):
    typed = [*FIRST, Piece(TABLE, "村 | 件\n{{每村}}{{村名}} | {{矛盾纠纷摸排}}{{每村完}}")]
    clerk.post(here(draft), form(typed, state=1, do="finish"))
    assert "textarea" not in clerk.get(here(draft)).content.decode()
    assert clerk.post(here(draft, "keep/"), form(FIRST, state=2)).status_code == 422
    paper = clerk.get(here(draft, "paper/"))
    assert "开会" in paper.content.decode() and paper.context["figures"]
    word = docx.Document(io.BytesIO(clerk.get(here(draft, "word/")).content))
    assert "开会2次。" in [one.text for one in word.paragraphs]
    assert word.tables[0].rows[0].cells[1].text == "件"
    clerk.post(here(draft), {"do": "reopen"})
    assert "textarea" in clerk.get(here(draft)).content.decode()


def test_a_form_from_elsewhere_does_not_reopen_what_is_finished(clerk, draft):
    drafts.finish(draft, DAY, by=operator())
    elsewhere = Client(enforce_csrf_checks=True)
    user = User.objects.get(username="banshi")
    elsewhere.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert elsewhere.post(here(draft), {"do": "reopen"}).status_code == 403
    assert ReportDraft.objects.get().finished_on == DAY
    clerk.post(here(draft), {"do": "reopen"})
    assert ReportDraft.objects.get().finished_on is None


def test_a_text_that_cannot_be_read_leads_back_to_where_it_is_wrong(clerk, draft):
    clerk.post(here(draft, "keep/"), form([Piece("body", "{{ 没有的 }}")], state=1))
    for tail in ("paper/", "word/"):
        assert clerk.get(here(draft, tail))["Location"].startswith(here(draft))
    assert "没有名为“没有的”" in clerk.get(here(draft)).content.decode()


def test_a_leader_reads_and_does_not_write(town, draft):
    leader = smalltown.account("lingdao", "town_leader", town)
    assert "textarea" not in leader.get(here(draft)).content.decode()
    assert leader.post(here(draft), form(FIRST, state=1)).status_code == 403
    assert leader.post(here(draft, "word/")).status_code == 200  # reading, which pins
    with pytest.raises(policy.Forbidden):
        drafts.write(draft, FIRST, seen=1, sitting="", by=actor("lingdao"))
    village = smalltown.account("cun", "village", smalltown.VILLAGE)
    assert village.get(here(draft)).status_code == 403


def test_another_town_s_draft_is_not_there(draft):
    stranger = smalltown.account("linzhen", "town_clerk", smalltown.NEIGHBOUR)
    assert stranger.get(here(draft)).status_code == 404
    wrong = f"/{smalltown.NEIGHBOUR}/report/drafts/{draft.pk}/"
    assert stranger.get(wrong).status_code == 404


def test_kept_texts_stand_in_the_trail_and_the_text_under_work_does_not(clerk, draft):
    clerk.post(here(draft, "keep/"), form([FIRST[0]], state=1))
    assert [one for one in verifier.verify(covered()).problems if one.record] == []
    DraftText.objects.update(text=[["body", "假的"]])
    found = {one.record for one in verifier.verify(covered()).problems if one.record}
    assert found == {str(draft.texts.get().pk)}


def test_a_draft_needs_a_name_and_room(town, monkeypatch):
    with pytest.raises(Fault):
        drafts.begin(town, " ", FIRST, DAY, by=operator())
    monkeypatch.setattr(drafts, "MOST", 0)
    with pytest.raises(Fault):
        drafts.begin(town, "稿", FIRST, DAY, by=operator())


def test_passed_says_what_was_set_aside(draft):
    drafts.write(draft, FIRST[:1], seen=1, sitting="a", by=operator())
    with pytest.raises(Passed) as passed:
        drafts.write(draft, FIRST[:2], seen=1, sitting="b", by=operator())
    assert passed.value.aside.text == [["title", "报告"], ["body", "开会{{ 党委会 }}。"]]


TEXTS = st.lists(st.tuples(st.just("body"), st.sampled_from("甲乙丙丁戊")), max_size=8)


@given(TEXTS, TEXTS)
def test_of_two_texts_either_can_be_had_and_both_lose_nothing(theirs, mine):
    found = side_by_side(theirs, mine)
    every = range(len(found))
    assert together(found, dict.fromkeys(every, THEIRS)) == [list(one) for one in theirs]
    assert together(found, dict.fromkeys(every, MINE)) == [list(one) for one in mine]
    both = [tuple(one) for one in together(found, dict.fromkeys(every, BOTH))]
    for text in (theirs, mine):
        rest = iter(both)
        assert all(one in rest for one in text)
