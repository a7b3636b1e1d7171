"""Settings: sessions that end, accounts made and stopped, kinds, programmes, words for figures."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jishi.access import grants
from jishi.access.actor import actor_of, operator
from jishi.access.models import Grant, SignIn, User
from jishi.access.writing import Draft, write
from jishi.audit.covered import covered
from jishi.audit.models import Entry, EntryValues
from jishi.audit.verifier import verify
from jishi.indicators import naming
from jishi.indicators.figures import answer, ground
from jishi.indicators.naming import Called
from jishi.indicators.tables import BY_KEY as FIGURES
from jishi.kernel.kinds import ship, shipped
from jishi.kernel.models import Kind
from jishi.records.ledgers import BY_KEY
from tests.web import smalltown
from tests.web.smalltown import COUNTY, NEIGHBOUR, PASSWORD, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 30)


@pytest.fixture(autouse=True)
def _town() -> None:
    smalltown.build()


@pytest.fixture
def admin() -> Client:
    smalltown.account("second", "administrator", COUNTY)
    return smalltown.account("admin", "administrator", COUNTY)


@pytest.fixture
def clerk() -> Client:
    return smalltown.account("clerk", "town_clerk", TOWN)


def unfit() -> list[str]:
    return [f"{p.what} {p.record}" for p in verify(covered()).problems if p.record]


def page_of(username: str) -> str:
    return reverse("account", kwargs={"id": User.objects.get(username=username).pk})


def browser(agent: str = "", **entries: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR="10.2.3.4")
    client.post(reverse("sign_in"), {"username": "clerk", "password": PASSWORD, **entries})
    return client


def inside(client: Client) -> bool:
    return client.get(reverse("password")).status_code == 200


def test_an_ended_session_stops_at_its_next_page(clerk):
    phone = browser("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) MicroMessenger/8.0")
    office = browser("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36")
    told = office.get(reverse("sessions")).context["sessions"]
    assert {one["device"] for one in told} == {"iPhone上的微信", "Windows上的Chrome"}
    assert {one["address"] for one in told} == {"10.2.3.*"}
    other = next(one for one in told if not one["current"])
    office.post(reverse("sessions"), {"end": other["id"]})
    assert (inside(phone), inside(office)) == (False, True)
    assert Entry.objects.filter(action="end_session", actor="clerk").count() == 1
    assert inside(clerk)  # begins a session of its own
    office.post(reverse("sessions"), {"end": "others"})
    assert (inside(clerk), inside(office)) == (False, True)


def test_nobody_ends_a_session_of_somebody_else(clerk):
    smalltown.account("leader", "town_leader", TOWN)
    office = browser()
    foreign = Client()
    foreign.post(reverse("sign_in"), {"username": "leader", "password": PASSWORD})
    key = str(SignIn.objects.get(user__username="leader").pk)
    assert office.post(reverse("sessions"), {"end": key}).status_code == 422
    assert inside(foreign)
    assert inside(clerk)


def test_wrong_old_passwords_end_the_session(clerk):
    held = browser()
    data = {"old": "wrong", "new": "quite another one", "again": "quite another one"}
    for _try in range(10):
        assert held.post(reverse("password"), data).status_code == 422
    assert not inside(held)
    assert User.objects.get(username="clerk").check_password(PASSWORD)
    assert clerk is not held


def new_account(admin: Client, **changed: str):
    data = {"name": "程某", "username": "chengm", "role": "town_clerk", "place": TOWN,
            "since": "2024-01-01", "until": "", "person": ""}  # fmt: skip
    return admin.post(reverse("account_new"), data | changed)


def test_a_first_password_is_shown_once_and_changed_at_the_first_sign_in(admin):
    answer = new_account(admin)
    assert answer.status_code == 200
    password = answer.context["password"]
    assert password not in admin.get(page_of("chengm")).content.decode()
    assert not any(password in values.after for values in EntryValues.objects.all())
    fresh = Client()
    fresh.post(reverse("sign_in"), {"username": "chengm", "password": password})
    assert fresh.get(reverse("cockpit", kwargs={"place": TOWN})).url == reverse("password")
    own = {"old": password, "new": "my own words 5", "again": "my own words 5"}
    fresh.post(reverse("password"), own)
    assert fresh.get(reverse("cockpit", kwargs={"place": TOWN})).status_code == 200
    assert unfit() == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"username": "admin"}, "username"), ({"username": ""}, "username"), ({"name": ""}, "name"),
        ({"role": "king"}, "role"), ({"place": "999"}, "place"), ({"place": COUNTY}, "place"),
        ({"since": "soon"}, "since"), ({"until": "2023-01-01"}, "until"),
        ({"role": "grid_member"}, "person"),
        ({"role": "grid_member", "person": "RY-404"}, "person"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)  # fmt: skip
def test_what_will_not_do_is_said_next_to_its_field(admin, changed, field):
    users = User.objects.count()
    answer = new_account(admin, **changed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert User.objects.count() == users


def test_a_grid_member_is_made_with_his_own_entry_in_the_ledger(admin):
    assert new_account(admin, role="grid_member", person="RY-1").status_code == 200
    assert Grant.objects.get(user__username="chengm").person == smalltown.person().pk


def test_a_grid_member_is_found_by_his_name_where_it_is_the_only_one(admin):
    assert new_account(admin, role="grid_member", name="方知远").status_code == 200
    assert Grant.objects.get(user__username="chengm").person == smalltown.person().pk
    said = new_account(admin, role="grid_member", username="ef", person="方知远")
    assert said.status_code == 200
    smalltown.add("persons", {"number": "RY-2", "name": "方知远", "place": TOWN,
                              "birth_on": date(1981, 5, 6)})  # fmt: skip
    twin = new_account(admin, role="grid_member", username="gh", person="方知远")
    assert twin.status_code == 422 and "写他的编号" in twin.content.decode()
    assert new_account(admin, role="grid_member", username="ij", name="方知远").status_code == 422


def test_an_administrator_cannot_appoint_outside_his_county(admin):
    assert new_account(admin, role="auditor", place="3418").status_code == 403
    assert not User.objects.filter(username="chengm").exists()


def test_a_name_to_sign_in_with_is_nobody_elses_in_other_letters_and_has_no_blank(admin, clerk):
    for name, said in (("CLERK", "已经有了"), ("chen g", "空格")):
        data = {"username": name, "name": "某", "role": "town_clerk", "place": TOWN,
                "since": "2024-01-01"}  # fmt: skip
        page = admin.post(reverse("account_new"), data)
        assert page.status_code == 422 and said in page.content.decode()
        assert not User.objects.filter(username=name).exists()


def test_an_administrator_gives_himself_nothing_by_the_page_either(admin):
    data = {"do": "grant", "role": "auditor", "place": COUNTY, "since": "2024-01-01"}
    assert admin.post(page_of("admin"), data).status_code == 422
    for done in ("stop", "password", "unlock"):
        assert admin.post(page_of("admin"), {"do": done}).status_code == 422
    assert Grant.objects.filter(user__username="admin").count() == 1


def test_roles_come_and_go_and_accounts_stop_and_start(admin, clerk):
    url = page_of("clerk")
    data = {"do": "grant", "role": "town_leader", "place": TOWN, "since": "2024-01-01"}
    assert admin.post(url, data).status_code == 302
    assert admin.post(url, data).status_code == 422
    held = Grant.objects.get(user__username="clerk", role="town_leader")
    end = {"do": "revoke", "grant": str(held.pk), "on": "2024-02-01"}
    assert admin.post(url, {**end, "on": "never"}).status_code == 422
    assert admin.post(url, end).status_code == 302
    assert admin.post(url, {"do": "stop"}).status_code == 302
    assert not inside(clerk)
    assert admin.post(url, {"do": "restart"}).status_code == 302
    assert unfit() == []
    history = [str(row["action"]) for row in admin.get(url).context["history"]]
    assert history == ["重新启用", "结束", "结束", "新增", "新增", "新增"]


def test_a_locked_account_is_shown_and_let_in_again(admin, clerk):
    other = Client()
    for _try in range(10):
        other.post(reverse("sign_in"), {"username": "clerk", "password": "wrong"})
    assert admin.get(page_of("clerk")).context["account"]["locked"]
    admin.post(page_of("clerk"), {"do": "unlock"})
    other.post(reverse("sign_in"), {"username": "clerk", "password": PASSWORD})
    assert inside(other)
    assert Entry.objects.filter(action="unlock", actor="admin").exists()
    assert inside(clerk)


def test_an_administrator_ends_all_sessions_of_an_account(admin, clerk):
    office = browser()
    assert inside(office)
    assert inside(clerk)
    admin.post(page_of("clerk"), {"do": "sign_out"})
    assert not inside(office)
    assert not inside(clerk)


def test_a_hand_over_is_shown_first_and_then_done(admin, clerk):
    smalltown.account("next", "village", smalltown.VILLAGE)
    taker = User.objects.get(username="next")
    url = page_of("clerk") + "hand-over/"
    on = timezone.localdate() + timedelta(days=3)
    data = {"to": str(taker.pk), "on": on.isoformat()}
    seen = admin.post(url, data)
    assert seen.status_code == 200
    assert len(seen.context["plan"]["rows"]) == 1
    assert not Grant.objects.filter(user=taker, role="town_clerk").exists()
    assert admin.post(url, data | {"sure": "1"}).status_code == 302
    assert Grant.objects.get(user=taker, role="town_clerk").since == on
    assert Grant.objects.get(user__username="clerk").until == on
    assert inside(clerk)  # until that day


def test_the_last_administrator_cannot_be_stopped(admin):
    other = Client()
    other.force_login(
        User.objects.get(username="second"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert other.post(page_of("admin"), {"do": "stop"}).status_code == 302
    smalltown.account("city", "administrator", "3418")
    above = Client()
    above.force_login(
        User.objects.get(username="city"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert above.post(page_of("second"), {"do": "stop"}).status_code == 302
    assert admin.get(reverse("accounts")).status_code == 302


def test_settings_offer_what_the_account_may_set(admin, clerk):
    auditor = smalltown.account("auditor", "auditor", COUNTY)
    village = smalltown.account("village", "village", smalltown.VILLAGE)

    def offered(client: Client) -> set[str]:
        chapters = client.get(reverse("settings")).context["chapters"]
        return {one.url for chapter in chapters for one in chapter["settings"]}

    own = {reverse("password"), reverse("sessions")}
    assert {reverse("accounts"), reverse("kinds", kwargs={"place": COUNTY})} <= offered(admin)
    assert reverse("figure_names", kwargs={"place": TOWN}) in offered(clerk)
    assert offered(auditor) == own | {reverse("trail")}
    for client in (admin, clerk, auditor, village):
        for url in offered(client):
            assert client.get(url).status_code == 200, url


def add_kind(client: Client, place: str = TOWN, **entries: str):
    url = reverse("kinds", kwargs={"place": place}) + "?ledger=activities"
    return client.post(url, {"do": "add", "family": "", **entries})


def test_a_kind_of_ones_own_is_added_used_and_retired(clerk):
    ship()
    family = next(row["family"] for row in shipped() if row["ledger"] == "activities")
    assert add_kind(clerk, zh="问卷调查", family=family).status_code == 302
    kind = Kind.rows.get(town=TOWN)
    assert (kind.zh, kind.family) == ("问卷调查", family)
    meeting = {**smalltown.meeting("HD-9", 5), "kind": kind.code}
    write(BY_KEY["activities"], [Draft(meeting)], by=operator())
    url = reverse("kinds", kwargs={"place": TOWN}) + "?ledger=activities"
    told = next(row for row in clerk.get(url).context["rows"] if row["own"])
    assert told["used"] == 1
    assert clerk.post(url, {"do": "retire", "code": kind.code}).status_code == 302
    assert Kind.rows.get(pk=kind.pk).retired_on is not None
    assert unfit() == []


def test_a_kind_called_like_another_is_refused(clerk):
    ship()
    taken = next(row["zh"] for row in shipped() if row["ledger"] == "activities")
    assert add_kind(clerk, zh=taken).status_code == 422
    assert add_kind(clerk, zh="赶集").status_code == 302
    refused = add_kind(clerk, zh="赶集")
    assert (refused.status_code, Kind.rows.filter(town=TOWN).count()) == (422, 1)
    assert add_kind(clerk, zh="唱戏", family="no-such").status_code == 422


def test_a_shipped_kind_is_not_retired(clerk):
    ship()
    code = next(row["code"] for row in shipped() if row["ledger"] == "activities")
    url = reverse("kinds", kwargs={"place": TOWN}) + "?ledger=activities"
    assert clerk.post(url, {"do": "retire", "code": code}).status_code == 422
    assert Kind.rows.get(pk=code).retired_on is None


def test_the_countys_kind_is_every_towns_and_only_the_administrators_to_change(admin, clerk):
    assert add_kind(admin, COUNTY, zh="全县义诊").status_code == 302
    kind = Kind.rows.get(town=COUNTY)
    url = reverse("kinds", kwargs={"place": TOWN}) + "?ledger=activities"
    assert kind.zh in clerk.get(url).content.decode()
    assert clerk.post(url, {"do": "retire", "code": kind.code}).status_code == 422
    assert add_kind(clerk, COUNTY, zh="越权").status_code == 404
    assert add_kind(admin, TOWN, zh="越权").status_code == 404
    assert unfit() == []


def test_items_of_a_programme_are_listed_and_ticked(clerk):
    smalltown.add("programmes", {"number": "GK-1", "zh": "清风行动", "place": TOWN,
                                 "since": date(2024, 1, 1), "owner": "纪委"})  # fmt: skip
    programme = BY_KEY["programmes"].model._base_manager.get(number="GK-1")
    smalltown.add("programme_items", {
        "number": "GS-1", "programme": programme, "what": "走访一遍", "due_on": date(2024, 2, 1),
    })  # fmt: skip
    url = reverse("programmes", kwargs={"place": TOWN})
    (row,) = clerk.get(url).context["rows"]
    assert (row["owner"], row["open"], row["items"][0]["late"]) == ("纪委", 1, True)
    assert clerk.post(url, {"item": "GS-404"}).status_code == 422
    assert clerk.post(url, {"item": "GS-1"}).status_code == 302
    (row,) = clerk.get(url).context["rows"]
    assert row["open"] == 0
    assert unfit() == []


def test_a_figure_bears_the_towns_name_everywhere_and_keeps_its_version(clerk):
    standard = FIGURES["disputes_mediated"]
    url = reverse("figure_names", kwargs={"place": TOWN})
    data = {"name-disputes_mediated": "调好的疙瘩", "aliases-disputes_mediated": "调成、和好"}
    assert clerk.post(url, data).status_code == 302
    by = actor_of(User.objects.get(username="clerk"))
    figure = answer(standard, ground(TOWN, DAY, by))
    assert (str(figure.indicator.zh), figure.key) == ("调好的疙瘩", "disputes_mediated")
    assert figure.indicator.version == standard.version
    assert figure.indicator.aliases[:2] == ("和好", "调成")
    for name, more in (("cockpit", {}), ("proof", {"key": "disputes_mediated"}), ("report", {})):
        address = reverse(name, kwargs={"place": TOWN, **more})
        assert "调好的疙瘩" in clerk.get(address, {"as_of": "2024-09-30"}).content.decode(), name
    neighbour = answer(standard, ground(smalltown.NEIGHBOUR, DAY, operator()))
    assert neighbour.indicator == standard
    assert unfit() == []
    clerk.post(url, {"name-disputes_mediated": "", "aliases-disputes_mediated": ""})
    assert answer(standard, ground(TOWN, DAY, by)).indicator == standard


@pytest.mark.parametrize("field", ["name", "aliases"])
def test_a_name_of_another_figure_is_refused(clerk, field):
    other = str(FIGURES["volunteer_activities"].zh)
    url = reverse("figure_names", kwargs={"place": TOWN})
    answer_ = clerk.post(url, {"name-disputes_mediated": "",
                               f"{field}-disputes_mediated": f" {other} "})  # fmt: skip
    assert answer_.status_code == 422
    assert other in re.sub(r"\s", "", answer_.content.decode())
    assert naming.called_in(TOWN) == {}


def test_two_figures_do_not_take_one_name_at_once(clerk):
    both = {"disputes_mediated": Called("甲"), "volunteer_activities": Called("", ("甲",))}
    by = actor_of(User.objects.get(username="clerk"))
    with pytest.raises(naming.Refused) as refused:
        naming.rename(TOWN, both, by=by)
    assert len(refused.value.faults) == 2
    assert clerk is not None


def test_a_hand_over_is_offered_to_those_who_can_take_it_the_nearest_first(admin, clerk):
    smalltown.account("check", "auditor", COUNTY)
    smalltown.account("far", "town_clerk", NEIGHBOUR)
    smalltown.account("near", "village", VILLAGE)
    old = User.objects.get(username="clerk")
    page = admin.get(reverse("account_handover", kwargs={"id": old.pk}))
    assert [user.username for user in page.context["others"]] == ["near", "second", "far"]
    near = User.objects.get(username="near").grants.get()
    over = near.since + timedelta(days=30)
    grants.revoke("near", near.role, near.place, by=operator(), on=over, grant=near.pk)
    page = admin.get(reverse("account_handover", kwargs={"id": old.pk}))
    # He may have stood in for a while; now the work comes back to him.
    assert [user.username for user in page.context["others"]] == ["second", "far", "near"]


def test_a_name_too_long_is_said_so_and_not_cut(admin):
    page = admin.post(reverse("account_new"), {
        "username": "chang", "name": "长" * 300, "role": "town_clerk", "place": TOWN,
        "since": "2024-01-01",
    })  # fmt: skip
    assert page.status_code == 422
    assert "最多60个字，现在300个" in page.content.decode()
    assert "maxlength" not in page.content.decode().split("<main")[1]
