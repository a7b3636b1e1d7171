"""QR codes read back as the address that went in, on the page and in the Word file."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from jishi.reports import document, drafting, qr
from jishi.reports.template import load
from tests.reports import reading, sample

ADDRESSES = (
    "http://127.0.0.1:8000/341824103/",
    "https://jishi.example.gov.cn/341824103/report/?as_of=2024-09-30",
    "https://jishi.example.gov.cn/341824103/proof/disputes_mediated/?as_of=2024-09-30",
)


def of_picture(data: bytes) -> list[list[int]]:
    """The modules of a picture; all pixels of a module alike."""
    with Image.open(BytesIO(data)) as picture:
        grey = picture.convert("L")
    side = next(n for n in range(1, grey.width) if grey.getpixel((n, n)) != grey.getpixel((0, 0)))
    module = side // qr.BORDER
    count = grey.width // module
    rows = [
        [int(grey.getpixel((x * module + 1, y * module + 1)) < 128) for x in range(count)]
        for y in range(count)
    ]
    return [row[qr.BORDER : -qr.BORDER] for row in rows[qr.BORDER : -qr.BORDER]]


@pytest.mark.parametrize("address", ADDRESSES, ids=("short", "report", "proof"))
def test_the_drawing_and_the_picture_read_back_as_the_address(address):
    assert reading.decoded(reading.of_path(*qr.path(address))) == address
    assert reading.decoded(of_picture(qr.png(address))) == address


def test_an_address_is_drawn_once_for_all_who_open_its_page():
    qr.path.cache_clear()
    assert qr.path(ADDRESSES[1]) is qr.path(ADDRESSES[1])
    assert qr.path.cache_info().misses == 1


def test_another_address_reads_otherwise():
    first, second = (reading.of_path(*qr.path(address)) for address in ADDRESSES[1:])
    assert first != second


def test_the_footers_of_the_word_file_show_the_code():
    report = sample.town(load(drafting.shipped(), sample.TOWN))
    data = document.to_word(report, address=ADDRESSES[1])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert reading.decoded(of_picture(archive.read("word/media/qr.png"))) == ADDRESSES[1]
        for footer in ("footer1", "footer2"):
            assert b'Target="media/qr.png"' in archive.read(f"word/_rels/{footer}.xml.rels")
            assert b"<w:drawing>" in archive.read(f"word/{footer}.xml")
    assert data == document.to_word(report, address=ADDRESSES[1])
