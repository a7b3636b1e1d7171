"""核稿: a paper is brought, each figure stands by its proof, and it leaves put right."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jishi.access.actor import operator
from jishi.access.models import User
from jishi.audit.models import Entry
from jishi.draftcheck import remembering
from jishi.draftcheck.keeping import KEPT, MOST
from jishi.draftcheck.models import Decision, Paper
from jishi.draftcheck.wordedit import coded
from jishi.pins import codes, documents, verifying
from jishi.pins.models import Pin
from tests.web import smalltown

pytestmark = pytest.mark.django_db

KEY = "committee_meetings"
TEXT = (
    "上庄镇抓党建促乡村振兴情况\n（截至2024年9月30日）\n一、夯实领导班子\n"
    "今年以来，召开党委会3次，摸排矛盾纠纷4件，调解成功三件。"
    "每月不少于2次学习。村民议事会6次，入党积极分子12名。\n"
)


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def home(place: str = smalltown.TOWN) -> str:
    return reverse("check", kwargs={"place": place}) + "?as_of=2024-09-30"


def bring(client: Client, text: str = TEXT, place: str = smalltown.TOWN):
    """Paste a text; the page of its paper."""
    return client.get(client.post(home(place), {"text": text}).url)


def bring_word(client: Client, *lines: str):
    made, held = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.paragraphs[0].runs[0].bold = True
    made.save(held)
    held.seek(0)
    held.name = "县委材料.docx"
    return client.get(client.post(home(), {"file": held}).url)


def seen(page, surface: str):
    """The part of the page's text that is a figure."""
    return next(
        part for one in shown(page) for part in one["parts"]
        if part.get("form") and part["text"] == surface
    )  # fmt: skip


def shown(page) -> list[dict]:
    if not hasattr(page, "held"):
        page.held = list(page.context["paragraphs"])
    return page.held


def side(client: Client, page, surface: str):
    return client.get(seen(page, surface)["url"]).context["side"]


def act(client: Client, page, surface: str, do: str, name: str = "check_decide", **said):
    start = seen(page, surface)["start"]
    url = page.context["urls"][name]
    return client.post(url, {"figure": start, "do": do, **said}, follow=True)


def test_every_figure_is_marked_by_its_verdict_and_the_chips_count_them(clerk):
    page = bring(clerk)
    forms = {p["text"]: p["form"] for one in shown(page) for p in one["parts"] if p.get("form")}
    assert forms == {"3次": "bad", "4件": "ok", "三件": "ok", "6次": "none", "12名": "none"}
    assert {chip["verdict"]: chip["n"] for chip in page.context["chips"]} == {
        "agree": 2, "rounded_agree": 0, "differs": 1, "ambiguous": 0, "not_in_ledger": 2,
    }  # fmt: skip
    assert "不少于2次" in page.context["aside"]["first"]
    assert [one["kind"] for one in shown(page)] == ["title", "subtitle", "first", "p"]


def test_the_side_tells_draft_ledger_difference_and_the_way_to_the_proof(clerk):
    told = side(clerk, bring(clerk), "3次")
    assert (told["name"], told["ledger"], told["difference"]) == ("党委会", ("2", "次"), "多1")
    assert told["change_to"] == "2次"
    assert [line["number"] for line in told["lines"]] == ["HD-2", "HD-1"]
    assert clerk.get(told["proof_url"]).context["records_total"] == 2


def test_a_figure_is_put_right_in_the_writers_way_and_taken_back(clerk):
    page = bring(clerk, TEXT.replace("三件", "二件"))
    after = act(clerk, page, "二件", "put")
    assert seen(after, "二件")["put"] == "三件"
    assert after.context["side"]["choice"] == "put"
    assert Decision.objects.get().text == "三件"
    back = act(clerk, after, "二件", "undo")
    assert not seen(back, "二件")["put"]
    assert not Decision.objects.exists()


def test_what_stays_bears_its_reason_and_is_looked_at_no_more(clerk):
    page = bring(clerk)
    assert page.context["open"] == 3
    after = act(clerk, page, "3次", "keep", reason="含扩大会议")
    assert after.context["open"] == 2
    assert after.context["side"]["kept"] == "含扩大会议"
    later = act(clerk, after, "6次", "later")
    assert later.context["open"] == 2
    assert later.context["side"]["later"]


