"""Files that must be refused, built by hand: small on disk, each with exactly one fault."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet_xml(rows: str = CELL, before: str = "", after: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def parts(rows: str = CELL, **extra: str) -> dict[str, str | bytes]:
    """The parts of the smallest workbook that readers accept, with one sheet named 表."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{extra.get("kind", kind)}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": extra.get("sheet", sheet_xml(rows)),
    }


def pack(content: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def workbook(rows: str = CELL) -> bytes:
    return pack(parts(rows))


def declaring_less(size: int, declared: int) -> bytes:
    """A part of `size` zeros that declares `declared` bytes, with the checksum of just those."""
    data = pack(parts() | {"xl/media/a.png": b"\x00" * size})
    true = struct.pack("<III", zlib.crc32(bytes(size)), len(_deflated(size)), size)
    lie = struct.pack("<III", zlib.crc32(bytes(declared)), len(_deflated(size)), declared)
    assert data.count(true) == 2, "once in the local header, once in the directory"
    return data.replace(true, lie)


def _deflated(size: int) -> bytes:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return packer.compress(bytes(size)) + packer.flush()


def locked_part() -> bytes:
    """The flag "encrypted" set in both headers of every part."""
    data = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def with_name_twice() -> bytes:
    return pack(parts() | {"XL/worksheets/Sheet1.xml": sheet_xml()})


BOMB = "<!DOCTYPE a [" + '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">' + "]>"
FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

# name → (content, a piece of the message that a person must see)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.xlsx": (b"", "空的"),
    "page.xls": (b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "table.xls": (b"<table><tr><td>1</td></tr></table>", "网页"),
    "xml2003.xls": (b'<?xml version="1.0"?><Workbook/>', "XML"),
    "csv.xlsx": ("编号,姓名\n1,甲\n".encode("gb18030"), "文本文件"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
    "photo.xlsx": (b"\xff\xd8\xff\xe0" + bytes(64), "图片"),
    "paper.xlsx": (b"%PDF-1.7\n", "文档"),
    "packed.xlsx": (b"Rar!\x1a\x07\x01\x00", "压缩包"),
    "noise.xlsx": (bytes(range(256)), "不是 Excel"),
    "polyglot.xlsx": (b"GIF89a" + workbook(), "图片"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64), "密码"),
    "locked_part.xlsx": (locked_part(), "密码"),
    "old.xls": (OLE + "Workbook".encode("utf-16-le") + bytes(64), "旧格式"),
    "old.et": (OLE + "Book".encode("utf-16-le") + bytes(64), "旧格式"),
    "old.doc": (OLE + "WordDocument".encode("utf-16-le") + bytes(64), "不是 Excel"),
    "macro.xlsm": (pack(parts(kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml")), "宏"),
    "macro.xlsx": (pack(parts() | {"xl/vbaProject.bin": b"x"}), "宏"),
    "macrosheet.xlsx": (pack(parts() | {"xl/macrosheets/sheet1.xml": sheet_xml()}), "宏"),
    "letter.xlsx": (pack({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "Word"),
    "binary.xlsb": (pack({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), ".xlsb"),
    "open.ods": (pack({"mimetype": "x", "content.xml": "<a/>"}), ".ods"),
    "files.xlsx": (pack({"readme.txt": "x"}), "压缩包"),
    "bomb.xlsx": (pack(parts() | {"xl/media/a.png": bytes(8 << 20)}), "解压后"),
    "lying_bomb.xlsx": (declaring_less(2 << 20, 1000), "解压后"),
    "many_parts.xlsx": (pack(parts() | {f"a/{n}": "" for n in range(2001)}), "零件"),
    "slip.xlsx": (pack(parts() | {"../../evil.xml": "<a/>"}), "名称"),
    "absolute.xlsx": (pack(parts() | {"/etc/evil.xml": "<a/>"}), "名称"),
    "drive.xlsx": (pack(parts() | {"C:evil.xml": "<a/>"}), "名称"),
    "twice.xlsx": (with_name_twice(), "名称"),
    "entities.xlsx": (pack(parts(sheet=sheet_xml(before=BOMB))), "DOCTYPE"),
    "outside.xlsx": (pack(parts() | {"xl/sharedStrings.xml": f"{FILE}<sst>&x;</sst>"}), "DOCTYPE"),
    "utf16.xlsx": (pack(parts() | {"xl/styles.xml": f"{FILE}<a/>".encode("utf-16")}), "DOCTYPE"),
    "corners.xlsx": (
        workbook(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "XFD1048576",
    ),
    "far_row.xlsx": (
        workbook(CELL + '<row r="900000"><c r="B900000"><v>1</v></c></row>'),
        "B900000",
    ),
    "far_column.xlsx": (workbook('<row r="1"><c r="ZZ1"><v>1</v></c></row>'), "ZZ1"),
    "wide_area.xlsx": (
        workbook(
            '<row r="1"><c r="IV1"><v>1</v></c></row>'
            '<row r="190000"><c r="A190000"><v>1</v></c></row>'
        ),
        "A190000",
    ),
    "unnumbered.xlsx": (
        workbook("".join(f"<row><c><v>{n * n}</v></c></row>" for n in range(200_001))),
        "超过 200000 行",
    ),
    "nonsense_row.xlsx": (workbook('<row r="-5"><c r="A1"><v>1</v></c></row>'), "坏了"),
    "nonsense_cell.xlsx": (workbook('<row r="1"><c r="1A"><v>1</v></c></row>'), "坏了"),
    "unclosed.xlsx": (pack(parts(sheet="<worksheet><sheetData>")), "坏了"),
    "no_index.xlsx": (pack({k: v for k, v in parts().items() if "rels" not in k}), "坏了"),
    "cut.xlsx": (workbook()[:-30], "坏了"),
    "flipped.xlsx": (
        workbook().replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1),
        "坏了",
    ),
}


def write(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(HOSTILE[name][0])
    return path
