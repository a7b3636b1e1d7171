"""The report printed by the browser has the measures of GB/T 9704-2012, as the Word file has."""

from __future__ import annotations

import io
import itertools
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

import pypdf
import pytest
from pypdf.generic import ContentStream

from tests.web import smalltown

pytestmark = pytest.mark.django_db(transaction=True)
MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 26 * MM, 37 * MM, 35 * MM
PITCH = 28.95
_RADICALS = {"⺠": "民", "⻓": "长", "⻚": "页", "⻅": "见", "⻋": "车", "⻔": "门"}
REPORT = f"/{smalltown.TOWN}/report/"
RED = {
    "official": "1", "issuer": "上庄镇人民政府文件", "number": "上政〔2024〕5号",
    "recipient": "绩溪县委组织部", "copies": "县农业农村局", "printer": "上庄镇党政办公室",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A printed line: where its text begins and ends, its baseline from the top, and the text."""

    left: float
    y: float
    text: str


@pytest.fixture
def printed(visit):
    """`printed(**query)` → the pages of the report as the browser prints it."""
    smalltown.build()
    clerk = smalltown.account("clerk", "town_clerk", smalltown.TOWN)

    def pages(path: str = REPORT, **query: str) -> list[pypdf.PageObject]:
        page = visit(f"{path}?{urlencode({'as_of': '2024-09-30', **query})}", client=clerk)
        data = page.pdf(prefer_css_page_size=True, print_background=True)
        return list(pypdf.PdfReader(io.BytesIO(data)).pages)

    return pages


def plain(text: str) -> str:
    """Characters for the radicals that a PDF names instead where a font draws both alike."""
    return "".join(
        unicodedata.normalize("NFKC", one)
        if "\u2f00" <= one <= "\u2fdf"
        else _RADICALS.get(one, one)
        for one in text
    )


def lines(page: pypdf.PageObject) -> list[Line]:
    """The lines of a page from top to bottom."""
    held: dict[float, list[tuple[float, str]]] = defaultdict(list)

    def visit(text, cm, tm, _font, _size) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            held[round(HEIGHT - y, 1)].append((x, plain(text.strip("\n"))))

    page.extract_text(visitor_text=visit)
    return [
        Line(min(x for x, _t in parts), y, "".join(t for _x, t in sorted(parts)))
        for y, parts in sorted(held.items())
    ]


def body(page: pypdf.PageObject) -> list[Line]:
    return [line for line in lines(page) if line.y < HEIGHT - BOTTOM + 1]


def page_number(page: pypdf.PageObject) -> Line:
    return next(line for line in lines(page) if line.text.startswith("—"))


def text_pages(pages: list[pypdf.PageObject]) -> list[pypdf.PageObject]:
    """Those before the annex."""
    ends = next(
        n
        for n, page in enumerate(pages)
        if "数字依据表" in plain(page.extract_text()) and "序号" in page.extract_text()
    )
    return pages[:ends]


def strokes(page: pypdf.PageObject) -> int:
    """Shapes drawn on a page: a QR code has hundreds."""
    contents = ContentStream(page.get_contents(), page.pdf)
    return sum(1 for _operands, operator in contents.operations if operator in (b"m", b"re"))


def test_every_sheet_is_a4_with_twenty_two_lines_inside_the_type_area(printed):
    pages = text_pages(printed())
    assert len(pages) >= 2
    for page in pages:
        assert abs(float(page.mediabox.width) - WIDTH) < 1
        assert abs(float(page.mediabox.height) - HEIGHT) < 1
        held = body(page)
        assert len(held) <= 22
        assert held[0].y > TOP and held[-1].y < HEIGHT - BOTTOM
        assert min(line.left for line in held) >= LEFT - 0.5
    # Full but for a heading that goes over with its text: the last baseline of the fullest.
    filled = [round((body(page)[-1].y - TOP - 20) / PITCH) for page in pages[:-1]]
    assert max(filled) == 21
    assert min(filled) >= 19


def test_lines_stand_a_pitch_apart_and_begin_two_characters_in(printed):
    page = text_pages(printed())[1]
    held = body(page)
    for before, after in itertools.pairwise(held):
        steps = (after.y - before.y) / PITCH
        assert abs(steps - round(steps)) < 0.06  # a screen's pixel of ¾ pt
    starts = {round(line.left - LEFT) for line in held}
    assert starts <= {-1, 0, 1, 31, 32, 33}
    assert {0, 32} <= {round(start / 16) * 16 for start in starts}


def test_a_full_line_holds_twenty_eight_characters(printed):
    held = [line.text for page in text_pages(printed()) for line in body(page)]
    whole = [text for text in held if text.isprintable() and not any(c.isascii() for c in text)]
    assert max(map(len, whole)) in (26, 28)  # 26 where two are the indent
    assert all(len(text) <= 28 for text in whole)


def test_page_numbers_stand_outside_one_character_in_and_seven_mm_below(printed):
    pages = printed()
    for number, page in enumerate(pages, start=1):
        said = page_number(page)
        assert said.text.replace(" ", "") == f"—{number}—"
        # the dash runs through the middle of its characters, some 5 pt above the baseline
        assert abs(said.y - 5 - (HEIGHT - BOTTOM + 7 * MM)) < 1.5 * MM
        if number % 2:
            assert WIDTH - RIGHT - 14 - 60 < said.left < WIDTH - RIGHT - 14
        else:
            assert abs(said.left - (LEFT + 14)) < 1


def test_every_sheet_carries_the_code(printed):
    for path in (REPORT, f"{REPORT}compare/", f"/{smalltown.TOWN}/ledger/matters/"):
        pages = printed(path)
        assert pages
        assert all(strokes(page) > 150 for page in pages), path


def test_a_document_has_its_red_header_and_its_imprint_on_the_last_sheet(printed):
    pages = printed(**RED)
    first = body(pages[0])
    assert first[0].text == RED["issuer"]
    # The top edge of the characters lies 35 mm below that of the type area.
    assert abs(first[0].y - 48 * 0.88 - (TOP + 35 * MM)) < 2 * MM
    assert first[1].text == RED["number"]
    assert "".join(line.text for line in first).count("绩溪县委组织部：") == 1
    last = body(pages[-1])
    assert [line.text.replace(" ", "") for line in last] == [
        "抄送：县农业农村局。", "上庄镇党政办公室2024年9月30日印发",
    ]  # fmt: skip
    assert HEIGHT - BOTTOM - last[-1].y < PITCH


def test_the_date_stands_four_characters_in(printed):
    pages = text_pages(printed())
    day = next(line for line in body(pages[-1]) if line.text == "2024年9月30日")
    name = next(line for line in body(pages[-1]) if line.text == "上庄镇")
    assert name.left > day.left > WIDTH / 2
    assert day.left < WIDTH - RIGHT - 4 * 15.75


def test_the_text_is_copied_and_missing_fonts_are_named(visit):
    smalltown.build()
    clerk = smalltown.account("clerk", "town_clerk", smalltown.TOWN)
    page = visit(f"{REPORT}?as_of=2024-09-30", client=clerk)
    assert page.locator(".fonts .tag").count() > 0  # no test machine has 方正小标宋
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制正文").click()
    page.get_by_role("button", name="已复制").wait_for()
    told = page.evaluate("navigator.clipboard.readText()")
    assert told.splitlines()[0] == "上庄镇党建引领乡村振兴工作情况报告"
    assert "摸排矛盾纠纷4件" in told
    assert page.locator(".official-only").is_hidden()
    page.get_by_label("这是公文，加红头").check()
    assert page.locator(".official-only").is_visible()