def test_a_figure_may_stay_without_a_reason_and_the_page_says_so(clerk):
    page = bring(clerk)
    assert "不改，可以写理由" in page.content.decode()
    after = act(clerk, page, "3次", "keep", reason="  ")
    assert (after.context["side"]["choice"], after.context["side"]["kept"]) == ("keep", "")


def test_a_figure_put_right_speaks_up_when_the_ledger_moves_again(clerk):
    after = act(clerk, bring(clerk), "3次", "put")
    smalltown.add("activities", smalltown.meeting("HD-3", 27), smalltown.meeting("HD-4", 28))
    told = side(clerk, after, "3次")
    assert told["moved"]
    assert told["change_to"] == "4次"


def test_a_phrase_is_taught_for_the_town_and_the_paper_is_checked_anew(clerk):
    page = bring(clerk)
    told = side(clerk, page, "6次")
    assert told["teach"]["phrase"] == "村民议事会"
    after = act(clerk, page, "6次", "", "check_teach", phrase="村民议事会", key=KEY)
    assert after.context["side"]["name"] == "党委会"
    assert after.context["side"]["verdict"] == "differs"
    assert Entry.objects.filter(ledger="figure_names").exists()


def test_a_growth_is_told_in_its_own_unit_and_put_right(clerk):
    smalltown.add("activities", *(
        {**smalltown.meeting(f"HD-{day}-23", day), "on": date(2023, 3, day)} for day in range(1, 5)
    ))  # fmt: skip
    page = bring(clerk, TEXT.replace("党委会3次", "党委会2次，同比下降40%"))
    told = side(clerk, page, "40%")
    assert (told["name"], told["ledger"], told["difference"], told["change_to"]) == (
        "党委会的增减", ("50", "%"), "少10个百分点", "50%",
    )  # fmt: skip
    assert told["records"] == 2  # the proof is that of the figure which changed
    assert seen(act(clerk, page, "40%", "put"), "40%")["put"] == "50%"


def test_a_phrase_offered_for_teaching_holds_no_place(clerk):
    page = bring(clerk, TEXT.replace("村民议事会6次", "在宅坦村召开村民议事会6次"))
    assert side(clerk, page, "6次")["teach"]["phrase"] == "村民议事会"


@pytest.mark.parametrize(("text", "surface", "offered"), [
    ("开板凳会6次", "6次", "板凳会"), ("召开板凳会6次", "6次", "板凳会"),
    ("办农民培训班6次", "6次", "农民培训班"), ("开放日活动6次", "6次", "开放日活动"),
    ("占比12.5%", "12.5%", ""), ("占总数的12.5%", "12.5%", ""), ("比重达到12.5%", "12.5%", ""),
    ("板凳会占比12.5%", "12.5%", "板凳会占比"),
])  # fmt: skip
def test_a_phrase_offered_holds_what_is_counted_without_its_verb(clerk, text, surface, offered):
    page = bring(clerk, TEXT.replace("村民议事会6次", text))
    assert side(clerk, page, surface)["teach"]["phrase"] == offered


def test_a_word_that_any_share_is_told_by_is_not_taught(clerk):
    page = bring(clerk, TEXT.replace("村民议事会6次", "占比12.5%"))
    answer = act(
        clerk, page, "12.5%", "", "check_teach", phrase="占比", key="team_under_40_share"
    )  # fmt: skip
    assert answer.status_code == 422 and "占比" in answer.context["fault"]


def test_a_table_is_shown_as_a_table(clerk):
    rows = "工作\t单位\t完成数\n党委会\t次\t3\n\t摸排矛盾纠纷（件）\t4\n"
    page = bring(clerk, TEXT + rows + "以上为附表。\n")
    table = next(one for one in shown(page) if one["kind"] == "table")
    cells = [["".join(part["text"] for part in cell["parts"]) for cell in row["cells"]]
             for row in table["rows"]]  # fmt: skip
    assert cells == [["工作", "单位", "完成数"], ["党委会", "次", "3"],
                     ["", "摸排矛盾纠纷（件）", "4"]]  # fmt: skip
    assert [row["head"] for row in table["rows"]] == [True, False, False]
    figure = table["rows"][1]["cells"][2]
    assert figure["figure"]
    assert figure["parts"][0]["form"] == "bad"
    assert shown(page)[-1]["kind"] == "p"
    said = page.content.decode()
    assert '<th scope="col">工作</th>' in said
    assert said.count("<table>") == 1


