"""Names are found by characters, pinyin, initials, digits, and any mixture of them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from jishi.values.names import GAPS, INITIALS, INSIDE, PREFIX, RARE, WHOLE, Names, plain, rank
from jishi.values.pinyin import readings

SURNAMES = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "朴": "piao", "区": "ou", "查": "zha", "解": "xie",
    "尉": "yu", "乐": "yue", "盖": "ge", "缪": "miao", "覃": "qin", "任": "ren", "华": "hua",
    "黑": "he", "折": "she", "召": "shao", "种": "chong", "繁": "po", "翟": "zhai", "祭": "zhai",
    "谌": "shen", "费": "bi", "薄": "bo", "卜": "bu", "吕": "lv", "逯": "lu", "员": "yun",
    "长": "zhang", "柏": "bo", "车": "che", "应": "ying", "歙": "she", "六": "lu",
}  # fmt: skip


@pytest.mark.parametrize(("char", "reading"), SURNAMES.items(), ids=SURNAMES.values())
def test_a_surname_has_its_own_reading(char, reading):
    assert reading in readings(char)


@pytest.mark.parametrize("typed", ["lvsu", "lusu", "lüsu", "lyusu", "LÜ SU", "lv'su"], ids=str)
def test_the_umlaut_may_be_typed_in_any_way(typed):
    assert rank("吕素", typed) == WHOLE


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("程晓梅", WHOLE), ("chengxiaomei", WHOLE), ("cheng xiao mei", WHOLE),
        ("Cheng'Xiao'Mei", WHOLE), ("程xiaomei", WHOLE), ("ＣＨＥＮＧｘｉａｏｍｅｉ", WHOLE),
        ("程", PREFIX), ("程晓", PREFIX), ("cheng", PREFIX), ("chengxi", PREFIX), ("che", PREFIX),
        ("cxm", INITIALS), ("chxm", INITIALS), ("晓梅", INSIDE), ("xiaomei", INSIDE),
    ],
    ids=str,
)  # fmt: skip
def test_whole_comes_before_begun_before_initials_before_inside(typed, expected):
    assert rank("程晓梅", typed) == expected


@pytest.mark.parametrize("typed", ["程xm", "chengxm", "cxiaom", "chenxm", "xm"], ids=str)
def test_mixtures_and_half_syllables_are_understood(typed):
    assert rank("程晓梅", typed) is not None


@pytest.mark.parametrize("typed", ["", " ' ", "程梅", "cm", "mxc", "chengxiaomeili", "李"], ids=str)
def test_what_is_not_in_the_name_does_not_find_it(typed):
    assert rank("程晓梅", typed) is None


def test_a_number_is_found_whole_by_its_beginning_and_by_its_last_digits():
    names: Names[int] = Names()
    names.put(1, "程晓梅", ("NH-0012", "0563-8551379"))
    names.put(2, "曹建国", ("NH-0013", ""))
    assert names.near("nh0012") == {1: WHOLE}
    assert names.near("NH00").keys() == {1, 2}
    assert names.near("1379") == {1: INSIDE}
    assert names.near("79") == {}


def test_a_changed_name_is_found_by_the_new_one_alone():
    names: Names[int] = Names()
    names.put(1, "程晓梅")
    names.put(1, "仇晓梅")
    assert names.near("chengxiaomei") == {}
    assert names.near("qiuxiaomei") == {1: WHOLE}
    names.drop(1)
    assert names.near("qiuxiaomei") == {} and len(names) == 0


def test_short_names_of_organisations_skip_characters():
    names: Names[int] = Names()
    names.put(1, "中共上庄镇委员会")
    assert names.apart("上庄委员会") == {1: GAPS}
    assert names.apart("委员会上庄") == {}


def test_another_character_of_the_same_sound_and_the_traditional_one_are_heard():
    names: Names[int] = Names()
    names.put(1, "程晓梅")
    assert names.near("程小妹") == {}
    assert names.alike("程小妹").keys() == names.alike("程曉梅").keys() == {1}
    assert names.alike("程大妹") == {}


def test_rare_characters_beyond_the_basic_plane_are_found_by_themselves():
    assert rank("陈\U00023c97", "陈\U00023c97") == WHOLE
    assert rank("陈\U00023c97", "chen") == PREFIX


def test_a_query_made_to_be_divided_in_countless_ways_is_answered():
    # 阿 is a and e, 啊 a: without bounded work this would not end.
    assert rank("阿啊" * 20, "a" * 39 + "z") is None
    assert len(plain("字" * 500)) == 40


def test_readings_are_loaded_when_first_needed_and_without_phrases():
    said = subprocess.run(
        [sys.executable, "-c", (
            "import sys; from jishi.values import names; print('pypinyin' in sys.modules);"
            "names.signs('曾'); print(len(sys.modules['pypinyin.constants'].PHRASES_DICT))"
        )],
        capture_output=True, text=True, check=True,
        env={k: v for k, v in os.environ.items() if k != "PYPINYIN_NO_PHRASES"},
    )  # fmt: skip
    assert said.stdout.split() == ["False", "0"]


@pytest.mark.parametrize(("better", "worse", "query"), [
    ("胡金梅", "许家民", "hjm"), ("曾小敏", "曹小敏", "zxm"), ("单志强", "戴志强", "szq"),
])  # fmt: skip
def test_a_usual_reading_comes_before_a_rare_one(better, worse, query):
    ranks = rank(better, query), rank(worse, query)
    assert ranks[0] == INITIALS
    assert ranks[1] is None or ranks[1] > ranks[0]


def test_one_letter_names_those_whose_usual_reading_begins_with_it_before_others():
    assert rank("汪菊", "w") == PREFIX
    assert rank("方菊", "w") == RARE  # also read wang
    assert rank("方菊", "f") == PREFIX
