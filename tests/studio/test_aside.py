"""Two wrote in one paragraph: that one lies apart, all else reaches the draft; nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.reports.source import Piece
from jishi.studio import drafts
from jishi.studio.joining import holds, join
from tests.studio.test_drafts import DAY, form, here, told, words

pytestmark = pytest.mark.django_db
FIRST = [Piece("body", one) for one in ("甲", "乙", "丙", "丁", "戊")]


@pytest.fixture
def draft(town):
    return drafts.begin(town, "九月报告", FIRST, DAY, by=operator())


def with_(**changes: str) -> list[Piece]:
    """The first text with paragraphs changed: p2="…" is the second."""
    return [Piece("body", changes.get(f"p{at}", one.text)) for at, one in enumerate(FIRST, 1)]


def sent(client, draft, pieces, base, *, sitting="b", state=1):
    return client.post(
        here(draft, "keep/"), form(pieces, state=state, sitting=sitting, base=told(base))
    )


@pytest.fixture
def met(clerk, other, draft):
    """甲's second paragraph stands; 乙's of the same lies apart. 乙's page reads the answer."""
    sent(clerk, draft, with_(p2="甲写的"), FIRST, sitting="a")
    return sent(other, draft, with_(p2="乙写的", p4="乙的第四段"), FIRST)


def test_only_the_paragraph_in_which_two_met_lies_apart(met, draft):
    assert met.status_code == 409 and words(draft) == ["甲", "甲写的", "丙", "乙的第四段", "戊"]
    answer = met.json()
    assert answer["said"].startswith("第2段别人也改了")
    aside = draft.texts.get(why="aside")
    assert [text for _kind, text in aside.text] == ["甲", "乙写的", "丙", "乙的第四段", "戊"]
    assert answer["text"] == aside.text and len(answer["pieces"]) == 5
    assert [text for _kind, text in answer["base"]] == ["甲", "乙", "丙", "乙的第四段", "戊"]


def test_what_is_written_on_elsewhere_reaches_the_draft_and_is_not_set_aside(met, other, draft):
    base = [Piece(*one) for one in met.json()["base"]]
    for more in ("乙", "乙乙", "乙乙乙"):
        typed = with_(p2="乙写的", p4="乙的第四段", p5=more)
        answer = sent(other, draft, typed, base)
        assert answer.status_code == 409 and answer.json()["merge"] == met.json()["merge"]
        assert words(draft) == ["甲", "甲写的", "丙", "乙的第四段", more]
        base = [Piece(*one) for one in answer.json()["base"]]
    assert draft.texts.filter(why="aside").count() == 1
    # Other words in the paragraph that lies apart are kept, too.
    sent(other, draft, with_(p2="乙又写的", p4="乙的第四段", p5="乙乙乙"), base)
    assert draft.texts.filter(why="aside").count() == 2 and words(draft)[1] == "甲写的"


def test_who_it_was_is_said_rightly_also_after_what_one_wrote_was_put_in(met, other, draft):
    base = [Piece(*one) for one in met.json()["base"]]
    assert met.json()["own"] is False
    sending = form(with_(p2="乙写的", p5="更多"), state=1, sitting="b", base=told(base))
    again = other.post(here(draft, "keep/"), {**sending, "with": "other"})
    assert again.json()["said"] == met.json()["said"] and again.json()["own"] is False


def test_nothing_of_others_is_proposed_away_when_the_two_are_put_together(met, clerk, other, draft):
    draft.refresh_from_db()
    later = [Piece(*one) for one in draft.text]
    later[0] = Piece("body", "甲后来改的")
    sent(clerk, draft, later, [Piece(*one) for one in draft.text], sitting="a", state=2)
    merge = met.json()["merge"]
    page = other.get(merge)
    assert page.context["differ"] == 1
    done = other.post(merge, {"state": str(page.context["state"])})  # as proposed
    assert done.status_code == 302
    assert words(draft) == ["甲后来改的", "乙写的", "丙", "乙的第四段", "戊"]


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_the_page_says_what_lies_apart_until_somebody_chose(met, clerk, other, draft, choice):
    said = f"您在第{draft.texts.get(why='aside').number}稿里有另放的一段"
    page = other.get(here(draft))
    assert said in page.content.decode() and page.context["parked"]["url"] == met.json()["merge"]
    assert "另放的一段" not in clerk.get(here(draft)).content.decode()
    merge = other.get(met.json()["merge"])
    (place,) = [row["place"] for row in merge.context["rows"] if not row["agree"]]
    other.post(met.json()["merge"], {"state": merge.context["state"], f"take-{place}": choice})
    assert other.get(here(draft)).context["parked"] is None
    assert {"甲写的", "乙写的"} <= {text for one in draft.texts.all() for _k, text in one.text}


