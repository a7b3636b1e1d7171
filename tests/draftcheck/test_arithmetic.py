"""Sums that cannot be, found without a ledger; and those that can be left alone."""

from __future__ import annotations

import pytest

from jishi.draftcheck.checking import check_alone

WRONG = (
    ("镇领导班子中40周岁以下占比58.4%。", "impossible_share"),
    ("村班子成员7名，其中35岁以下占30%。", "impossible_share"),
    ("接待群众来访5批3人次。", "heads_below_batches"),
    ("摸排矛盾纠纷30件，调解成功31件。", "part_above_whole"),
    ("发放慰问金12户，其中困难党员15户。", "part_above_whole"),
    ("摸排矛盾纠纷30件，调解成功29件，调解成功率98%。", "share_contradicts"),
    ("排查隐患30处，整改到位29处，隐患整改率98%。", "share_contradicts"),
    ("有党员500名，其中女党员200名，占党员总数的30%。", "share_contradicts"),
    ("有党员500名，其中女党员200名，占比30%。", "share_contradicts"),
    ("党员中，35岁以下占20%、36至59岁占50%、60岁以上占40%。", "shares_sum"),
    ("三次产业分别占20%、30%、40%。", "shares_sum"),
    ("集体收入585万元，比上年的500万元增长20%。", "growth"),
    ("今年召开党委会22次。今年以来共召开党委会20次。", "two_values"),
    ("全镇共有村民组63个。目前64个村民组都有网格员。", "two_values"),
)
RIGHT = (
    "镇领导班子中40周岁以下占比58.3%。",
    "村班子成员7名，其中35岁以下占28.6%。",
    "接待群众来访5批11人次。",
    "摸排矛盾纠纷30件，调解成功29件，调解成功率96.7%。",
    "摸排矛盾纠纷30件，调解成功29件，群众满意率98%。",
    "走访群众300人，解决问题290人，群众满意率99%。",
    "有党员500名，其中流动党员20名，参与率95%。",
    "有党员500名，其中女党员200名，大专以上学历占比30%。",
    "有干部20名，其中女干部8名，本科以上占70%。",
    "三次产业分别占20%、30%、50%。",
    "三次产业分别占33.3%、33.3%、33.3%。",
    "集体收入585万元，比上年的500万元增长17%。",
    "集体收入585万元，比上年的500万元下降0.1%以下。",
    "2023年召开党委会26次。2024年召开党委会22次。",
    "余川村召开会议5次。瑞川村召开会议6次。",
    "满意率98%、办结率97%、按期率99%。",
    "每月召开党委会2次。今年以来召开党委会22次。",
    "新建公路5公里，改造公路8公里。",
)


@pytest.mark.parametrize(("text", "kind"), WRONG)
def test_what_cannot_be_is_told_with_its_sum(text: str, kind: str) -> None:
    found = check_alone(text)
    assert [one.kind for one in found.findings] == [kind]
    assert str(found.findings[0].explanation)


@pytest.mark.parametrize("text", RIGHT)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert not [(one.kind, str(one.explanation)) for one in check_alone(text).findings]
