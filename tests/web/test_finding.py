"""The choice field's question, and the search page: what they answer, and to whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from jishi.access.actor import operator
from jishi.audit.models import Entry
from jishi.desk.models import RecentChoice
from jishi.indicators.naming import Called, rename
from jishi.records.households.models import Household
from jishi.records.people.models import Person
from tests.web import smalltown
from tests.web.smalltown import GROUPS, TOWN, VILLAGE, add

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)


@pytest.fixture
def clerk():
    smalltown.build()
    add("persons", *(
        {"number": f"RY-1{n}", "name": name, "place": VILLAGE}
        for n, name in enumerate(["仇建国", "单晓霞", "曾乐", "朴行", "查重", "区明"])
    ))  # fmt: skip
    return smalltown.account("clerk", "town_clerk", TOWN)


def ask(client, ledger, q="", place=TOWN):
    url = reverse("find", kwargs={"place": place, "ledger": ledger})
    return client.get(url, {"q": q, "as_of": "2024-09-30"}).json()


def search(client, q="", place=TOWN, **more):
    return client.get(reverse("search", kwargs={"place": place}), {"q": q, **more})


def post_link(client, holder, number):
    url = reverse("new", kwargs={"place": TOWN, "ledger": "links"})
    return client.post(url, {
        "number": number, "holder": holder, "kind": "village_link", "place": VILLAGE,
        "since": f"2020-01-{int(number):02}", "until": f"2020-01-{int(number) + 1:02}",
    })  # fmt: skip


def test_an_answer_is_what_the_form_takes_back(clerk):
    one = ask(clerk, "persons", "qiu")["found"][0]
    assert one["value"] == "RY-10 仇建国" and one["number"] == "RY-10" and one["title"] == "仇建国"
    assert post_link(clerk, one["value"], "1").status_code == 302
    assert RecentChoice.objects.get().record == Person.rows.get(name="仇建国").pk


def test_the_second_line_tells_who_or_where(clerk):
    person = Person.rows.get(name="仇建国")
    add("posts", {"number": "RZ-1", "person_id": person.pk, "kind": "village_member",
                  "place": VILLAGE, "since": SINCE, "title": "会计"})  # fmt: skip
    assert ask(clerk, "persons", "qiu")["found"][0]["second"].startswith("会计，")
    assert "第1组" in ask(clerk, "households", "NH-1")["found"][0]["second"]


def test_the_last_five_chosen_come_first_the_latest_before_all(clerk):
    names = ["仇建国", "单晓霞", "曾乐", "朴行", "查重", "区明"]
    for at, name in enumerate(names, start=1):
        assert post_link(clerk, name, str(at)).status_code == 302
    told = ask(clerk, "persons")
    assert told["recent"] == 5
    assert [one["title"] for one in told["found"][:5]] == names[:0:-1]
    # Another account has chosen nothing yet, and is offered whoever is here.
    leader = smalltown.account("leader", "town_leader", TOWN)
    assert ask(leader, "persons")["recent"] == 0
    assert ask(leader, "persons")["found"]


def test_a_change_remembers_what_was_chosen_and_not_what_stood_there(clerk):
    assert post_link(clerk, "仇建国", "1").status_code == 302
    RecentChoice.objects.all().delete()
    page = clerk.get(reverse("list", kwargs={"place": TOWN, "ledger": "links"}) + "?state=all&q=仇")
    url = next(r for r in page.context["rows"] if r.number == "1").cells[0].url.split("?")[0]
    form = clerk.get(f"{url}edit/")
    typed = {field.name: field.value for field in form.context["fields"]}
    version = form.context["version"]
    clerk.post(f"{url}edit/", {**typed, "note": "改", "version": version})
    assert not RecentChoice.objects.exists()
    clerk.post(f"{url}edit/", {**typed, "holder": "曾乐", "version": version + 1})
    assert RecentChoice.objects.get().record == Person.rows.get(name="曾乐").pk


def test_a_choice_that_left_the_readers_sight_is_offered_no_more(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    mine = Person.rows.get(name="仇建国")
    user = village.session["_auth_user_id"]
    RecentChoice.objects.create(owner_id=user, ledger="persons", record=mine.pk)
    assert ask(village, "persons", place=VILLAGE)["recent"] == 1
    Person.rows.filter(pk=mine.pk).update(place=smalltown.OTHER_VILLAGE)
    assert ask(village, "persons", place=VILLAGE)["recent"] == 0


def test_a_form_offers_the_question_and_carries_no_list_of_names(clerk):
    page = clerk.get(reverse("new", kwargs={"place": TOWN, "ledger": "links"})).content.decode()
    assert f'data-find="/{TOWN}/find/persons/"' in page
    assert "<datalist" not in page and "仇建国" not in page


def test_the_search_page_groups_what_it_finds_and_leads_there(clerk):
    add("households", {"number": "NH-9", "head": "仇家", "place": GROUPS[0], "since": SINCE})
    page = search(clerk, "qiuj")
    groups = {g["ledger"].key: [h.title for h in g["hits"]] for g in page.context["groups"]}
    assert groups == {"persons": ["仇建国"], "households": ["仇家"]}
    for group in page.context["groups"]:
        for hit in group["hits"]:
            assert clerk.get(hit.url).status_code == 200
    matters = search(clerk, "jiufen").context["groups"][0]
    # The same name five times: the latest first.
    assert [hit.number for hit in matters["hits"]] == ["SX-4", "SX-3", "SX-2", "SX-1", "SX-5"]


def test_a_group_that_answers_by_a_rare_reading_comes_after_one_that_was_meant(clerk):
    add("persons", {"number": "RY-8", "name": "吴丽芳", "place": VILLAGE})  # 吴 is tun as well
    add("households", {"number": "NH-9", "head": "唐兰", "place": GROUPS[0], "since": SINCE})
    groups = [(g["ledger"].key, g["hits"][0].title) for g in search(clerk, "tl").context["groups"]]
    assert groups == [("households", "唐兰"), ("persons", "吴丽芳")]
    told = [(one["group"], one["title"]) for one in suggest(clerk, "tl")]
    assert told[:2] == [("农户", "唐兰"), ("人员", "吴丽芳")]


def test_figures_are_found_by_name_other_name_and_pinyin(clerk):
    for typed in ("调解", "tiaojie"):
        found = search(clerk, typed).context["figures"]
        assert found and clerk.get(found[0]["url"]).status_code == 200, typed


def test_a_figure_is_found_by_the_towns_own_name_and_by_the_usual_one(clerk):
    rename(TOWN, {"volunteer_activities": Called("红马甲行动场次")}, by=operator())
    titles = [
        one["title"]
        for typed in ("hongmajia", "志愿")
        for one in search(clerk, typed).context["figures"]
    ]
    assert titles.count("红马甲行动场次") == 2


def test_a_group_too_long_leads_to_all_of_it(clerk):
    add("households", *(
        {"number": f"K-{n}", "head": f"柯{n}", "place": GROUPS[0], "since": SINCE}
        for n in range(10)
    ))  # fmt: skip
    group = search(clerk, "ke").context["groups"][0]
    assert len(group["hits"]) == 6
    whole = clerk.get(group["more_url"])
    assert len(whole.context["groups"][0]["hits"]) == 10


def test_nothing_typed_and_nothing_found_say_what_to_do(clerk):
    assert "szc" in search(clerk).content.decode()
    nothing = search(clerk, "no such thing").content.decode()
    assert "没有找到“no such thing”" in nothing and "记一笔" in nothing
    assert "&lt;script&gt;" in search(clerk, "<script>").content.decode()


def test_a_village_searches_itself_and_a_grid_member_his_doors(clerk):
    other = smalltown.OTHER_VILLAGE
    add("groups", {"code": other + "01", "name": "外组"})
    add("households",
        {"number": "W-1", "head": "尉迟外", "place": other + "01", "since": SINCE},
        {"number": "W-2", "head": "尉迟内", "place": GROUPS[0], "since": SINCE},
        {"number": "W-3", "head": "尉迟后", "place": GROUPS[1], "since": SINCE})  # fmt: skip
    village = smalltown.account("village", "village", VILLAGE)
    assert {h.title for h in search(village, "yuchi", VILLAGE).context["groups"][0]["hits"]} == {
        "尉迟内", "尉迟后",
    }  # fmt: skip
    assert search(village, "yuchi", TOWN).status_code == 404
    assert "尉迟外" not in search(village, "W-1", VILLAGE).content.decode()
    county = smalltown.account("county", "county_reader", smalltown.COUNTY)
    assert search(county, "yuchi").status_code == 403
    assert Household.rows.filter(head__startswith="尉迟").count() == 3


def suggest(client, q, place=TOWN):
    url = reverse("suggest", kwargs={"place": place})
    return client.get(url, {"q": q, "as_of": "2024-09-30"}).json()["found"]


def test_while_one_types_people_households_figures_and_pages_are_offered(clerk):
    add("households", {"number": "NH-9", "head": "仇家", "place": GROUPS[0], "since": SINCE})
    entries = Entry.objects.count()
    told = [(one["group"], one["title"]) for one in suggest(clerk, "qiuj")]
    assert told == [("人员", "仇建国"), ("农户", "仇家")]
    named = {(one["group"], one["title"]) for one in suggest(clerk, "农户")}
    assert {("指标", "农户"), ("页面", "农户台账")} <= named
    assert ("页面", "报告") in {(one["group"], one["title"]) for one in suggest(clerk, "bg")}
    for q in ("qiuj", "农户", "bg"):
        assert all(clerk.get(one["url"]).status_code == 200 for one in suggest(clerk, q))
    assert suggest(clerk, "没有这个人") == suggest(clerk, "") == []
    assert Entry.objects.count() == entries  # as the search page: looking leaves no trace


def test_a_grid_member_is_offered_what_is_at_his_door_and_no_figures(clerk):
    add("persons", {"number": "RY-2", "name": "舒门生（虚构）", "place": VILLAGE})
    guard = Person.rows.get(number="RY-2")
    add("links", {"number": "BB-2", "holder_id": guard.pk, "kind": "grid_member", "since": SINCE,
                  "place": GROUPS[1]})  # fmt: skip
    member = smalltown.account("member", "grid_member", VILLAGE, follows=str(guard.pk))
    assert "指标" not in {one["group"] for one in suggest(member, "农户", VILLAGE)}
    assert [one["number"] for one in suggest(clerk, "huzhu", VILLAGE)] == ["NH-1", "NH-2"]
    assert [one["number"] for one in suggest(member, "huzhu", VILLAGE)] == ["NH-2"]


def test_the_search_box_works_without_a_script_and_names_where_it_asks(clerk):
    page = search(clerk, "qiuj").content.decode()
    assert f'data-find="/{TOWN}/search/suggest/' in page
    assert f'<form class="find" role="search" method="get" action="/{TOWN}/search/">' in page
    assert "choice.js" not in page.split("<body")[0]  # it comes when somebody is in the box