def test_what_was_set_aside_after_the_two_were_put_together_is_told_again(met, other, draft):
    merge = other.get(met.json()["merge"])
    other.post(met.json()["merge"], {"state": merge.context["state"], "take-1": "theirs"})
    assert drafts.parked(draft, by=actor_of(User.objects.get(username="tongshi"))) is None
    answer = sent(other, draft, with_(p2="乙写的", p4="乙的第四段"), with_(p4="乙的第四段"))
    assert answer.json()["merge"] != met.json()["merge"]
    assert other.get(here(draft)).context["parked"]


def test_single_paragraphs_are_taken_from_an_earlier_text(clerk, draft):
    clerk.post(here(draft), form(with_(p2="改", p3="改", p5="改"), state=1, do="keep"))
    page = clerk.get(here(draft, "texts/?text=1"))
    pick = page.context["pick_url"]
    assert "只挑几段" in page.content.decode()
    shown = clerk.get(pick)
    assert "从第1稿里挑几段" in shown.content.decode() and shown.context["differ"] == 3
    rows = {row["mine"][0]["text"]: row for row in shown.context["rows"] if not row["agree"]}
    assert all(row["usual"] == "theirs" for row in rows.values())
    taken = {"state": shown.context["state"], f"take-{rows['丙']['place']}": "mine"}
    assert clerk.post(pick, taken).status_code == 302
    assert words(draft) == ["甲", "改", "丙", "丁", "改"]
    whys = list(draft.texts.order_by("number").values_list("why", flat=True))
    assert whys == ["opened", "kept", "picked"]
    assert str(drafts.WHYS["picked"]) in clerk.get(here(draft, "texts/")).content.decode()


def test_of_a_text_that_is_the_same_nothing_is_to_be_taken(clerk, draft):
    page = clerk.get(here(draft, "merge/?aside=1")).content.decode()
    assert "两稿一样" in page and "照挑的合起来" not in page
    said = clerk.get(here(draft, "texts/?text=1")).content.decode()
    assert "只挑几段" not in said and "退回到第1稿" not in said


TEXTS = st.lists(st.tuples(st.just("body"), st.text("甲乙丙", min_size=1, max_size=2)), max_size=7)


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_two_write_each_change_is_in_one_of_the_texts(base, theirs, mine):
    both = join(base, theirs, mine)
    plain = [[list(one) for one in text] for text in (theirs, mine)]
    assert join(base, theirs, base).text == plain[0] and join(base, base, mine).text == plain[1]
    if not both.apart:
        assert both.text == both.mine == both.base
    for way, own in ((both.text, theirs), (both.mine, mine)):
        began = {tuple(one) for one in base}
        assert {one for one in own if one not in began} <= {tuple(one) for one in way}
    assert holds(both.mine, both.mine, both.apart)


@given(st.data())
def test_what_is_sent_again_from_the_base_that_was_told_changes_nothing(data):
    words = st.sampled_from(["", "甲", "乙"])
    base = [("body", f"第{at}段") for at in range(6)]
    theirs, mine = (
        [("body", text + data.draw(words)) for _kind, text in base] for _side in range(2)
    )
    both = join(base, theirs, mine)
    again = join(both.base, both.text, both.mine)
    assert (again.text, again.mine, again.base) == (both.text, both.mine, both.base)
    assert len(both.apart) == sum(
        len({one, left, right}) == 3 for one, left, right in zip(base, theirs, mine, strict=True)
    )
