"""The comparison page and its annex; the papers' form; the QR code of every page."""

from __future__ import annotations

import io
import re

import docx
import pytest
from django.test import Client
from django.urls import reverse

from jishi.reports import qr
from tests.reports import reading
from tests.web import smalltown

pytestmark = pytest.mark.django_db
RED = {"official": "1", "issuer": "上庄镇人民政府文件", "number": "上政〔2024〕5号"}


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def asked(client: Client, name: str = "report", place: str = smalltown.TOWN, **query: str):
    return client.get(reverse(name, kwargs={"place": place}), {"as_of": "2024-09-30", **query})


def word(response) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(response.content)).paragraphs]


def test_what_moved_since_last_month_names_the_record_and_leads_to_both_proofs(clerk):
    page = asked(clerk, "report_compare")
    one = next(one for one in page.context["moved"] if one["key"] == "disputes_found")
    assert (one["then"], one["now"], one["difference"]) == ("3件", "4件", "+1件")
    assert [record["number"] for record in one["records"]] == ["SX-4"]
    for url in (one["now_url"], one["then_url"]):
        assert clerk.get(url).status_code == 200
    assert "党委会" in page.context["still"]


def test_last_year_is_another_comparison(clerk):
    page = asked(clerk, "report_compare", span="year")
    assert page.context["earlier"].isoformat() == "2023-09-30"
    one = next(one for one in page.context["moved"] if one["key"] == "disputes_found")
    assert (one["then"], one["difference"]) == ("1件", "+3件")
    assert any(record["why"] for record in one["records"])


def test_a_late_record_moves_both_reports(clerk):
    before = asked(clerk, "report_compare").context
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    after = asked(clerk, "report_compare").context
    assert before["still"] == after["still"]


def test_a_village_compares_what_it_has(clerk):
    page = asked(clerk, "report_compare", smalltown.VILLAGE)
    assert page.status_code == 200
    assert any("只按镇算" in one["reason"] for one in page.context["unknown"])


def test_the_word_file_takes_the_comparison_as_a_second_annex(clerk):
    told = word(asked(clerk, "report_word", annex="month"))
    assert "附件1" in told and "附件2" in told
    assert "与上月底比较表" in told
    assert "附件2" not in word(asked(clerk, "report_word"))


@pytest.mark.parametrize(("role", "place"), [
    ("county_reader", smalltown.COUNTY), ("auditor", smalltown.COUNTY),
])  # fmt: skip
def test_others_compare_nothing(clerk, role, place):
    other = smalltown.account("other", role, place)
    assert asked(other, "report_compare").status_code == 403


def test_a_red_header_stands_only_on_what_is_declared_a_document(clerk):
    assert 'class="red-header"' not in asked(clerk).content.decode()
    page = asked(clerk, **RED).content.decode()
    assert 'class="red-header"' in page
    assert "上政〔2024〕5号" in page
    assert word(asked(clerk, "report_word", **RED))[1] == RED["issuer"]


def test_a_faulty_number_comes_back_with_how_it_should_be(clerk):
    wrong = {**RED, "number": "上政[2024]05号"}
    page = asked(clerk, **wrong)
    assert "上政〔2024〕5号" in page.context["faults"]["number"]
    assert 'class="red-header"' not in page.content.decode()
    refused = asked(clerk, "report_word", **wrong)
    assert refused.status_code == 422
    assert "上政〔2024〕5号" in refused.content.decode()


def test_what_was_declared_stays_when_a_figure_is_looked_at(clerk):
    page = asked(clerk, **RED, figure="disputes_found").content.decode()
    assert 'class="red-header"' in page
    link = re.search(r'href="\?([^"]*)figure=disputes_found', page).group(1)
    assert "official=1" in link


def test_the_months_go_back_to_the_start_of_the_ledger(clerk):
    values = [month["value"] for month in asked(clerk).context["months"]]
    assert "2024-09-30" in values and "2024-08-31" in values
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


@pytest.mark.parametrize(("name", "query"), [
    ("report", {"figure": "disputes_found", "number": "x"}), ("report_compare", {"span": "year"}),
    ("cockpit", {}),
])  # fmt: skip
def test_every_page_carries_its_own_address_and_day_and_nothing_else(clerk, name, query):
    page = asked(clerk, name, **query).content.decode()
    found = re.search(
        r'class="page-qr".*?viewBox="0 0 (\d+) \d+".*?<path d="([^"]+)"', page, re.DOTALL
    )
    said = reading.decoded(reading.of_path(int(found.group(1)), found.group(2)))
    path = reverse(name, kwargs={"place": smalltown.TOWN})
    assert said == f"http://testserver{path}?as_of=2024-09-30"
    assert clerk.get(said.removeprefix("http://testserver")).status_code == 200
    assert Client().get(said.removeprefix("http://testserver")).url.startswith("/sign-in/?next=")


def test_the_word_file_leads_to_the_page_not_to_itself(clerk, monkeypatch):
    drawn: list[str] = []
    real = qr.png
    monkeypatch.setattr(qr, "png", lambda address: drawn.append(address) or real(address))
    asked(clerk, "report_word", **RED)
    path = reverse("report", kwargs={"place": smalltown.TOWN})
    assert drawn == [f"http://testserver{path}?as_of=2024-09-30"]
