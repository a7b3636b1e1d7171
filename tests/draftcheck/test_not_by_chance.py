"""The same number of another thing agrees with nothing: a rule is worth what it leaves alone."""

from __future__ import annotations

import pytest

from jishi.draftcheck.verdicts import AGREE, AMBIGUOUS, DIFFERS, ROUNDED
from tests.draftcheck.test_other_times_and_sums import checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        # Seven villages less the four that reach 50万元 are three: of no other bar or thing.
        ("经营性收入不足10万元的村有3个。", "3个"), ("收入低于20万元的村有3个。", "3个"),
        ("低于60万元的村有3个。", "3个"), ("未达到50万元的有3个合作社。", "3个"),
        # All 22 that a share is of.
        ("党委会22次，第一议题落实率100%，开展谈心谈话22次。", "谈心谈话22次"),
        ("党委会22次，第一议题落实率100%，专题研究信访22次。", "信访22次"),
        # One of thirty is not mediated.
        ("排查纠纷30件，仅1件没有解释清楚。", "1件"),
        ("排查纠纷30件，还有1件没有办理立案手续。", "1件"),
    ],
)  # fmt: skip
def test_what_comes_out_alike_is_not_borne_out(text, surface):
    found = checked(text)
    at = text.index(surface) + len(surface)
    (one,) = [one for one in found.figures if one.mention.end == at]
    assert one.verdict not in (AGREE, ROUNDED)


@pytest.mark.parametrize(
    ("text", "surface", "verdict"),
    [
        ("不足50万元的村还有3个。", "3个", AGREE), ("3个村不到50万元。", "3个", AGREE),
        ("排查纠纷30件，还有1件没有调成。", "1件", AGREE),
        ("历时三月，志愿活动156次。", "156次", AGREE),
        ("经核定农户4508户。", "4508户", AGREE), ("党员示范岗经核定为23个。", "23个", DIFFERS),
        ("村均文明实践志愿活动30次。", "30次", AMBIGUOUS),
        ("村均调处纠纷30件。", "30件", AMBIGUOUS),
        ("全镇现有脱贫户217户。", "217户", AMBIGUOUS), ("覆盖六个村。", "六个", AMBIGUOUS),
    ],
)  # fmt: skip
def test_what_the_words_do_say_is_held(text, surface, verdict):
    (one,) = [one for one in checked(text).figures if one.mention.surface == surface]
    assert one.verdict == verdict


_ROWS = "村\t农户数（户）\t2023年经营性收入（万元）\n瑞川村\t496\t49.6\n五联村\t402\t33.62\n"


@pytest.mark.parametrize(
    ("total", "verdicts"),
    [("898\t83.22", [AGREE, AGREE]), ("4508\t585", [AGREE, AGREE]),
     ("899\t83.22", [DIFFERS, AGREE])],
)  # fmt: skip
def test_the_total_of_some_villages_is_that_of_their_rows(total, verdicts):
    found = checked(f"上庄镇情况\n{_ROWS}合计\t{total}\n")
    assert [one.verdict for one in found.figures[-2:]] == verdicts


def test_a_village_named_short_as_one_of_them_is_that_village():
    found = checked("今年以来摸排矛盾纠纷30件，其中瑞川8件、旺川6件。").figures
    assert {one.best.asked.place for one in found[1:] if one.best} <= {
        "341824103202",
        "341824103204",
    }
    assert found[1].best is not None