def test_a_leader_says_what_it_means_here_but_teaches_nobody(clerk):
    leader = smalltown.account("leader", "town_leader", smalltown.TOWN)
    page = bring(leader)
    assert not side(leader, page, "6次")["teach"]["may"]
    taught = act(leader, page, "6次", "", "check_teach", phrase="村民议事会", key=KEY)
    assert taught.status_code == 403
    after = act(leader, page, "6次", "mean", key="committee_meetings")
    assert after.context["side"]["ledger"] == ("2", "次")
    assert act(leader, after, "6次", "unmean").context["side"]["ledger"] is None


def test_a_phrase_of_another_figure_is_refused_in_words(clerk):
    page = bring(clerk)
    answer = act(clerk, page, "6次", "", "check_teach", phrase="中心组学习", key=KEY)
    assert answer.status_code == 422
    assert "叫法" in answer.content.decode()


def test_the_corrected_word_file_differs_in_the_figure_alone(clerk):
    page = bring_word(clerk, "上庄镇情况", "今年以来，召开党委会3次。")
    act(clerk, page, "3次", "put")
    answer = clerk.post(page.context["urls"]["check_corrected"])
    made = docx.Document(io.BytesIO(answer.content))
    assert [one.text for one in made.paragraphs] == ["上庄镇情况", "今年以来，召开党委会2次。"]
    assert made.paragraphs[0].runs[0].bold
    assert "%EF%BC%88%E6%94%B9%E5%A5%BD%EF%BC%89.docx" in answer["Content-Disposition"]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_corrected_word_file_bears_its_codes_where_no_page_shows_them(clerk):
    page = bring_word(clerk, "上庄镇情况", "今年以来，召开党委会3次。")
    act(clerk, page, "3次", "put")
    made = clerk.post(page.context["urls"]["check_corrected"]).content
    (pin,) = Pin.objects.all()
    (told,) = verifying.check(made, by=operator())
    assert told.sound and told.pin == pin
    # Nothing but the list of parts and the property is other than in the paper as it came.
    held = Paper.objects.get()
    plain, parts = _parts(bytes(held.content)), _parts(made)
    other = {name for name in parts if plain.get(name) != parts[name]}
    assert other == {
        "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/document.xml",
    }  # fmt: skip
    bare = _parts(coded(bytes(held.content), {pin.shown: pin.written}))
    assert bare["word/document.xml"] == plain["word/document.xml"]
    # A number changed afterwards is found; the codes of a file that is brought again are put anew.
    edited = io.BytesIO()
    paper = docx.Document(io.BytesIO(made))
    paper.paragraphs[1].runs[0].text = "今年以来，召开党委会12次。"
    paper.save(edited)
    told, whole = verifying.check(edited.getvalue(), by=operator())
    assert not told.sound and "正文里找不到“2次”" in told.differs[0]
    assert not whole.sound and "改过字" in whole.differs[0]
    again = coded(coded(made, {"KQ7M-29XD": "2次"}), {pin.shown: pin.written})
    assert _parts(again)["docProps/custom.xml"].count(b"JishiCodes") == 1
    assert docx.Document(io.BytesIO(again)).paragraphs[1].text.endswith("2次。")


