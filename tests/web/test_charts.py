"""Charts say what the numbers say: geometry in, nothing drawn that is not there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.web import charts
from jishi.web.charts.trend import scale

MONTHS = [f"{month}月" for month in range(1, 10)]


def test_a_column_spark_stands_in_proportion_and_marks_the_last_month():
    chart = charts.spark([1, 2, 4], labels=["1月", "2月", "3月"], size=(30, 20), pitch=10)
    assert [column.height for column in chart.columns] == [5, 10, 20]
    assert [column.last for column in chart.columns] == [False, False, True]
    assert [column.label for column in chart.columns] == ["1月", "2月", "3月"]


def test_a_known_zero_shows_a_stub_and_an_unknown_month_a_gap():
    chart = charts.spark([None, 0, 3], size=(30, 20), pitch=10)
    assert [column.height for column in chart.columns] == [0, 1, 20]


def test_a_thousand_months_still_have_a_width_each():
    chart = charts.spark([month % 7 for month in range(1000)], size=(84, 20))
    assert all(column.width > 0 for column in chart.columns)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0, 0, 0], "column"),
        ([5, 5, 5], "line"),
        ([7], "column"),
        ([], "line"),
        ([None, None, 3], "line"),
    ],
)
def test_what_does_not_move_is_not_drawn(values, kind):
    assert charts.spark(values, kind=kind) is None


def test_an_unknown_kind_of_spark_is_refused():
    with pytest.raises(ValueError, match="pie"):
        charts.spark([1, 2], kind="pie")


def test_a_line_ends_in_a_dot_at_its_last_known_value():
    chart = charts.spark([1, 3, 2, None], kind="line", size=(36, 16))
    assert chart.points == "3,13 13,3 23,8"
    assert chart.dot == (23, 8)


def test_bars_share_one_scale_and_tell_who_reaches_the_threshold():
    rows = [
        {"name": "上庄", "value": Decimal("168.2")},
        {"name": "瑞川", "value": Decimal("42.05")},
        {"name": "五联", "value": None},
    ]
    chart = charts.bars(rows, threshold=Decimal("84.1"))
    assert [bar.percent for bar in chart.rows] == [100, 25, 0]
    assert [bar.reaches for bar in chart.rows] == [True, False, False]
    assert chart.limit == 50


def test_a_threshold_above_every_village_still_lies_on_the_scale():
    chart = charts.bars([{"name": "上庄", "value": 20}], threshold=50)
    assert (chart.rows[0].percent, chart.limit) == (40, 100)


def test_twenty_nine_of_thirty_are_drawn_as_cells():
    chart = charts.cells(29, 30)
    assert (len(chart.full), len(chart.empty), chart.share) == (29, 1, None)
    assert chart.empty[0] not in chart.full


def test_cells_too_many_to_count_become_one_bar():
    chart = charts.cells(2254, 4508)
    assert chart.full == ()
    assert chart.share == pytest.approx(chart.width / 2)


def test_more_than_the_whole_is_refused():
    with pytest.raises(ValueError, match="31"):
        charts.cells(31, 30)


def test_the_band_keeps_every_group_in_its_village_and_state():
    cells = [{"name": f"{n}组", "state": s} for n, s in enumerate(["full", "cut", "missing"], 1)]
    (village,) = charts.band([{"name": "上庄", "households": 912, "cells": cells}])
    assert [cell.state for cell in village.cells] == ["full", "cut", "missing"]
    assert len({cell.x for cell in village.cells}) == 3
    assert village.width > village.cells[-1].x


def test_an_unknown_state_of_a_group_is_refused():
    with pytest.raises(ValueError, match="half"):
        charts.band([{"name": "上庄", "cells": [{"name": "1组", "state": "half"}]}])


def test_a_trend_with_last_year_puts_the_two_side_by_side():
    rows = [{"label": m, "value": i + 1, "previous": i} for i, m in enumerate(MONTHS)]
    chart = charts.trend(rows)
    for now, then in zip(chart.columns, chart.previous, strict=True):
        assert now.x == pytest.approx(then.x + then.width, abs=0.02)


def test_a_stock_that_hardly_moves_is_not_drawn_from_zero():
    rows = [{"label": m, "value": 4530 - 2 * i} for i, m in enumerate(MONTHS)]
    chart = charts.trend(rows, kind="line")
    heights = [column.y for column in chart.columns]
    assert max(heights) - min(heights) > 30
    assert chart.valued == {0, 8}


def test_a_trend_without_a_known_value_is_not_drawn():
    assert charts.trend([{"label": "1月", "value": None}]) is None


@given(
    st.lists(
        st.one_of(st.none(), st.integers(min_value=0, max_value=10**9)), min_size=1, max_size=36
    ),
    st.sampled_from(["column", "line"]),
)
def test_whatever_the_numbers_the_trend_stays_inside_its_frame(values, kind):
    chart = charts.trend([{"label": str(i), "value": v} for i, v in enumerate(values)], kind=kind)
    if chart is None:
        assert all(v is None for v in values)
        return
    for column in chart.columns:
        assert 0 <= column.x <= column.x + column.width <= chart.width
        assert 0 <= column.y <= chart.base + 0.01


@given(st.floats(min_value=0, max_value=1e9), st.floats(min_value=0, max_value=1e9))
def test_a_scale_covers_what_it_measures_in_few_steps(low, span):
    marks = scale(low, low + span)
    assert marks[0] == low
    assert marks[-1] >= low + span - 1e-6 * max(1.0, low + span)
    assert 2 <= len(marks) <= 5
