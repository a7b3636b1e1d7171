"""Numbers and dates are written as the pages promise."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from jishi.web.templatetags import ui


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (4508, "4\u2009508"),
        (22, "22"),
        ("1690", "1\u2009690"),
        (Decimal("5850000.00"), "5\u2009850\u2009000.00"),
        ("58.3", "58.3"),
        ("50余", "50余"),
        (-1200, "-1\u2009200"),
        (None, ""),
    ],
)
def test_a_number_is_written_in_groups_of_three_and_words_stay_as_they_are(value, written):
    assert ui.num(value) == written


def test_dates_are_written_in_chinese_and_as_addresses_want_them():
    on = date(2024, 9, 30)
    assert (ui.day(on), ui.iso(on)) == ("2024年9月30日", "2024-09-30")
    assert (ui.day(None), ui.iso(None)) == ("", "")


def test_a_moment_is_told_by_the_day_it_was_here():
    assert ui.day(datetime(2024, 9, 29, 20, 22, tzinfo=UTC)) == "2024年9月30日"


def test_no_chart_needs_an_inline_style_or_script():
    page = Template(
        "{% load ui %}{% spark data %}{% bars rows 3 '各村' %}{% cells 2 3 %}{% band groups %}"
        "{% trend months 'line' '户' '农户' %}{% icon 'down' %}"
    ).render(
        Context(
            {
                "data": {"kind": "column", "values": [1, 2], "labels": ["1月", "2月"]},
                "rows": [{"name": "上庄", "value": 4}],
                "groups": [{"name": "上庄", "cells": [{"name": "1组", "state": "cut"}]}],
                "months": [{"label": "1月", "value": 1}, {"label": "2月", "value": 2}],
            }
        )
    )
    assert page.count("<svg") == 6
    assert "style=" not in page
    assert "<script" not in page


def test_a_name_in_a_chart_is_escaped():
    rows = [{"name": "<b>上庄</b>", "value": 4}]
    page = Template("{% load ui %}{% bars rows %}").render(Context({"rows": rows}))
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
