"""A town's own templates: taken in, checked, used for the report, replaced, retired; all kept."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from urllib.parse import unquote

import docx
import pytest

from jishi.access import policy
from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.audit import verifier
from jishi.audit.covered import covered
from jishi.indicators.naming import Called, called_in, rename
from jishi.pins.models import Pin
from jishi.pins.verifying import check
from jishi.reports.figures import vocabulary
from jishi.reports.source import TABLE, Piece, pieces_of, word_of
from jishi.reports.template import TemplateError
from jishi.studio import templates
from jishi.studio.models import TemplateFile, TownTemplate
from jishi.studio.templates import Fault, Passed
from tests.web import smalltown

pytestmark = pytest.mark.django_db
DAY = "?as_of=2024-09-30"
PIECES = [
    Piece("title", "{{ 地名 }}月报"),
    Piece("body", "召开党委会{{ 党委会 }}，上月{{ 党委会@上月 }}。"),
    Piece(TABLE, "村 | 摸排纠纷 | 调解成功\n"
                 "{{ 每村 }}{{ 村名 }} | {{ 矛盾纠纷摸排 }} | {{ 调解成功 }}{{ 每村完 }}\n"
                 "合计 | {{ 矛盾纠纷摸排 }} | {{ 调解成功 }}"),
    Piece("body", "{{ 若 无 党员志愿活动 }}还没有开展志愿活动。{{ 若完 }}"),
]  # fmt: skip


@pytest.fixture
def template(town):
    return templates.add(town, "月报", word_of(PIECES), "月报.docx", by=operator())


def file(content: bytes, name: str = "月报.docx") -> io.BytesIO:
    held = io.BytesIO(content)
    held.name = name
    return held


def url(town: str, tail: str = "") -> str:
    return f"/{town}/report/templates/{tail}"


def test_the_clerk_brings_a_template_and_reports_by_it(clerk, town):
    answer = clerk.post(url(town, "new/"), {"name": "", "file": file(word_of(PIECES))})
    held = TownTemplate.objects.get()
    assert held.name == "月报" and answer["Location"] == url(town, f"{held.pk}/")
    page = clerk.get(answer["Location"])
    assert page.context["check"].template is not None and "能用" in page.content.decode()
    assert "月报" in clerk.get(url(town)).content.decode()
    report = clerk.get(f"/{town}/report/{DAY}&template={held.pk}")
    shown = report.context["paragraphs"]
    assert [one["kind"] for one in shown] == ["title", "p", "table", "p"]
    assert "召开党委会2次" in "".join(part["text"] for part in shown[1]["parts"])
    *villages, total = [row["cells"] for row in shown[2]["rows"][1:]]
    names = {cells[0]["lines"][0]["parts"][0]["text"] for cells in villages}
    assert {"余川村", "上庄村"} <= names
    numbers = [int(cells[1]["lines"][0]["parts"][0]["text"].rstrip("件")) for cells in villages]
    assert sum(numbers) == 4 and total[1]["lines"][0]["parts"][0]["text"] == "4件"
    word = clerk.post(f"/{town}/report/word/{DAY}&template={held.pk}")
    name = unquote(word["Content-Disposition"].rpartition("'")[2])
    assert name == "月报（截至2024-09-30）.docx"
    assert {one.title for one in Pin.objects.all()} == {"月报（截至2024-09-30）"}
    told = docx.Document(io.BytesIO(word.content))
    assert len(told.tables[0].rows) == len(villages) + 2
    assert any("召开党委会2次" in one.text for one in told.paragraphs)


def test_a_number_told_in_a_sentence_and_in_a_table_is_the_same_number(clerk, town):
    smalltown.add("activities", *(
        {**smalltown.meeting(f"HD-{n}", 1 + n % 28), "kind": "volunteering",
         "place": smalltown.VILLAGE} for n in range(100, 126)
    ))  # fmt: skip
    pieces = [
        Piece("title", "{{ 地名 }}月报"), Piece("body", "开展志愿活动{{ 党员志愿活动 }}。"),
        Piece(TABLE, "村 | 志愿活动\n{{ 每村 }}{{ 村名 }} | {{ 党员志愿活动 }}{{ 每村完 }}\n"
                     "合计 | {{ 党员志愿活动 }}"),
    ]  # fmt: skip
    held = templates.add(town, "月报", word_of(pieces), "月报.docx", by=operator())
    word = clerk.post(f"/{town}/report/word/{DAY}&template={held.pk}").content
    text = "".join(one.text for one in docx.Document(io.BytesIO(word)).paragraphs)
    assert "志愿活动20余次" in text
    assert all(one.sound for one in check(word, by=operator()))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(">20余次<".encode(), ">30余次<".encode(), 1))
    assert any("30余次" in said for one in check(changed.getvalue(), by=operator())
               for said in one.differs)  # fmt: skip


def test_an_untouched_report_in_the_town_s_own_words_is_sound(clerk, town):
    called = {"volunteer_activities": Called("红马甲活动")}
    rename(town, called, by=operator())
    pieces = [
        Piece("title", "{{ 地名 }}月报"),
        Piece("body", "开展{{ 红马甲活动@上年 }}、{{ 红马甲活动 }}。"),
        Piece(TABLE, "{{ 每村 }}{{ 村名 }} | {{ 红马甲活动 }}{{ 每村完 }}"),
    ]  # fmt: skip
    held = templates.add(town, "月报", word_of(pieces), "月报.docx", by=operator())
    word = clerk.post(f"/{town}/report/word/{DAY}&template={held.pk}").content
    found = check(word, by=operator())
    assert [one.differs for one in found] == [()] * len(found)
    assert "红马甲活动" in {one.pin.name for one in found if one.pin}


def test_each_figure_of_a_village_leads_to_its_own_proof(clerk, town, template):
    page = clerk.get(f"/{town}/report/{DAY}&template={template.pk}")
    row = page.context["paragraphs"][2]["rows"][1]["cells"]
    ref = row[1]["lines"][0]["parts"][0]["key"]
    chosen = clerk.get(f"/{town}/report/{DAY}&template={template.pk}&figure={ref}").context[
        "chosen"
    ]
    assert chosen.key == ref
    proof = clerk.get(chosen.url)
    assert proof.status_code == 200 and proof.context["fig"]["name"] == "矛盾纠纷摸排"


def test_a_figure_of_another_period_leads_to_the_proof_of_that_period(clerk, town):
    words = [
        Piece("title", "题"),
        Piece("body", "{{ 矛盾纠纷摸排@本月 }}、{{ 矛盾纠纷摸排@2023年以来 }}。"),
    ]
    held = templates.add(town, "期间", word_of(words), "a.docx", by=operator())
    page = clerk.get(f"/{town}/report/{DAY}&template={held.pk}")
    month, since = (part for part in page.context["paragraphs"][1]["parts"] if "key" in part)
    assert (month["text"], since["text"]) == ("1件", "5件")
    for part, number in ((month, 1), (since, 5)):
        found = clerk.get(f"/{town}/report/{DAY}&template={held.pk}&figure={part['key']}")
        proof = clerk.get(found.context["chosen"].url)
        assert proof.context["records_total"] == number == found.context["chosen"].records


def test_the_villages_and_the_town_s_own_add_up_to_the_town(clerk, town):
    smalltown.add("activities", *(
        {"number": f"ZY-{place}", "place": place, "kind": "volunteering", "title": "志愿（虚构）",
         "on": date(2024, 6, 1)}
        for place in (town, smalltown.VILLAGE, smalltown.OTHER_VILLAGE)
    ))  # fmt: skip
    words = [Piece("title", "题"), Piece(TABLE, "村 | 次\n"
             "{{每村}}{{村名}} | {{党员志愿活动}}{{每村完}}\n"
             "本级 | {{党员志愿活动@本级}}\n合计 | {{党员志愿活动}}")]  # fmt: skip
    held = templates.add(town, "合计", word_of(words), "a.docx", by=operator())
    page = clerk.get(f"/{town}/report/{DAY}&template={held.pk}")
    rows = page.context["paragraphs"][1]["rows"][1:]
    *parts, own, whole = [
        int(row["cells"][1]["lines"][0]["parts"][0]["text"].rstrip("次")) for row in rows
    ]
    assert (sum(parts), own, whole) == (2, 1, 3)
    ref = rows[-2]["cells"][1]["lines"][0]["parts"][0]["key"]
    chosen = clerk.get(f"/{town}/report/{DAY}&template={held.pk}&figure={ref}").context["chosen"]
    assert (chosen.name, chosen.records) == ("党员志愿活动（本级）", 1)


def test_a_village_reports_by_the_town_s_template_and_sees_itself_alone(town, template):
    village = smalltown.account("cun", "village", smalltown.VILLAGE)
    page = village.get(f"/{smalltown.VILLAGE}/report/{DAY}&template={template.pk}")
    (table,) = [one for one in page.context["paragraphs"] if one["kind"] == "table"]
    assert len(table["rows"]) == 3
    assert "召开党委会" not in page.content.decode()
    assert village.get(url(town)).status_code == 403


def test_faults_come_back_with_their_places_and_nothing_is_stored(clerk, town):
    words = [Piece("title", "题"), Piece("body", "{{ 党委会议 }}"), Piece(TABLE, "甲 | {{ 每村 }}")]
    answer = clerk.post(url(town, "new/"), {"name": "坏的", "file": file(word_of(words))})
    said = answer.content.decode()
    assert answer.status_code == 422 and 'value="坏的"' in said
    assert "第2段" in said and "是不是“党委会”" in said and "第1张表第1行第2格" in said
    assert "空行不算" in said
    assert not TownTemplate.objects.exists()


@pytest.mark.parametrize("name", ["[Content_Types].xml", "word/document.xml"])
@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)  # fmt: skip
def test_a_part_that_cannot_be_unpacked_is_told_in_plain_words(clerk, town, packing, name):
    sound, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(sound)
    with zipfile.ZipFile(sound) as whole, zipfile.ZipFile(made, "w", packing) as archive:
        for one in whole.namelist():
            archive.writestr(one, whole.read(one))
        start = archive.getinfo(name).header_offset + 30 + len(name)
    data = bytearray(made.getvalue())
    data[start + 12 : start + 60] = b"\xff" * 48
    answer = clerk.post(url(town, "new/"), {"file": file(bytes(data))})
    assert answer.status_code == 422 and "Word文档" in answer.content.decode()


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"],
    ids=["empty", "zip", "old", "page"],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_in_plain_words(clerk, town, content):
    answer = clerk.post(url(town, "new/"), {"file": file(content)})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert any(one in said for one in ("不是Word文档", "Word文档已损坏", "旧的.doc"))


def test_a_form_without_a_file_says_what_to_do(clerk, town, template):
    assert "选一份Word文件" in clerk.post(url(town, "new/"), {}).content.decode()
    here = url(town, f"{template.pk}/")
    for said in ({"do": "replace"}, {"do": "rename", "name": " ", "version": "1"}, {"do": "?"}, {}):
        assert clerk.post(here, said).status_code == 422


def test_files_are_kept_as_they_came_and_old_ones_stay(clerk, town, template):
    first = bytes(templates.file_of(template).content)
    second = word_of([*PIECES, Piece("body", "又一段。")])
    here = url(town, f"{template.pk}/")
    answer = clerk.post(here, {"do": "replace", "version": "1", "file": file(second, "新.docx")})
    assert answer.status_code == 302
    assert clerk.get(here + "file/").content == second
    assert clerk.get(here + "file/?number=1").content == first
    assert clerk.get(here + "file/?number=9").status_code == 404
    assert clerk.get(here + "file/?number=x").status_code == 404
    same = clerk.post(here, {"do": "replace", "version": "2", "file": file(second)})
    assert "一模一样" in same.content.decode()


def test_a_retired_template_is_offered_no_longer_and_not_gone(clerk, town, template):
    here = url(town, f"{template.pk}/")
    clerk.post(here, {"do": "retire", "version": "1"})
    page = clerk.get(f"/{town}/report/{DAY}&template={template.pk}")
    assert page.context["template_problems"] and page.context["besides"] == []
    assert clerk.get(f"/{town}/report/word/{DAY}&template={template.pk}").status_code == 422
    assert clerk.get(here + "file/").status_code == 200
    clerk.post(here, {"do": "retire", "version": "2"})
    template.refresh_from_db()
    assert template.retired_on is None


def test_the_template_stays_in_every_address_of_the_page(clerk, town, template):
    said = clerk.get(f"/{town}/report/{DAY}&template={template.pk}").content.decode()
    for part in ("/report/word/", "/report/compare/", "figure="):
        assert any(str(template.pk) in one for one in said.split('"') if part in one), part
    compare = clerk.get(f"/{town}/report/compare/{DAY}&template={template.pk}").content.decode()
    assert f"/report/word/?annex=month&amp;template={template.pk}" in compare.replace(
        "as_of=2024-09-30&amp;", ""
    )


def test_two_templates_of_one_name_are_not_kept(town, template):
    with pytest.raises(Fault, match="同名"):
        templates.add(town, "月报", word_of(PIECES), "b.docx", by=operator())
    other = templates.add(town, "别的", word_of(PIECES), "b.docx", by=operator())
    with pytest.raises(Fault, match="同名"):
        templates.rename(other, "月报", seen=1, by=operator())


def test_two_who_change_a_template_do_not_overwrite_each_other(template):
    templates.rename(template, "旬报", seen=1, by=operator())
    with pytest.raises(Passed):
        templates.retire(template, None, seen=1, by=operator())


def test_a_leader_reads_and_does_not_change(town, template):
    leader = smalltown.account("lingdao", "town_leader", town)
    assert leader.get(url(town, f"{template.pk}/")).status_code == 200
    assert leader.post(url(town, f"{template.pk}/"), {"do": "retire"}).status_code == 403
    by = actor_of(User.objects.get(username="lingdao"))
    with pytest.raises(policy.Forbidden):
        templates.add(town, "x", word_of(PIECES), "x.docx", by=by)


def test_everything_stands_in_the_trail_and_a_file_changed_behind_it_is_found(template):
    templates.rename(template, "旬报", seen=1, by=operator())
    held = [one for one in verifier.verify(covered()).problems if one.record]
    assert held == []
    TemplateFile.objects.update(content=b"another")
    found = {one.record for one in verifier.verify(covered()).problems}
    assert str(templates.file_of(template).pk) in found


def test_the_town_s_own_names_work_and_a_name_that_goes_is_told(clerk, town):
    rename(town, {"committee_meetings": Called("班子会")}, by=operator())
    words = [Piece("title", "题"), Piece("body", "开会{{ 班子会 }}。")]
    held = templates.add(town, "叫法", word_of(words), "a.docx", by=operator())
    page = clerk.get(f"/{town}/report/{DAY}&template={held.pk}")
    assert [part["text"] for part in page.context["paragraphs"][1]["parts"]][:2] == ["开会", "2次"]
    example = clerk.get(url(town, "example/")).content
    assert any(
        "{{ 班子会 }}" in one.text for one in pieces_of(example, vocabulary(called_in(town)))
    )
    rename(town, {"committee_meetings": Called("")}, by=operator())
    page = clerk.get(url(town, f"{held.pk}/"))
    assert page.context["check"].template is None
    report = clerk.get(f"/{town}/report/{DAY}&template={held.pk}")
    assert report.context["template_problems"] and len(report.context["paragraphs"]) > 10


def test_the_example_is_the_shipped_story_and_can_be_taken_in(clerk, town):
    example = clerk.get(url(town, "example/")).content
    held = templates.add(town, "样例", example, "样例.docx", by=operator())
    mine = clerk.get(f"/{town}/report/{DAY}&template={held.pk}").context["paragraphs"]
    shipped = clerk.get(f"/{town}/report/{DAY}").context["paragraphs"]
    assert [one["parts"] for one in mine] == [one["parts"] for one in shipped]


def test_a_payload_in_a_template_is_refused_or_stays_text(town, clerk):
    payload = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    with pytest.raises(TemplateError):
        templates.add(town, "x", word_of([Piece("body", payload)]), "x.docx", by=operator())
    inert = "{% include '/etc/passwd' %}<script>alert(1)</script>"
    held = templates.add(
        town, "y", word_of([Piece("title", "题"), Piece("body", inert)]), "y.docx", by=operator()
    )
    said = clerk.get(f"/{town}/report/{DAY}&template={held.pk}").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said and "root:" not in said


def test_a_file_that_fetches_from_elsewhere_is_refused(town):
    held = io.BytesIO()
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Type="x/image" Target="file://host/a.png"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(io.BytesIO(word_of(PIECES))) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/_rels/header9.xml.rels", relations)
    with pytest.raises(TemplateError, match="从别处取的内容"):
        templates.add(town, "x", held.getvalue(), "x.docx", by=operator())
