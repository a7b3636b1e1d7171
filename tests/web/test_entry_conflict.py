"""Two people change one record: the second sees both versions, and loses neither."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from jishi.audit.models import Entry, EntryValues
from jishi.records.activities.models import Activity
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Client, Client]:
    smalltown.build()
    return (
        smalltown.account("first", "town_clerk", TOWN),
        smalltown.account("second", "town_clerk", TOWN),
    )


def address() -> str:
    row = Activity.rows.get(number="HD-1")
    return reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": str(row.pk)})


def opened(client: Client) -> dict[str, object]:
    page = client.get(address())
    found = {field.name: field.value for field in page.context["fields"]}
    return found | {"version": page.context["version"]}


def stored() -> Activity:
    return Activity.rows.get(number="HD-1")


def sent_back(page) -> dict[str, list[str]]:
    """What the page's hidden fields would send."""
    found: dict[str, list[str]] = {"version": [str(page.context["version"])]}
    for name, value in page.context["hidden"]:
        found.setdefault(name, []).append(value)
    return found


def meet(two, mine: dict[str, object], theirs: dict[str, object]):
    """Both open the form; the first stores `theirs`, then the second sends `mine`."""
    first, second = two
    before, also = opened(first), opened(second)
    assert first.post(address(), before | theirs).status_code == 302
    return second.post(address(), also | mine)


def test_the_second_sees_both_versions_and_nothing_is_overwritten(two):
    page = meet(two, {"title": "我的", "attendance": "9"}, {"title": "别人的", "venue": "广场"})
    assert page.status_code == 409
    rows = {row["name"]: row for row in page.context["rows"]}
    assert set(rows) == {"title", "attendance", "venue"}
    title = rows["title"]
    assert (title["base"], title["theirs"], title["mine"]) == ("党委会HD-1", "别人的", "我的")
    assert title["clashes"]
    assert not rows["venue"]["clashes"]
    assert page.context["theirs"]["who"] == "first（虚构）"
    assert (stored().title, stored().version) == ("别人的", 2)


def test_put_together_keeps_what_each_changed_alone_and_mine_where_both_did(two):
    page = meet(two, {"title": "我的", "attendance": "9"}, {"title": "别人的", "venue": "广场"})
    answer = two[1].post(address(), sent_back(page) | {"keep": "mine"})
    assert answer.status_code == 302
    row = stored()
    assert (row.title, row.attendance, row.venue, row.version) == ("我的", 9, "广场", 3)


def test_going_on_editing_starts_from_both_together_and_stores_nothing_yet(two):
    page = meet(two, {"attendance": "9"}, {"venue": "广场"})
    form = two[1].post(address(), sent_back(page) | {"keep": "edit"})
    assert form.status_code == 200
    found = {field.name: field.value for field in form.context["fields"]}
    assert (found["attendance"], found["venue"]) == ("9", "广场")
    assert stored().attendance is None
    again = two[1].post(address(), found | {"version": form.context["version"]})
    assert again.status_code == 302
    assert (stored().attendance, stored().venue) == (9, "广场")


def test_programmes_and_links_survive_being_put_together(two):
    page = meet(two, {"programmes": ["young_eagle", "double_base"]}, {"lead": "RY-1"})
    hidden = sent_back(page)
    assert hidden["lead"] == ["RY-1 方知远"]
    assert two[1].post(address(), hidden).status_code == 302
    assert stored().lead == smalltown.person()
    assert len(stored().programmes) == 2


def test_a_third_change_in_between_is_shown_again(two):
    page = meet(two, {"title": "我的"}, {"title": "别人的"})
    assert two[0].post(address(), opened(two[0]) | {"title": "又改"}).status_code == 302
    assert two[1].post(address(), sent_back(page)).status_code == 409
    assert stored().title == "又改"


def test_two_who_write_the_same_are_not_asked(two):
    assert meet(two, {"title": "一样"}, {"title": "一样"}).status_code == 302
    assert stored().version == 2


def test_a_forged_or_missing_version_never_overwrites(two):
    form = opened(two[0])
    for version in ("", "0", "7", "-1", "x"):
        page = two[0].post(address(), form | {"title": "改", "version": version})
        assert page.status_code == 409, version
    assert stored().version == 1


