"""The report leaves with codes; what comes back is checked against them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from jishi.access.actor import operator
from jishi.access.undoing import withdraw
from jishi.indicators.expression import f
from jishi.indicators.tables import BY_KEY as INDICATORS
from jishi.pins import codes
from jishi.pins.documents import Unreadable, opened
from jishi.pins.finding import codes_in
from jishi.pins.models import Pin
from jishi.pins.verifying import _both, check
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from tests.reports import reading
from tests.reports.test_qr import of_picture
from tests.web import smalltown

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def download(client: Client, place: str = smalltown.TOWN, **said: str) -> bytes:
    url = reverse("report_word", kwargs={"place": place})
    answer = client.post(f"{url}?as_of=2024-09-30", said)
    assert answer.status_code == 200
    return answer.content


def found(data: bytes) -> dict[str, str]:
    return {one.pin.figure: one.word for one in check(data, by=operator())}


def edited(data: bytes, was: str, now: str) -> bytes:
    """The file with the first `was` of the document's XML replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert was.encode() in part
                part = part.replace(was.encode(), now.encode(), 1)
            new.writestr(name, part)
    return out.getvalue()


def test_every_figure_of_the_report_leaves_with_a_code_that_leads_to_it(clerk):
    data = download(clerk)
    table = docx.Document(io.BytesIO(data)).tables[0]
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads[-1] == "编码"
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows[1:]]
    coded = [row for row in rows if row[2] != "—"]
    assert len(coded) > 20
    assert all(row[-1] == "—" for row in rows if row[2] == "—")
    assert len({row[-1] for row in coded}) == len(coded) == Pin.objects.count()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pictures = [n for n in archive.namelist() if n.startswith("word/media/pin")]
        leads = {reading.decoded(of_picture(archive.read(name))) for name in pictures}
        body = archive.read("word/document.xml").decode()
        related = archive.read("word/_rels/document.xml.rels").decode()
    assert leads == {f"http://testserver/pin/{row[-1]}/" for row in coded}
    embedded = re.findall(r'r:embed="(rIdP\d+)"', body)
    assert len(set(embedded)) == len(coded)
    assert all(f'Id="{one}"' in related for one in embedded)
    assert len(set(re.findall(r'<wp:docPr id="(\d+)"', body))) == len(coded)
    for row in coded[:3]:
        assert clerk.get(f"/pin/{row[-1]}/").status_code == 200
    with Image.open(io.BytesIO(zipfile.ZipFile(io.BytesIO(data)).read(pictures[0]))) as picture:
        assert picture.size[0] <= 8 * 41  # a third of a millimetre to a module


def test_asking_pins_nothing_and_the_same_report_again_pins_nothing_new(clerk):
    url = reverse("report_word", kwargs={"place": smalltown.TOWN})
    asked = clerk.get(url, {"as_of": "2024-09-30"})
    assert asked.status_code == 200
    assert not codes_in(opened(asked.content).text)
    assert not Pin.objects.exists()
    first = codes_in(opened(download(clerk)).text)
    again = download(clerk)
    assert codes_in(opened(again).text) == first
    assert download(clerk) == again
    assert Pin.objects.count() == len(first)


def test_an_untouched_report_is_sound_also_of_a_village(clerk):
    assert set(found(download(clerk)).values()) == {"still_so"}
    data = download(clerk, smalltown.VILLAGE)
    assert set(found(data).values()) == {"still_so"}
    assert all(one.sound for one in check(data, by=operator()))


def test_a_village_pins_the_numbers_of_its_own_report(clerk):
    secretary = smalltown.account("secretary", "village", smalltown.VILLAGE)
    data = download(secretary, smalltown.VILLAGE)
    assert set(found(data).values()) == {"still_so"}
    assert {one.place for one in Pin.objects.all()} == {smalltown.VILLAGE}


