"""Names of villages, out of the names of their committees."""

import pytest

from jishi.places.committee import place_name


@pytest.mark.parametrize(
    ("committee", "place"),
    [
        ("上庄村委会", "上庄村"),
        ("东村村委会", "东村"),
        ("大庄上村村民委员会", "大庄上村"),
        ("下卸甲河村民委员会", "下卸甲河村"),
        ("杨柳社区居委会", "杨柳社区"),
        ("广华新城社区居民委员会", "广华新城社区"),
        ("东阳街居民委员会", "东阳街"),
        ("查干嘎查委会", "查干嘎查"),
    ],
)
def test_a_committee_gives_its_place_the_name(committee, place):
    assert place_name(committee) == place


@pytest.mark.parametrize(
    "name", ["科兴佳园社区", "一连队", "光华村", "村委会", "六居委会", "郝开村民员会"]
)
def test_a_name_of_another_form_stays_as_it_is(name):
    assert place_name(name) == name


def test_a_place_is_not_stripped_twice():
    assert place_name(place_name("中村村委会")) == "中村"