@pytest.mark.parametrize(
    ("at", "now", "said"),
    [
        (2, "党委会5次都有记录。", ["出门时有2处，现在只有1处", "改过字"]),
        (1, "今年以来，召开支委会2次。", ["所在的句子，出门以后改过", "改过字"]),
        (3, "另外的党委会2次也有。", ["改过字"]),
        (3, "另外还开了9次会。", ["改过字"]),
        (3, "另外的事。", []),
    ],
)  # fmt: skip
def test_a_corrected_draft_tells_what_was_changed_after_it_left(clerk, at, now, said):
    lines = ["上庄镇情况", "今年以来，召开党委会2次。", "党委会2次都有记录。", "另外的事。"]
    page = bring_word(clerk, *lines)
    made = clerk.post(page.context["urls"]["check_corrected"]).content
    paper, edited = docx.Document(io.BytesIO(made)), io.BytesIO()
    paper.paragraphs[at].runs[0].text = now
    paper.save(edited)
    found = verifying.check(edited.getvalue(), by=operator())
    told = [text for one in found for text in one.differs]
    assert len(told) == len(said)
    assert all(part in text for part, text in zip(said, told, strict=True))


def test_more_codes_than_word_keeps_in_one_property_stand_in_several(clerk):
    made, held = docx.Document(), io.BytesIO()
    made.add_paragraph("召开党委会2次。")
    made.save(held)
    words = {codes.shown(codes.new()): "2次" for _n in range(40)}
    borne = coded(coded(held.getvalue(), words), words)
    texts = re.findall(r"<lpwstr[^>]*>([^<]*)<", _parts(borne)["docProps/custom.xml"].decode())
    assert len(texts) > 1 and max(len(one) for one in texts) < 256
    read = documents.opened(borne)
    assert [codes.shown(one) for one in read.borne] == list(words)
    assert {(one.times, len(one.sentences)) for one in read.borne.values()} == {(1, 1)}


def test_what_a_word_processor_does_on_saving_breaks_no_seal(clerk):
    """It puts parts in another order and adds notes that hold nothing but their separators."""
    page = bring_word(clerk, "上庄镇情况", "今年以来，召开党委会2次。")
    made = clerk.post(page.context["urls"]["check_corrected"]).content
    saved, word = io.BytesIO(), "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = f'<w:footnotes xmlns:w="{word}"><w:footnote><w:p/></w:footnote></w:footnotes>'
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("word/footnotes.xml", notes)
        for name, data in reversed(_parts(made).items()):
            archive.writestr(name, data)
    assert [one.differs for one in verifying.check(saved.getvalue(), by=operator())] == [()]


def test_a_word_file_that_cannot_be_verified_is_handed_out_all_the_same(clerk):
    made, held = docx.Document(), io.BytesIO()
    made.add_paragraph("今年以来，召开党委会3次。")
    made.save(held)
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w") as archive:
        for name, data in _parts(held.getvalue()).items():
            moved = data.replace(b"word/document.xml", b"word/document2.xml")
            archive.writestr(name.replace("word/document", "word/document2"), moved)
    odd.seek(0)
    odd.name = "别的程序做的.docx"
    page = clerk.get(clerk.post(home(), {"file": odd}).url)
    act(clerk, page, "3次", "put")
    answer = clerk.post(page.context["urls"]["check_corrected"])
    assert answer.status_code == 200
    assert "2次" in _parts(answer.content)["word/document2.xml"].decode()


def test_the_commented_word_file_says_the_finding_by_its_place(clerk):
    page = bring_word(clerk, "上庄镇情况", "今年以来，召开党委会3次。")
    answer = clerk.get(page.context["urls"]["check_commented"])
    made = docx.Document(io.BytesIO(answer.content))
    (comment,) = list(made.comments)
    assert "不符：党委会。台账（2024年到9月30日）是2次。" in comment.text
    assert comment.author == "clerk（虚构）"


def test_a_pasted_text_comes_back_as_text_with_its_list(clerk):
    page = bring(clerk)
    act(clerk, page, "3次", "put")
    answer = clerk.post(page.context["urls"]["check_corrected"])
    assert answer.content.decode() == TEXT.replace("党委会3次", "党委会2次")
    told = clerk.get(page.context["urls"]["check_commented"]).content.decode()
    assert "已定：改成2次。" in told
    assert "第4行“12名”：台账里没有" in told


def test_a_paper_is_its_writers_alone_and_not_in_the_trail(clerk):
    before = Entry.objects.count()
    page = bring(clerk)
    act(clerk, page, "3次", "put")
    assert Entry.objects.count() == before
    other = smalltown.account("other", "town_clerk", smalltown.TOWN)
    url = page.request["PATH_INFO"]
    assert other.get(url).status_code == 404
    for name, address in page.context["urls"].items():
        answer = other.get(address) if name == "check_commented" else other.post(address)
        assert answer.status_code == 404, name
    assert not list(other.get(home()).context["papers"])


