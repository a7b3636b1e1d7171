"""Verdicts on sentences about a small ledger: what is true is never called wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from jishi.draftcheck.verdicts import compare
from jishi.indicators.indicator import Figure
from jishi.indicators.tables import BY_KEY
from jishi.records.people.models import Person
from jishi.values.prose import read
from tests.web import smalltown

pytestmark = pytest.mark.django_db


def verdicts(text: str) -> list[tuple[str, str]]:
    found = check(text, smalltown.TOWN, date(2024, 9, 30), operator())
    return [(one.mention.surface, one.verdict) for one in found.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党委会2次，同比下降50%，比上年减少2次。", ["agree", "agree", "agree"]),
        ("党委会2次，同比下降50%，比上年减少3次。", ["agree", "agree", "differs"]),
        ("党委会2次，同比下降40%，比上年减少2次。", ["agree", "differs", "agree"]),
        ("调解成功率75%，同比提高2个百分点。", ["agree", "not_in_ledger"]),
        ("党委会2次，比去年同期减少2次，下降50%。", ["agree", "agree", "agree"]),
        ("党委会2次，比去年同期减少2次，下降40%。", ["agree", "agree", "differs"]),
        ("党委会2次，比去年同期增加2次。", ["agree", "differs"]),
    ],
)
def test_a_second_growth_is_of_the_figure_and_not_of_the_first(text, expected):
    smalltown.build()
    smalltown.add("activities", *(
        {**smalltown.meeting(f"HD-{day}-23", day), "on": date(2023, 3, day)} for day in range(1, 5)
    ))  # fmt: skip
    assert [verdict for _surface, verdict in verdicts(f"今年以来，{text}")] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("宅坦村摸排矛盾纠纷2件；党委会召开2次。", ["agree", "agree"]),
    ("宅坦村摸排矛盾纠纷2件；调解成功1件。", ["agree", "agree"]),
    ("宅坦村摸排矛盾纠纷2件；党委会召开3次。", ["agree", "differs"]),
    ("宅坦村摸排矛盾纠纷3件；党委会召开2次。", ["differs", "agree"]),
])  # fmt: skip
def test_a_place_may_go_on_over_a_semicolon_or_end_there(text, expected):
    smalltown.build()
    assert [verdict for _surface, verdict in verdicts(f"今年以来，{text}")] == expected


@pytest.mark.parametrize(("text", "verdict"), [
    ("增长1倍", "agree"), ("翻一番", "rounded_agree"), ("增长3倍", "differs"),
    ("翻两番", "differs"), ("下降1倍", "differs"),
    ("增长2倍", "ambiguous"),  # it is twice as much, which is a growth by its own amount
])  # fmt: skip
def test_a_growth_told_in_times_is_held_against_both_years(text, verdict):
    smalltown.build()
    smalltown.add("activities", {**smalltown.meeting("HD-1-23", 3), "on": date(2023, 3, 3)})
    assert verdicts(f"今年以来，党委会2次，同比{text}。")[1][1] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    ("同比增长1倍", "agree"), ("同比翻一番", "rounded_agree"), ("同比增长3倍", "differs"),
    ("同比提高25个百分点", "agree"), ("同比提高20个百分点", "differs"),
])  # fmt: skip
def test_a_share_grows_by_points_or_in_times_as_the_text_says_it(text, verdict):
    smalltown.build()
    left = date(2024, 3, 1)
    for name, born, until in (
        ("A", 1990, None), ("B", 1970, None), ("C", 1970, left), ("D", 1970, left)
    ):  # fmt: skip
        smalltown.add("persons", {
            "number": f"RY-{name}", "name": f"干部{name}（虚构）", "place": smalltown.TOWN,
            "birth_on": date(born, 1, 1),
        })  # fmt: skip
        smalltown.add("posts", {
            "number": f"ZW-{name}", "person_id": Person.rows.get(number=f"RY-{name}").pk,
            "kind": "deputy_mayor", "place": smalltown.TOWN, "since": smalltown.SINCE,
            "until": until,
        })  # fmt: skip
    said = f"镇班子40周岁以下占比50%，{text}。"  # a quarter the year before
    found = check(said, smalltown.TOWN, date(2024, 9, 30), operator()).figures
    assert [one.verdict for one in found][1:] == ["agree", verdict]  # after 40周岁


@pytest.mark.parametrize("text", ["增长超过5%", "增长5%以上"])
def test_a_bound_of_a_growth_whose_figure_is_known_is_kept_however_far(text):
    smalltown.build()
    smalltown.add("activities", {**smalltown.meeting("HD-1-23", 3), "on": date(2023, 3, 3)})
    assert verdicts(f"今年以来，党委会2次，同比{text}。")[1][1] == "rounded_agree"


def test_what_has_come_together_is_held_against_the_same_day_of_the_year_before():
    smalltown.build()
    smalltown.add("projects", *(
        {"number": f"XM-{year}-90", "place": smalltown.VILLAGE, "kind": "industry",
         "programmes": ("action_plan",), "title": f"项目{year}", "planned_on": date(year, 3, 1),
         "planned_fen": yuan * 100}
        for year, yuan in ((2023, 1_000_000), (2024, 500_000))
    ))  # fmt: skip
    text = "全镇项目总投资150万元，比上年同期增长{}%。"
    found = check(text.format(50), smalltown.TOWN, date(2024, 9, 30), operator()).figures
    assert [one.verdict for one in found] == ["agree", "agree"], found[1].reason
    assert verdicts(text.format(12.9))[1] == ("12.9%", "differs")


def test_where_there_is_no_year_before_it_is_told_why():
    smalltown.build()
    figure = check(
        "今年以来，党委会2次，同比增长50%。", smalltown.TOWN, date(2024, 9, 30), operator()
    ).figures[1]
    assert (figure.verdict, str(figure.reason)) == (
        "not_in_ledger", "台账里上年同期是0，算不出增减的幅度。",
    )  # fmt: skip


@pytest.mark.parametrize(("text", "verdict"), [
    ("共召开党委会不少于2次。", "rounded_agree"), ("共召开党委会不少于3次。", "differs"),
    ("召开党委会不低于3次。", "differs"), ("召开党委会不超过1次。", "differs"),
    ("党委会应不少于3次。", ""), ("要求每月召开党委会不少于3次。", ""),
])  # fmt: skip
def test_a_bound_of_what_was_done_is_held_and_one_that_is_asked_for_is_not(text, verdict):
    smalltown.build()
    assert verdicts(f"今年以来，{text}")[0][1] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    ("摸排矛盾纠纷超过3件。", "rounded_agree"), ("摸排矛盾纠纷超过1件。", "ambiguous"),
    ("摸排矛盾纠纷不到5件。", "rounded_agree"), ("摸排矛盾纠纷不到20件。", "ambiguous"),
])  # fmt: skip
def test_a_bound_that_nobody_would_tell_is_asked_about(text, verdict):
    smalltown.build()
    assert verdicts(f"今年以来，{text}")[0][1] == verdict


@pytest.mark.parametrize("text", [
    "尚有1件矛盾纠纷未化解。", "仍有1件矛盾纠纷正在调解。", "剩余矛盾纠纷1件。",
    "党委会专题研究党建工作1次。", "党委会听取意识形态工作汇报1次。",
    "矛盾纠纷调解室1个。", "涉及矛盾纠纷的信访件1件。", "矛盾纠纷由1件上升到4件。",
    "近三个月摸排矛盾纠纷2件。", "本周召开党委会1次。",
])  # fmt: skip
def test_some_of_what_is_counted_is_not_called_wrong(text):
    smalltown.build()
    assert "differs" not in [verdict for _surface, verdict in verdicts(f"今年以来，{text}")]


def test_all_of_what_is_counted_still_is():
    smalltown.build()
    said = "今年以来，召开党委会1次，摸排矛盾纠纷1件，调解成功1件。"
    assert {verdict for _surface, verdict in verdicts(said)} == {"differs"}


@pytest.mark.parametrize(("text", "verdict"), [
    ("8月以来，摸排矛盾纠纷2件。", "agree"), ("8月以来，摸排矛盾纠纷4件。", "differs"),
    ("2024年6月4日，召开党委会1次。", "agree"), ("6月4日，召开党委会1次。", "agree"),
    ("6月4日，召开党委会3次。", "differs"), ("截至2024年6月4日，召开党委会1次。", "agree"),
    ("2024年9月30日，全镇有村民组2个。", "agree"),
])  # fmt: skip
def test_a_day_and_a_month_on_are_periods(text, verdict):
    smalltown.build()
    assert [one for _surface, one in verdicts(text)] == [verdict]


@pytest.mark.parametrize(("text", "expected"), [
    ("党委会由1次增加到2次。", ["", "agree"]),
    ("党委会由1次增加到3次。", ["", "differs"]),
    # The year is that of the first number alone.
    ("党委会由2023年的1次增至2次。", ["", "agree"]),
    ("摸排矛盾纠纷由上年的1件上升至4件，增加3件。", ["agree", "agree", "agree"]),
    ("由6件矛盾纠纷下降到5件。", ["", "differs"]),
])  # fmt: skip
def test_where_it_rose_or_fell_to_is_held_and_where_it_came_from_is_not(text, expected):
    smalltown.build()
    assert [one for _surface, one in verdicts(f"今年以来，{text}")] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("摸排矛盾纠纷、成功调解分别为4件、3件。", ["agree", "agree"]),
    ("摸排矛盾纠纷和成功调解分别为4件和2件。", ["agree", "differs"]),
    ("分别召开党委会、中心组学习2次、1次。", ["agree", "differs"]),
    ("宅坦村、旺川村分别摸排矛盾纠纷2件、2件。", ["agree", "agree"]),
    ("瑞川村、宅坦村分别摸排矛盾纠纷2件、2件。", ["differs", "agree"]),
    ("宅坦村、旺川村各摸排矛盾纠纷2件。", ["agree"]),
    ("瑞川村、宅坦村各摸排矛盾纠纷2件。", ["differs"]),
    ("党委会和中心组学习各召开2次。", ["differs"]),
    # Which is meant is not told by words.
    ("镇、村两级分别摸排矛盾纠纷1件、3件。", ["ambiguous", "ambiguous"]),
])  # fmt: skip
def test_each_of_a_row_of_numbers_is_of_its_own_thing(text, expected):
    smalltown.build()
    assert [one for _surface, one in verdicts(f"今年以来，{text}")] == expected


@pytest.mark.parametrize(("text", "verdict"), [
    ("全县召开党委会100次。", "ambiguous"), ("在全县率先召开党委会100次。", "differs"),
    ("召开党委（扩大）会议2次。", "agree"), ("召开党委（扩大）会议3次。", "differs"),
    ("环村路项目总投资300万元。", "ambiguous"), ("项目总投资300万元。", "differs"),
    ("双基项目总投资300万元。", "ambiguous"), ("总投资贰亿伍仟肆佰万元整。", "differs"),
    ("组建突击队捌支。", "differs"),
])  # fmt: skip
def test_one_project_or_a_wider_place_is_asked_about(text, verdict):
    smalltown.build()
    assert [one for _surface, one in verdicts(f"今年以来，{text}")] == [verdict]


@pytest.mark.parametrize(("text", "value", "unit", "verdict"), [
    ("58.3%", Fraction(175, 3), "%", "agree"), ("58.33%", Fraction(175, 3), "%", "agree"),
    ("58%", Fraction(175, 3), "%", "rounded_agree"), ("58%", Fraction("58.02"), "%", "agree"),
    ("170.23万元", 1_702_345, "元", "agree"), ("170.2万元", 1_702_345, "元", "rounded_agree"),
    ("2.54亿元", 254_321_000, "元", "agree"), ("25432万元", 254_321_000, "元", "agree"),
    ("2.5亿元", 254_321_000, "元", "rounded_agree"), ("25400万元", 254_000_000, "元", "agree"),
    ("1702345元", 1_702_345, "元", "agree"), ("22次", 22, "次", "agree"),
    ("20余次", 22, "次", "rounded_agree"), ("约22次", 22, "次", "rounded_agree"),
    ("58.4%", Fraction(175, 3), "%", "differs"), ("170.24万元", 1_702_345, "元", "differs"),
])  # fmt: skip
def test_what_is_written_as_finely_as_the_product_writes_it_agrees(text, value, unit, verdict):
    indicator = replace(BY_KEY["total_investment"], unit=unit)
    figure = Figure(indicator, smalltown.TOWN, date(2024, 9, 30), None, value)
    assert compare(read(f"共{text}。").figures[0], figure) == verdict


@pytest.mark.parametrize(("text", "reason"), [
    ("尚有4件矛盾纠纷未化解。",
     "文中有“尚有”，说的像是其中一部分；台账里只有“矛盾纠纷调解成功”的全部，请自己核实。"),
    ("党委会专题研究党建工作1次。",
     "文中有“研究”，说的像是其中一部分；台账里只有“党委会”的全部，请自己核实。"),
    ("环村路项目总投资300万元。",
     "这句话说的像是某一个项目，台账里只有“项目总投资”的全部，请自己核实。"),
])  # fmt: skip
def test_why_it_may_be_a_part_is_told_in_a_plain_sentence(text, reason):
    smalltown.build()
    found = check(f"今年以来，{text}", smalltown.TOWN, date(2024, 9, 30), operator())
    assert str(found.figures[0].reason) == reason
