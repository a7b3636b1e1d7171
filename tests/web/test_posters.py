"""One figure pinned from its proof for a notice board: the code, the sentence, the sheet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.undoing import withdraw
from jishi.audit.models import Entry
from jishi.pins.models import Pin
from jishi.pins.reopening import DefinitionChanged
from jishi.records.ledgers import BY_KEY as LEDGERS
from jishi.records.matters.models import Matter
from jishi.web.views import posters
from tests.web import smalltown

pytestmark = pytest.mark.django_db
BOARD = "第三季度公开栏"


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def address(key: str = "disputes_mediated", place: str = smalltown.TOWN, **query: str) -> str:
    url = reverse("proof_pin", kwargs={"place": place, "key": key})
    return url + "?" + "&".join(f"{k}={v}" for k, v in {"as_of": "2024-09-30", **query}.items())


def pinned(clerk: Client, **query: str) -> Pin:
    answer = clerk.post(address(**query), {"title": BOARD})
    assert answer.status_code == 302
    return Pin.objects.get(code=answer.headers["Location"].split("/")[2].replace("-", ""))


def test_a_figure_is_pinned_from_its_proof_and_its_page_has_a_sentence_to_take_along(clerk):
    url = reverse("proof", kwargs={"place": smalltown.TOWN, "key": "disputes_mediated"})
    proof = clerk.get(url, {"as_of": "2024-09-30"})
    assert proof.context["pin_url"] == address()
    held = pinned(clerk)
    assert (held.figure, held.value, held.left_in, held.title) == (
        "disputes_mediated", "3", "poster", BOARD)  # fmt: skip
    line = clerk.get(reverse("pin", kwargs={"code": held.shown})).context["line"]
    for part in ("矛盾纠纷调解成功3件", "上庄镇", "2024年9月30日", held.shown):
        assert part in line
    entry = Entry.objects.order_by("-at", "-seq").first()
    assert (entry.ledger, entry.record, entry.action) == ("pins", str(held.pk), "create")


def test_the_same_figure_for_the_same_board_keeps_its_code(clerk):
    assert pinned(clerk).code == pinned(clerk).code
    assert Pin.objects.count() == 1


def test_a_period_that_the_proof_was_asked_for_is_the_one_that_is_pinned(clerk):
    held = pinned(clerk, **{"from": "2024-03-01", "to": "2024-08-31"})
    assert str(held.period.start) == "2024-03-01"
    assert str(held.period.end) == "2024-08-31"


@pytest.mark.parametrize("title", ["", "   ", "长" * 61])
def test_a_figure_is_not_pinned_for_nowhere(clerk, title):
    answer = clerk.post(address(), {"title": title})
    assert answer.status_code == 422
    assert answer.context["fault"]
    assert not Pin.objects.exists()


def test_a_figure_that_there_is_not_is_refused_with_its_reason(clerk):
    asked = address(as_of="2001-01-01")
    form = clerk.get(asked)
    assert form.status_code == 200
    assert form.context["fig"]["null_reason"]
    answer = clerk.post(asked, {"title": BOARD})
    assert answer.status_code == 422
    assert form.context["fig"]["null_reason"] in answer.context["fault"]


def test_the_sheet_and_the_picture_are_of_the_pin_and_nobody_elses_to_open(clerk):
    held = pinned(clerk)
    sheet = clerk.get(reverse("pin_sheet", kwargs={"code": held.shown}))
    for part in ("<b>3</b>", "矛盾纠纷调解成功", held.shown, "今年1月1日到截止日登记"):
        assert part in sheet.content.decode()
    picture = clerk.get(reverse("pin_picture", kwargs={"code": held.shown}))
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["Content-Type"] == "image/png"
    other = smalltown.account("elsewhere", "village", smalltown.VILLAGE)
    for name in ("pin_sheet", "pin_picture"):
        assert other.get(reverse(name, kwargs={"code": held.shown})).status_code == 404
        assert clerk.get(reverse(name, kwargs={"code": "KQ7M-29XX"})).status_code == 404


def test_who_only_reads_proofs_is_offered_no_pin(clerk):
    reader = smalltown.account("reader", "auditor", smalltown.TOWN)
    assert reader.get(address()).status_code == 403
    assert reader.post(address(), {"title": BOARD}).status_code == 403


def test_a_sheet_of_a_number_that_changed_says_so_on_screen_and_on_paper(clerk):
    held = pinned(clerk)
    sheet, page = (reverse(name, kwargs={"code": held.shown}) for name in ("pin_sheet", "pin"))
    assert clerk.get(sheet).context["verdict"]["kind"] == "still"
    assert "现在不是这样了" not in clerk.get(page).content.decode()
    withdraw(LEDGERS["matters"], list(Matter.rows.all()), by=operator())
    told = clerk.get(sheet).content.decode()
    assert "此后台账有变动，这是当时的数" in told
    assert reverse("pin", kwargs={"code": held.shown}) in told
    assert "现在不是这样了" in clerk.get(page).content.decode()


def test_a_sheet_says_that_the_way_of_counting_changed_not_that_the_ledger_did(clerk, monkeypatch):
    held = pinned(clerk)
    monkeypatch.setattr(posters, "state", lambda *_asked: DefinitionChanged(None, ("换了种类",)))
    told = clerk.get(reverse("pin_sheet", kwargs={"code": held.shown})).content.decode()
    assert "此后算法改过，这是按当时的算法" in told
    assert "台账有变动" not in told


def test_a_code_is_found_by_the_link_that_was_pasted_whole(clerk):
    held = pinned(clerk)
    page = reverse("pin", kwargs={"code": held.shown})
    for typed in (f"http://testserver{page}", f"http://testserver{page}sheet/?as_of=2024-09-30"):
        assert clerk.get(reverse("pins"), {"code": typed}).headers["Location"] == page