def test_what_is_thrown_away_is_not_remembered(clerk):
    page = bring(clerk)
    assert any(key[0] == page.context["paper"].pk for key in remembering._held)
    clerk.post(page.context["urls"]["check_away"])
    assert not any(key[0] == page.context["paper"].pk for key in remembering._held)


def test_papers_end_after_thirty_days_and_the_oldest_gives_way(clerk):
    page = bring(clerk)
    Paper.objects.update(touched_at=timezone.now() - KEPT - timedelta(minutes=1))
    assert clerk.get(page.request["PATH_INFO"]).status_code == 404
    other = smalltown.account("other", "town_clerk", smalltown.TOWN)
    other.post(home(), {"text": "党委会1次"})  # whoever comes next; its writer may have left
    assert "党委会1次" in Paper.objects.get().text
    Paper.objects.all().delete()
    for _nth in range(MOST + 1):
        clerk.post(home(), {"text": "党委会2次"})
    assert len(clerk.get(home()).context["papers"]) == MOST
    assert Paper.objects.count() == MOST


@pytest.mark.parametrize(("given", "said"), [
    ({"text": " \n "}, "还没有稿子"), ({"file": b"%PDF-1.4 broken"}, "。"),
    ({"file": b"PK\x03\x04 broken"}, "。"), ({"file": b"\xff\xd8\xff\xe0 a picture"}, "。"),
    ({"file": b""}, "空的"), ({"text": "一" * 300_001}, "太长"),
    ({"text": "<html><body>"}, "网页"),
])  # fmt: skip
def test_what_cannot_be_read_is_told_in_words(clerk, given, said):
    if "file" in given:
        given = {"file": io.BytesIO(given["file"])}
        given["file"].name = "稿.docx"
    answer = clerk.post(home(), given)
    assert answer.status_code == 422
    assert said in "".join(answer.context["fault"])


def test_the_day_of_the_title_is_taken_or_offered(clerk):
    text = TEXT.replace("9月30日", "8月31日")
    plain = reverse("check", kwargs={"place": smalltown.TOWN})
    assert "as_of=2024-08-31" in clerk.post(plain, {"text": text}).url
    page = bring(clerk, text)
    assert "as_of=2024-08-31" in page.context["other_url"]
    assert not bring(clerk).context["other_url"]


def test_sums_that_cannot_be_stand_by_their_figures(clerk):
    page = bring(clerk, "接待来访5批3人次。")
    (finding,) = page.context["findings"]
    assert "一批至少有1人" in finding["explanation"]
    assert [one["surface"] for one in finding["figures"]] == ["5批", "3人次"]


@pytest.mark.parametrize("told", [
    {"do": "put"}, {"do": "no such"}, {"do": "mean", "key": "no such"},
    {"do": "keep", "reason": "长" * 201}, {"do": ""},
])  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(clerk, told):
    page = bring(clerk)
    answer = act(clerk, page, "12名", **told)
    assert answer.status_code == 422
    assert answer.context["fault"]
    assert not Decision.objects.exists()


def test_a_village_checks_against_its_own_figures_and_learns_no_others(clerk):
    village = smalltown.account("village", "village", smalltown.VILLAGE)
    names = {one.code: one.name for one in _places()}
    own, sibling = names[smalltown.VILLAGE], names[smalltown.OTHER_VILLAGE]
    text = (
        f"{own}今年以来摸排矛盾纠纷2件。{sibling}今年以来摸排矛盾纠纷2件。"
        "长安镇今年以来摸排矛盾纠纷1件。全镇今年以来摸排矛盾纠纷4件。全县今年以来摸排矛盾纠纷5件。"
    )
    page = bring(village, text, smalltown.VILLAGE)
    forms = [p["form"] for one in shown(page) for p in one["parts"] if p.get("form")]
    assert forms == ["ok", "none", "none", "none", "none"]
    for part in (p for one in shown(page) for p in one["parts"] if p.get("form") == "none"):
        told = village.get(part["url"]).context["side"]
        assert told["ledger"] is None
        assert not told["guesses"]
        assert "不归您看" in str(told["reason"])


