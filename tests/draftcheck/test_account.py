"""An account of the sample town, true, said otherwise, and altered."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.draftcheck import checking
from jishi.draftcheck.checking import Check, TooLong, check
from jishi.draftcheck.telling import check_json
from jishi.draftcheck.verdicts import AGREE, DIFFERS, ROUNDED
from tests.draftcheck.account import ACCOUNT, SAME, WRONG
from tests.figures37 import AS_OF, TOWN
from tests.figures37 import FIGURES as PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def checked(text: str) -> Check:
    return check(text, TOWN, AS_OF, operator())


def test_each_published_figure_is_found_matched_and_agrees() -> None:
    found = checked(ACCOUNT)
    agreeing = {one.figure.key for one in found.figures if one.verdict in (AGREE, ROUNDED)}
    assert not set(PUBLISHED) - agreeing
    assert not [one.mention.surface for one in found.figures if one.verdict == DIFFERS]
    assert not found.findings


def test_norms_targets_and_bounds_are_not_held_against_the_ledger() -> None:
    found = checked(ACCOUNT)
    held = {one.mention.surface: one.verdict for one in found.figures}
    assert held["不少于28次"] == held["突破80场"] == held["40周岁以下"] == held["50万元以上"] == ""


@pytest.mark.parametrize(("words", "other"), SAME)
def test_what_means_the_same_is_never_called_wrong(words: str, other: str) -> None:
    assert words in ACCOUNT
    found = checked(ACCOUNT.replace(words, other))
    assert not [one.mention.surface for one in found.figures if one.verdict == DIFFERS]
    agreeing = {one.figure.key for one in found.figures if one.verdict in (AGREE, ROUNDED)}
    assert not set(PUBLISHED) - agreeing


@pytest.mark.parametrize(("words", "other", "kind"), WRONG)
def test_what_is_wrong_is_found_with_a_likely_reason(words: str, other: str, kind: str) -> None:
    assert words in ACCOUNT
    found = checked(ACCOUNT.replace(words, other, 1))
    differing = [at for at, one in enumerate(found.figures) if one.verdict == DIFFERS]
    assert [found.figures[at].mention.surface for at in differing] == [other]
    assert kind in [guess.kind for guess in found.guesses[differing[0]]]


def test_the_answer_gives_offsets_into_the_text_as_given() -> None:
    told = check_json(checked(ACCOUNT))
    assert told["text_length"] == len(ACCOUNT)
    assert told["figures"]
    for one in (*told["figures"], *told["passed_over"]):
        assert ACCOUNT[one["start"] : one["end"]] == one["surface"]


def test_a_village_is_held_against_its_own_figures() -> None:
    text = "余川村今年以来开展理论宣讲9次、党员志愿服务活动23次，设立党员责任区10个。"
    found = checked(text)
    assert {one.asked.place for one in found.figures if one.asked} == {"341824103201"}
    assert {one.verdict for one in found.figures} <= {AGREE, ROUNDED, DIFFERS}


def test_what_the_ledger_holds_at_zero_is_not_what_it_cannot_know() -> None:
    held, unknown = checked("2021年召开党委会5次。发展党员5名。").figures
    assert (held.verdict, unknown.verdict) == ("not_in_ledger", "not_in_ledger")
    assert str(held.reason) != str(unknown.reason)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("去年同期党委会19次。", [AGREE]),
        ("去年同期党委会26次。", [DIFFERS]),
        ("8月底，党委会开了20次。", [AGREE]),
        ("8月底，党委会开了22次。", [DIFFERS]),
        ("党员责任区和示范岗分别为70个、24个。", [AGREE, AGREE]),
        ("党员责任区和示范岗分别为24个、70个。", [DIFFERS, DIFFERS]),
        ("总投资120万元的余川村道路项目开工。", ["ambiguous"]),
        ("党员突击队和党员服务队共16支。", [AGREE]),
        ("调解成功率97%。", [ROUNDED]),
        ("调解成功率96.7%。", [AGREE]),
        ("一、谋划实施项目16个。\n党员突击队（支）\n8", [AGREE, "not_in_ledger"]),
    ],
)
def test_words_of_time_and_of_sharing_out(text: str, wanted: list[str]) -> None:
    assert [one.verdict for one in checked(text).figures] == wanted


ASKED, ABSENT = "ambiguous", "not_in_ledger"


@pytest.mark.parametrize(("text", "wanted"), [
    ("党员责任区由去年底的60个增加到75个。", [DIFFERS, DIFFERS]),
    ("党员责任区从去年底的62个增加到70个。", [AGREE, AGREE]),
    ("志愿活动由去年同期的128次增至166次。", [AGREE, DIFFERS]),
    ("每个村民组平均71.6户，每村平均10个党员责任区。", [ABSENT, ABSENT]),
    ("上庄村、余川村各设党员示范岗5个、3个。", [AGREE, AGREE]),
    ("上庄、余川、瑞川村村民组分别有12个、9个、7个。", [AGREE, DIFFERS, AGREE]),
    ("半数以上的村集体经营性收入达到50万元。", ["", ASKED]), ("各村均有后备干部2名。", [ASKED]),
    ("调解矛盾纠纷29件，成功率96%。", [AGREE, DIFFERS]),
    ("调解矛盾纠纷30件，成功率96.7%。", [DIFFERS, AGREE]),
    ("平台化解矛盾纠纷8件。", [AGREE]),
    ("序号\t工作\t完成情况\n1\t理论宣讲\t57次\n2\t党委会\t23次", [AGREE, DIFFERS]),
    ("党员志愿活动较去年同期增加28次。", [AGREE]), ("党员志愿活动较去年同期增加50次。", [DIFFERS]),
    ("党委会22次，志愿活动同比增长21.9%。", [AGREE, AGREE]),
    ("党委会22次，志愿活动同比增加3次。", [AGREE, DIFFERS]),
    ("余川村农户549户。", [DIFFERS]), ("农户4058户。", [DIFFERS]), ("农户4508户。", [AGREE]),
    ("走访余川村农户50户。", [ASKED]), ("走访12次，农户50户。", [ABSENT, ASKED]),
])  # fmt: skip
def test_ways_of_offices_that_strangers_tried(text: str, wanted: list[str]) -> None:
    assert [one.verdict for one in checked(text).figures] == wanted


def test_a_bound_that_many_values_keep_is_no_slip_of_the_pen() -> None:
    found = checked("党委会超过160次。召开党委会23次。")
    assert [one.verdict for one in found.figures] == [DIFFERS, DIFFERS]
    assert {guess.kind for held in found.guesses.values() for guess in held} <= {"place", "part"}


def test_the_table_of_proofs_at_the_end_of_our_own_report_is_no_draft() -> None:
    text = f"{ACCOUNT}\n附件\n数字依据表\n党委会\n25次\n"
    found = checked(text)
    assert len(found.figures) == len(checked(ACCOUNT).figures)
    assert found.reading.text == text


def test_more_figures_than_a_book_holds_are_refused_in_words() -> None:
    with pytest.raises(TooLong) as refused:
        checked("党委会22次，" * 7_000)
    assert "7000" in str(refused.value)


def test_far_too_many_figures_are_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "read", lambda *_said: pytest.fail("it was read"))
    with pytest.raises(TooLong, match="24000"):
        checking.countable("召开会议12次。" * 24_000)
