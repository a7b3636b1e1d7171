"""Two who say something of one form at once: nothing of either is lost unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.audit.models import EntryValues
from jishi.countyforms import actions
from jishi.countyforms.actions import About
from jishi.countyforms.binding import Binding
from tests.countyforms.countyform import make
from tests.web import smalltown

ABOUT = About("月报", "县委办（虚构）", "县办〔2024〕1号", date(2024, 12, 31), 90)


@pytest.fixture
def form(db):
    smalltown.build()
    return actions.add(smalltown.TOWN, ABOUT, make((), ()), "月报.xlsx", by=operator())


@pytest.fixture
def clerk(form):
    return smalltown.account("banshi", "town_clerk", form.town)


def said(about: About = ABOUT, **more: str) -> dict[str, str]:
    """The fields of the page, as the browser sends them."""
    return {
        "name": about.name, "owner": about.owner, "basis": about.basis, "version": "1",
        "expires_on": about.expires_on.isoformat() if about.expires_on else "",
        "minutes": str(about.minutes), **more,
    }  # fmt: skip


def shown(page) -> dict[str, str]:
    """What the page's form would send next."""
    return {**page.context["said"], "version": str(page.context["version"])}


def test_what_the_other_changed_stands_beside_and_is_kept_where_one_did_not_touch_it(form, clerk):
    url = f"/{form.town}/forms/{form.pk}/about/"
    other = replace(ABOUT, owner="县府办（虚构）", basis="县办〔2024〕9号")
    actions.revise(form, other, seen=1, by=operator())
    page = clerk.post(url, said(owner="县委组织部（虚构）", minutes="30"))
    assert page.status_code == 409
    text = page.content.decode()
    assert "别人刚改成：县府办（虚构）。" in text and 'value="县委组织部（虚构）"' in text
    assert 'value="县办〔2024〕9号"' in text and "您没有改，照他的" in text
    assert set(page.context["met"].beside) == {"owner", "basis"}
    assert clerk.post(url, shown(page)).status_code == 302
    form.refresh_from_db()
    assert (form.owner, form.basis, form.minutes) == ("县委组织部（虚构）", other.basis, 30)


def test_without_the_values_of_the_version_that_was_read_all_that_differs_is_shown(form, clerk):
    EntryValues.objects.filter(entry__record=str(form.pk)).delete()
    actions.revise(form, replace(ABOUT, basis=""), seen=1, by=operator())
    page = clerk.post(f"/{form.town}/forms/{form.pk}/about/", said(minutes="30"))
    beside = page.context["met"].beside
    assert (beside["basis"].now, beside["basis"].kept) == ("（空着）", False)
    assert beside["minutes"].now == "90" and set(beside) == {"basis", "minutes"}


def test_another_s_binding_of_cells_is_said_and_nothing_stands_beside(form, clerk):
    actions.bind(form, {"月报!B14": Binding("", "place")}, seen=1, by=operator())
    page = clerk.post(f"/{form.town}/forms/{form.pk}/about/", said(minutes="30"))
    assert page.status_code == 409 and not page.context["met"].beside
    assert "这一页上的没有动" in page.content.decode()
    assert clerk.post(page.request["PATH_INFO"], shown(page)).status_code == 302


def test_a_fault_of_one_s_own_does_not_hide_what_the_other_changed(form, clerk):
    url = f"/{form.town}/forms/{form.pk}/about/"
    actions.revise(form, replace(ABOUT, basis=""), seen=1, by=operator())
    page = clerk.post(url, said(minutes="很久"))
    assert (page.status_code, page.context["version"]) == (422, 1)
    assert clerk.post(url, said(minutes="30")).status_code == 409


def test_what_was_typed_is_kept_by_saying_that_the_form_is_wanted_no_more(form, clerk):
    url = f"/{form.town}/forms/{form.pk}/about/"
    wrong = clerk.post(url, said(retire="1", owner="", basis="口头通知"))
    assert wrong.status_code == 422 and 'value="口头通知"' in wrong.content.decode()
    form.refresh_from_db()
    assert (form.retired_on, form.version) == (None, 1)
    assert clerk.post(url, said(retire="1", basis="口头通知")).status_code == 302
    form.refresh_from_db()
    assert form.retired_on and (form.basis, form.version) == ("口头通知", 2)
    page = clerk.post(url, said(minutes="30"))
    assert "别人刚把它记成不再要了。" in page.content.decode()
    assert clerk.post(url, said(retire="1", version="2")).status_code == 302
    form.refresh_from_db()
    assert (form.retired_on, form.basis) == (None, ABOUT.basis)


def test_a_cell_that_another_bound_meanwhile_is_told_beside_what_is_typed(form, clerk):
    url = f"/{form.town}/forms/{form.pk}/bind/"
    village = Binding("volunteer_activities", place=smalltown.VILLAGE, when="last_year")
    actions.bind(form, {"月报!B14": village}, seen=1, by=operator())
    typed = {"cell": "月报!B14", "part": "place", "figure": "", "place": "", "when": "now",
             "scale": "1", "version": "1"}  # fmt: skip
    page = clerk.post(url, typed)
    assert page.status_code == 409
    assert page.context["now"].startswith("这一格现在对应：") and "去年同期" in page.context["now"]
    assert page.context["now"] in page.content.decode()
    wrong = clerk.post(url, {**typed, "part": "value"})
    assert (wrong.status_code, wrong.context["version"]) == (422, 1)
    actions.bind(form, {"月报!B14": None}, seen=2, by=operator())
    assert "这一格现在没有对应。" in clerk.post(url, typed).content.decode()