def _places():
    from jishi.places.models import Place

    codes = [smalltown.VILLAGE, smalltown.OTHER_VILLAGE]
    return Place.objects.filter(code__in=codes)


def test_what_the_page_answers_does_not_depend_on_places_out_of_scope(clerk):
    """A guess (是余川村的数) must not tell that another village has just this number."""
    village = smalltown.account("village", "village", smalltown.VILLAGE)
    page = bring(village, "今年以来摸排矛盾纠纷4件。", smalltown.VILLAGE)
    told = side(village, page, "4件")
    assert told["verdict"] == "differs"
    assert not told["guesses"]


def test_a_proof_of_another_period_keeps_it(clerk):
    page = bring(clerk, "2023年摸排矛盾纠纷3件。")
    told = side(clerk, page, "3件")
    assert told["ledger"] == ("1", "件")
    proof = clerk.get(told["proof_url"])
    assert proof.context["records_total"] == 1
    assert all("from=2023-01-01" in tab["url"] for tab in proof.context["tabs"])
    assert clerk.get(proof.context["export_url"]).status_code == 200


def test_a_paper_can_be_thrown_away(clerk):
    page = bring(clerk)
    clerk.post(page.context["urls"]["check_away"])
    assert not Paper.objects.exists()
    assert clerk.get(page.request["PATH_INFO"]).status_code == 404


def test_a_paper_thrown_away_in_another_window_is_not_there(clerk, monkeypatch):
    page = bring(clerk)
    start, url = seen(page, "3次")["start"], page.context["urls"]["check_decide"]
    paper = Paper.objects.get()
    monkeypatch.setattr("jishi.draftcheck.keeping.find", lambda by, key: paper)
    Paper.objects.all().delete()
    assert clerk.post(url, {"figure": start, "do": "later"}).status_code == 404


def test_more_text_than_a_form_holds_is_told_in_words(clerk):
    answer = clerk.post(home(), {"text": "万" * 1_000_000})
    assert answer.status_code == 400
    assert "存成文件再传" in answer.content.decode()


def test_a_paper_tells_of_its_own_pins_alone(clerk):
    first = bring_word(clerk, "上庄镇情况", "今年以来，召开党委会2次。")
    clerk.post(first.context["urls"]["check_corrected"])
    again = clerk.get(first.request["PATH_INFO"])
    assert [one["pin"].written for one in again.context["pins"]] == ["2次"]
    other = bring_word(clerk, "上庄镇情况", "今年以来，召开党委会2次，别的没有。")
    assert other.context["pins"] == []


def test_what_was_worked_on_does_not_give_way_and_what_does_is_told(clerk):
    mine = bring(clerk)
    act(clerk, mine, "3次", "put")
    for number in range(MOST - 1):
        clerk.post(home(), {"text": f"第{number}份。召开党委会2次。"})
    page = clerk.post(home(), {"text": "又一份。召开党委会2次。"}, follow=True)
    assert "“贴的：第0份。召开党委会2次。”让了位" in page.content.decode()
    assert clerk.get(mine.request["PATH_INFO"]).status_code == 200
    assert Paper.objects.count() == MOST


def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(clerk):
    page = bring(clerk)
    url = page.context["urls"]["check_decide"]
    clerk.logout()
    answer = clerk.post(url, {"figure": "1", "do": "put"})
    paper = page.request["PATH_INFO"]
    assert answer.headers["Location"].startswith(f"/sign-in/?next={paper}")
    keep = reverse("draft", kwargs={"place": smalltown.TOWN, "ledger": "activities"})
    clerk.post(keep, {"title": "会"}, headers={"Accept": "application/json"})  # a script of its own
    clerk.force_login(User.objects.get(username="clerk"))
    assert clerk.get(paper).content.decode().count("刚才点的那一步没有做") == 1
    clerk.logout()
    word = reverse("report_word", kwargs={"place": smalltown.TOWN})
    led_to = clerk.post(word).headers["Location"]
    assert led_to == f"/sign-in/?next={reverse('report', kwargs={'place': smalltown.TOWN})}"
