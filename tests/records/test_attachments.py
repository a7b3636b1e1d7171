"""Attachments: judged by content, cleaned, behind the record's door, undone and verified."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from jishi.access import policy
from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.access.undoing import undo
from jishi.audit.models import Entry
from jishi.audit.verifier import verify
from jishi.records.attachments import store
from jishi.records.attachments.actions import attach, counts
from jishi.records.attachments.audited import AUDITED
from jishi.records.attachments.media import Refused, clean_name, judge
from jishi.records.attachments.models import Attachment
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.workbook.exporting import export_town
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import read_workbook
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, OTHER_VILLAGE, TOWN, VILLAGE

GPS = 0x8825


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), *, turned: bool = False) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "secret-village"
    exif.get_ifd(GPS)[1] = "N"
    if turned:
        exif[0x0112] = 6
    held = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(held, form, exif=exif)
    return held.getvalue()


def office(*names: str, **parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name in ("[Content_Types].xml", *names):
            book.writestr(name, parts.get(name, b"<x/>"))
    return held.getvalue()


def test_several_pictures_in_one_jpeg_are_taken_as_the_first():
    held = io.BytesIO()
    first, second = (Image.new("RGB", (40, 20), ink) for ink in ("red", "blue"))
    first.save(held, "MPO", save_all=True, append_images=[second])
    found = judge("手机.jpg", held.getvalue())
    assert found.media == "image/jpeg"
    with Image.open(io.BytesIO(found.content)) as clean:
        assert clean.format == "JPEG"
        assert clean.size == (40, 20)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_where_it_was_taken(form):
    found = judge(f"照片.{'jpg' if form == 'JPEG' else form.lower()}", picture(form))
    assert b"secret-village" in picture(form)
    assert b"secret-village" not in found.content
    with Image.open(io.BytesIO(found.content)) as clean:
        assert clean.format == form
        assert not clean.getexif().get_ifd(GPS)
        assert dict(clean.getexif()) == {}


def test_a_picture_taken_sideways_stands_upright():
    with Image.open(io.BytesIO(judge("a.jpg", picture(turned=True)).content)) as clean:
        assert clean.size == (20, 40)


def test_what_hides_behind_a_picture_is_gone():
    script = b"<script>alert(1)</script>"
    assert script not in judge("a.jpg", picture() + script).content


def test_documents_are_known_by_their_structure():
    word = judge("a.docx", office("word/document.xml"))
    assert word.media.endswith("wordprocessingml.document")
    assert judge("a.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n").media == "application/pdf"
    assert judge("说明.txt", "上庄镇".encode("gb18030")).media == "text/plain"
    assert judge("旧.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).media.endswith("excel")


def bomb() -> bytes:
    return office("word/document.xml", *(f"x{n}" for n in range(5001)))


HOSTILE = {
    "html as jpg": ("a.jpg", b"<html><script>1</script>"),
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"),
    "html": ("a.html", b"<html></html>"),
    "exe": ("a.exe", b"MZ\x90\0" + b"\0" * 100),
    "exe as pdf": ("a.pdf", b"MZ\x90\0%PDF-1.4 %%EOF"),
    "zip": ("a.zip", office("readme")),
    "macros": ("a.docx", office("word/document.xml", "word/vbaProject.bin")),
    "docx named jpg": ("a.jpg", office("word/document.xml")),
    "picture named pdf": ("a.pdf", picture()),
    "something before the zip": ("a.docx", b"PK\x03\x04" + office("word/document.xml")),
    "something behind the zip": ("a.docx", office("word/document.xml") + b"<script>"),
    "too many parts": ("a.docx", bomb()),
    "too large": ("a.txt", b"a" * (20 * 1024 * 1024 + 1)),
    "broken picture": ("a.jpg", picture()[:200]),
    "picture flood": ("a.png", picture("PNG", (9000, 6000))),
    "heic": ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 50),
    "empty": ("a.txt", b""),
    "zeros as text": ("a.txt", b"a\0b"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(case):
    with pytest.raises(Refused) as refused:
        judge(*HOSTILE[case])
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\照片\\一.jpg", "一.jpg"),
        ("a\u202egpj.txt", "agpj.txt"), ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ('q"<>.pdf', "q.pdf"), ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
    ],
    ids=range(6),
)  # fmt: skip
def test_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


@pytest.fixture
def clerk(db, settings, tmp_path) -> Client:
    settings.JISHI_HOME = tmp_path
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def matter(number: str = "SX-1") -> Matter:
    return Matter.rows.get(number=number)


def url(name: str, row=None, place: str = TOWN, **parts) -> str:
    row = row or matter()
    held = {"place": place, "ledger": "matters", "id": str(row.pk), **parts}
    return reverse(name, kwargs=held)


def upload(client: Client, *files: tuple[str, bytes], place: str = TOWN, row=None):
    held = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(url("attach", row, place), {"files": held}, follow=True)


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def test_files_are_put_beside_a_record_and_shown_to_those_who_see_it(clerk):
    page = upload(clerk, ("照片.jpg", picture()), ("记录.docx", office("word/document.xml")),
                  ("坏.html", b"<html>"))  # fmt: skip
    told = page.content.decode()
    assert "照片.jpg" in told
    assert "认不出" in told
    assert counts(BY_KEY["matters"], [matter().pk]) == {str(matter().pk): 2}
    shown, saved = Attachment.rows.order_by("id")
    answer = clerk.get(url("attachment", file=shown.pk))
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == store.path(shown.digest).read_bytes()
    answer = clerk.get(url("attachment", file=saved.pk))
    assert b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_is_behind_its_records_door(clerk):
    upload(clerk, ("照片.jpg", picture()))
    file = Attachment.rows.get().pk
    own = smalltown.account("own", "village", VILLAGE)
    other = smalltown.account("other", "village", OTHER_VILLAGE)
    leader = smalltown.account("leader", "town_leader", TOWN)
    stranger = smalltown.account("stranger", "town_clerk", NEIGHBOUR)
    assert status(own, url("attachment", place=VILLAGE, file=file)) == 200
    assert status(leader, url("attachment", file=file)) == 200
    assert status(stranger, url("attachment", file=file)) == 404
    for place, row in ((OTHER_VILLAGE, matter()), (OTHER_VILLAGE, matter("SX-2"))):
        assert status(other, url("attachment", row, place, file=file)) == 404
    assert leader.post(url("attach"), {}).status_code == 403
    assert leader.post(url("detach", file=file)).status_code == 403
    act = str(Entry.objects.get(ledger="attachments").act)
    assert other.get(reverse("act", kwargs={"place": OTHER_VILLAGE, "act": act})).status_code == 404
    assert "照片" in clerk.get(reverse("act", kwargs={"place": TOWN, "act": act})).content.decode()


def test_the_list_says_how_many_files_a_record_has(clerk):
    listed = reverse("list", kwargs={"place": TOWN, "ledger": "matters"}) + "?state=all"
    assert "个附件" not in clerk.get(listed).content.decode()
    upload(clerk, ("甲.txt", b"one"), ("乙.txt", b"two"))
    said = clerk.get(listed).content.decode()
    assert said.count("files-mark") == 1
    assert "2个附件" in said


def test_the_towns_workbook_lists_the_files_and_reads_nothing_of_that(clerk, tmp_path):
    upload(clerk, ("会议纪要.txt", b"one"))
    target = tmp_path / "town.xlsx"
    export_town(target, TOWN, by=operator())
    rows = list(openpyxl.load_workbook(target)["附件"].iter_rows(max_row=2, values_only=True))
    assert rows[1][1:3] == (matter().number, "会议纪要.txt")
    outcome = import_sheets(read_workbook(target), TOWN, by=operator())
    assert outcome.faults == []
    assert Attachment.rows.count() == 1


def test_who_may_not_write_the_record_leaves_no_bytes_behind(clerk):
    smalltown.account("leader", "town_leader", TOWN)
    reader = actor_of(User.objects.get(username="leader"))
    with pytest.raises(policy.Forbidden):
        attach(BY_KEY["matters"], matter(), [judge("甲.txt", b"one")], by=reader)
    assert not store.path(store.digest(b"one")).exists()


def test_a_file_taken_away_comes_back_by_undo(clerk):
    upload(clerk, ("照片.jpg", picture()))
    row = Attachment.rows.get()
    clerk.post(url("detach", file=row.pk))
    assert status(clerk, url("attachment", file=row.pk)) == 404
    act = Entry.objects.latest("pk").act
    answer = clerk.post(reverse("undo", kwargs={"place": TOWN, "act": act}))
    assert answer.status_code == 302
    assert status(clerk, url("attachment", file=row.pk)) == 200


def test_files_go_and_come_with_their_record(clerk):
    upload(clerk, ("照片.jpg", picture()))
    row = matter()
    clerk.post(url("withdraw", row), {"version": str(row.version)})
    assert not Attachment.rows.exists()
    undo(Entry.objects.latest("pk").act, by=operator())
    assert status(clerk, url("attachment", row, file=Attachment.rows.get().pk)) == 200


def test_verify_finds_bytes_that_were_changed_or_are_missing(clerk):
    upload(clerk, ("照片.jpg", picture()))

    def wrong() -> list[str]:
        return [p.what for p in verify(AUDITED).problems if "attachments" in p.what]

    assert wrong() == []
    path = store.path(Attachment.rows.get().digest)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    assert wrong()
    path.unlink()
    assert wrong()
    path.write_bytes(content)
    assert wrong() == []