def test_a_moved_ledger_and_a_changed_declaration_are_found_figure_by_figure(clerk, monkeypatch):
    data = download(clerk)
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    withdraw(BY_KEY["matters"], [Matter.rows.get(town=smalltown.TOWN, number="SX-4")],
             by=operator())  # fmt: skip
    was = INDICATORS["classrooms"]
    monkeypatch.setitem(INDICATORS, was.key, replace(was, where=~f.since.missing()))
    words = found(data)
    assert {key for key, word in words.items() if word == "definition_changed"} == {"classrooms"}
    moved = {key for key, word in words.items() if word == "moved"}
    assert {"committee_meetings", "disputes_found", "disputes_mediated"} <= moved
    by_key = {one.pin.figure: one for one in check(data, by=operator()) if one.pin}
    assert [one.number for one in by_key["committee_meetings"].state.added] == ["HD-3"]
    assert [one.number for one in by_key["disputes_found"].state.gone] == ["SX-4"]


def test_a_number_edited_in_the_text_or_in_the_table_is_found(clerk):
    data = download(clerk)
    for where, wrong in (
        ("正文里", edited(data, ">4件<", ">5件<")),
        ("附表里", edited(edited(data, ">4件<", ">§<"), ">4件<", ">5件<")),
        (
            "附表里的准确值",
            edited(edited(edited(data, ">4件<", ">§<"), ">4件<", ">¶<"), ">4件<", ">5件<"),
        ),
    ):
        differs = {
            one.pin.figure: one.differs for one in check(wrong, by=operator()) if one.differs
        }
        assert "disputes_found" in differs, where
        assert any(said.startswith(where) for said in differs["disputes_found"]), differs


@pytest.mark.parametrize("column", ["指标", "期间", "口径", "记录数", "依据摘要"])
@pytest.mark.parametrize("now", ["别的话", ""])
def test_any_other_cell_of_the_annex_that_was_edited_is_found_and_named(clerk, column, now):
    paper = docx.Document(io.BytesIO(download(clerk)))
    table = next(one for one in paper.tables if one.rows[0].cells[-1].text == "编码")
    at = [cell.text for cell in table.rows[0].cells].index(column)
    row = next(one for one in table.rows if one.cells[1].text == "矛盾纠纷摸排")
    was = row.cells[at].text
    for text in row.cells[at]._tc.iter(f"{{{row._tr.nsmap['w']}}}t"):
        text.text = now
    out = io.BytesIO()
    paper.save(out)
    (told,) = [one for one in check(out.getvalue(), by=operator()) if one.differs]
    assert told.pin.figure == "disputes_found" and not told.sound
    (said,) = told.differs
    assert f"“{column}”" in said and f"“{now or '空的'}”" in said
    assert "".join(was.split()) in said


def test_a_number_typed_over_its_link_and_a_row_taken_out_are_found(clerk):
    data = download(clerk)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    link = re.search(r'<w:hyperlink[^>]*w:anchor="(figure_\w+)"[^>]*>.*?</w:hyperlink>', body)
    assert link and body.count(f'w:anchor="{link[1]}"') == 1
    typed = edited(data, link[0], "<w:r><w:t>77个</w:t></w:r>")
    (told,) = [one for one in check(typed, by=operator()) if one.differs]
    assert "正文里找不到这个数" in told.differs[0]
    assert not told.sound
    mark = body.index(f'w:name="{link[1]}"')
    start, end = body.rindex("<w:tr>", 0, mark), body.index("</w:tr>", mark) + len("</w:tr>")
    shorter = edited(data, body[start:end], "")
    (told,) = [one for one in check(shorter, by=operator()) if one.differs]
    assert "附表里没有了那一行" in told.differs[0]
    assert not told.sound