def test_where_the_trails_values_were_erased_both_are_still_shown(two):
    first, second = two
    before, also = opened(first), opened(second)
    first.post(address(), before | {"title": "别人的"})
    EntryValues.objects.filter(entry__version=1).update(before="", after="")
    page = second.post(address(), also | {"title": "我的"})
    assert page.status_code == 409
    assert {row["mine"] for row in page.context["rows"]} == {"我的"}


def sheet(client: Client) -> dict[str, object]:
    """A form just opened, with the keys that its page sends."""
    page = client.get(address())
    found = {field.name: field.value for field in page.context["fields"]}
    keys = {name: str(page.context[f"{name}_key"]) for name in ("draft", "page")}
    return found | {"version": page.context["version"], **keys}


def test_who_goes_back_and_saves_again_does_not_meet_himself(two):
    form = sheet(two[0])
    assert two[0].post(address(), form | {"title": "改一次"}).status_code == 302
    # The page itself begins another draft, and still holds the old version number.
    back = form | {"title": "再改一次", "venue": "广场", "draft": str(uuid4())}
    assert two[0].post(address(), back).status_code == 302
    assert (stored().title, stored().venue, stored().version) == ("再改一次", "广场", 3)
    # What is put back to what it first was is a change, too.
    assert two[0].post(address(), back | {"title": form["title"]}).status_code == 302
    assert (stored().title, stored().venue) == ("党委会HD-1", "广场")


def test_a_double_tap_is_stored_once_and_says_that_it_was(two):
    form = sheet(two[0]) | {"title": "点了两下"}
    for _tap in range(2):
        answer = two[0].post(address(), form, follow=True)
        assert "改好了" in answer.content.decode()
    assert stored().version == 2


def test_what_was_taken_back_is_stored_again_when_it_is_sent_again(two):
    form = sheet(two[0]) | {"title": "改一次"}
    two[0].post(address(), form)
    act = Entry.objects.filter(ledger="activities").latest("id").act
    two[0].post(reverse("undo", kwargs={"place": TOWN, "act": act}), {"next": address()})
    assert (stored().title, stored().version) == ("党委会HD-1", 3)
    assert two[0].post(address(), form).status_code == 302
    assert stored().title == "改一次"


def test_two_windows_of_one_draft_do_not_write_over_each_other(two):
    key = str(uuid4())
    one, other = sheet(two[0]) | {"draft": key}, sheet(two[0]) | {"draft": key}
    assert two[0].post(address(), one | {"title": "甲窗口"}).status_code == 302
    assert two[0].post(address(), other | {"venue": "广场"}).status_code == 302
    assert (stored().title, stored().venue) == ("甲窗口", "广场")


def test_a_page_sent_again_without_a_change_still_knows_what_it_became(two):
    form = sheet(two[0]) | {"title": "改一次"}
    two[0].post(address(), form)
    two[0].post(address(), form | {"note": ""})
    assert two[0].post(address(), form | {"title": "再改一次"}).status_code == 302
    assert stored().title == "再改一次"


def test_two_windows_of_one_person_are_put_together_unless_one_would_be_lost(two):
    one, other = sheet(two[0]), sheet(two[0])
    assert two[0].post(address(), one | {"title": "甲窗口"}).status_code == 302
    assert two[0].post(address(), other | {"venue": "广场"}).status_code == 302
    assert (stored().title, stored().venue) == ("甲窗口", "广场")
    late = sheet(two[0]) | {"version": "1"}
    page = two[0].post(address(), late | {"title": "丙窗口"})
    assert page.status_code == 409
    assert "您自己刚改过" in page.content.decode()
    assert stored().title == "甲窗口"


def test_another_s_change_in_between_is_still_met(two):
    form = sheet(two[0])
    assert two[0].post(address(), form | {"title": "改一次"}).status_code == 302
    assert two[1].post(address(), opened(two[1]) | {"title": "别人的"}).status_code == 302
    page = two[0].post(address(), form | {"title": "再改", "draft": str(uuid4())})
    assert page.status_code == 409
    assert "刚被别人改过" in page.content.decode()
    (row,) = page.context["rows"]
    assert (row["base"], row["theirs"], row["mine"]) == ("改一次", "别人的", "再改")