def without_links(data: bytes) -> bytes:
    """The file as some programs save it: the words stay, what leads to the annex does not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    plain = re.sub(r"</?w:hyperlink[^>]*>", "", body)
    return edited(data, body, plain)


def test_a_text_whose_links_are_gone_is_not_called_sound(clerk):
    plain = without_links(download(clerk))
    found = check(edited(plain, ">4件<", ">5件<"), by=operator())
    wrong = [one for one in found if not one.sound]
    assert len(found) > 20 and [one.code for one in wrong] == ["—"]
    assert "正文没有核" in wrong[0].differs[0]
    # The text's links are there, the bookmarks of the annex are not.
    with zipfile.ZipFile(io.BytesIO(download(clerk))) as archive:
        body = archive.read("word/document.xml").decode()
    marks = edited(download(clerk), body, re.sub(r"<w:bookmark[^>]*>", "", body))
    assert any("正文没有核" in said for one in check(marks, by=operator()) for said in one.differs)


def test_a_report_without_its_annex_says_that_nothing_was_checked(clerk):
    data = download(clerk)
    paper = docx.Document(io.BytesIO(data))
    table = next(one for one in paper.tables if one.rows[0].cells[-1].text == "编码")
    table._tbl.getparent().remove(table._tbl)
    out = io.BytesIO()
    paper.save(out)
    (told,) = check(out.getvalue(), by=operator())
    assert not told.sound and "什么都没有核" in told.differs[0]
    assert check(without_links(out.getvalue()), by=operator()) == []


def test_a_code_typed_in_small_letters_or_without_its_hyphen_is_the_same_code(clerk):
    data = download(clerk)
    code = Pin.objects.get(figure="disputes_found").shown
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", "").lower()):
        found = check(edited(data, f">{code}<", f">{typed}<"), by=operator())
        assert all(one.sound for one in found), typed
        assert code in {one.code for one in found}


def test_what_the_text_says_instead_is_told_beside_both_ways_of_writing_the_pin():
    assert _both(Pin(value="4", unit="件", written="4余件")) == "4余件”或“4件"
    assert _both(Pin(value="4", unit="件", written="4件")) == "4件"


def test_an_unknown_code_is_told_and_a_plain_letter_has_none(clerk):
    data = download(clerk)
    code = Pin.objects.get(figure="disputes_found").shown
    other = codes.shown(codes.new())
    words = [one for one in check(edited(data, f">{code}<", f">{other}<"), by=operator())
             if one.pin is None]  # fmt: skip
    assert [one.code for one in words] == [other]
    broken = check(edited(data, f">{code}<", f">{code[:-1]}?<"), by=operator())
    assert [one.code for one in broken if one.pin is None] == [f"{code[:-1]}?"]
    plain = io.BytesIO()
    letter = docx.Document()
    letter.add_paragraph("党委会22次，电话8523-4567。")
    letter.save(plain)
    assert check(plain.getvalue(), by=operator()) == []


def _zipped(packing: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def _damaged(packing: int) -> bytes:
    """A part that cannot be unpacked."""
    data = bytearray(_zipped(packing, word__document=bytes(range(256)) * 40))
    data[60:90] = b"\xff" * 30
    return bytes(data)


def _misplaced() -> bytes:
    """A list of parts that says its parts begin before the file does."""
    data = bytearray(_zipped(word__document=b"<a/>"))
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (2**20).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04" + b"\0" * 40,
        _zipped(other=b"<a/>"),
        _zipped(word__document=b"<a"),
        _zipped(word__document=b""),
        _zipped(word__document=b"<a>" + b" " * (41 * 1024 * 1024) + b"</a>"),
        b"\0" * (21 * 1024 * 1024),
        b"\xd0\xcf\x11\xe0" * 200,
        *map(_damaged, (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
        _misplaced(),
    ],
    ids=[
        "empty",
        "text",
        "cut",
        "no word",
        "broken",
        "nothing",
        "bomb",
        "long",
        "locked",
        "deflated",
        "bzip2",
        "lzma",
        "misplaced",
    ],
)
def test_what_cannot_be_read_says_so(data):
    with pytest.raises(Unreadable) as refused:
        opened(data)
    assert str(refused.value.message)


def test_an_entity_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("KQ7M")
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><w:document xmlns:w="{w}">'
            "<w:p><w:r><w:t>a&x;b</w:t></w:r></w:p></w:document>")  # fmt: skip
    assert "KQ7M" not in opened(_zipped(word__document=body.encode())).text


def test_the_report_s_own_day_stands_in_the_pin(clerk):
    download(clerk)
    held = Pin.objects.get(figure="committee_meetings")
    assert held.as_of == date(2024, 9, 30)
    assert held.left_in == "report"
    assert held.title.endswith("（截至2024-09-30）")
    assert held.actor == "clerk"
