"""The gate before the parser: is this a workbook, a plain one, of a size that can be read?

Taken are .xlsx, the old .xls and WPS's .et (both OLE2), and text tables whose name ends in .csv.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path

from jishi.workbook.archive import Archive
from jishi.workbook.biff import screen_old
from jishi.workbook.compound import MAGIC
from jishi.workbook.limits import Limits, RefusedWorkbook, broken
from jishi.workbook.plaintext import read_text_table
from jishi.workbook.scanning import SheetScan, scan_markup, scan_sheet, too_many_rows

_LARGEST_INDEX = 8 * 2**20
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Screened:
    """A workbook that passed: what the pass found in each worksheet, by the sheet's name.

    `text` holds the rows of a text table, which needs no other reader.
    """

    sheets: dict[str, SheetScan]
    text: list[list[str]] | None = None


def screen(path: Path, limits: Limits) -> Screened:
    """Let a plain workbook of bearable size through; raise RefusedWorkbook for anything else.

    An .xlsx is read as a stream: memory stays small whatever the file claims.
    """
    try:
        file = path.open("rb")
    except OSError as fault:
        raise RefusedWorkbook("打不开这个文件", "请核对文件名和位置，再试一次") from fault
    with file:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise RefusedWorkbook(
                "文件有 %(size)s MB，超过 %(limit)s MB",
                "请删去图片和用不着的工作表，或分成几个文件导入",
                size=-(-size // 2**20),
                limit=f"{limits.max_bytes / 2**20:g}",
            )
        head = file.read(4096)
        if head.startswith(MAGIC):
            return Screened(screen_old(head + file.read(), limits))
        _check_first_bytes(head, text=path.suffix.lower() == ".csv")
        if not head.startswith(b"PK\x03\x04"):
            return Screened({}, read_text_table(head + file.read(), limits))
        archive = Archive(file, limits)
        _check_kind(archive)
        return Screened(_scan_parts(archive, limits))


def _check_first_bytes(head: bytes, *, text: bool) -> None:
    """Refuse what is plainly something else; `text` where its name says that it is a .csv."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not head:
        raise RefusedWorkbook("文件是空的", "请重新选择文件")
    if head.startswith(b"PK\x03\x04"):
        return
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<script")):
        raise RefusedWorkbook(
            "这是网页，不是工作簿（有的系统导出的“Excel”其实是网页）",
            "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
        )
    if start.startswith(b"<?xml"):
        raise RefusedWorkbook(
            "这是 XML 文件，不是 .xlsx 工作簿", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
        )
    if head.startswith(_PICTURES):
        raise RefusedWorkbook("这是图片，不是工作簿", "请选择 .xlsx、.xls、.et 或 .csv 文件")
    if head.startswith((b"%PDF", b"{\\rtf")):
        raise RefusedWorkbook("这是文档，不是工作簿", "请选择 .xlsx、.xls、.et 或 .csv 文件")
    if head.startswith(_PACKED):
        raise RefusedWorkbook("这是压缩包，不是工作簿", "请先解压，再选择里面的 .xlsx 文件")
    if b"\x00" not in head:
        if text:
            return
        raise RefusedWorkbook(
            "这是文本文件（例如 CSV），不是 .xlsx 工作簿",
            "如果确是 CSV，把文件名的结尾改成 .csv；否则用 Excel 或 WPS 另存为 .xlsx 再导入",
        )
    raise RefusedWorkbook("这不是 Excel 工作簿", "请选择 .xlsx、.xls、.et 或 .csv 文件")


def _check_kind(archive: Archive) -> None:
    """Tell other zip files, binary and macro workbooks from a plain one."""
    parts = archive.parts
    if "word/document.xml" in parts or "ppt/presentation.xml" in parts:
        raise RefusedWorkbook(
            "这是 Word 或 PPT 文件，不是工作簿", "请选择 .xlsx、.xls、.et 或 .csv 文件"
        )
    if "xl/workbook.bin" in parts or "content.xml" in parts:
        raise RefusedWorkbook(
            "这种表格格式（.xlsb 或 .ods）不能直接导入",
            "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
        )
    if "[content_types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise RefusedWorkbook("这是压缩包，不是工作簿", "请先解压，再选择里面的 .xlsx 文件")
    types: list[str] = []
    scan_markup(
        [_index(archive, "[content_types].xml")],
        lambda _, attributes: types.append(attributes.get("ContentType", "").lower()),
    )
    named = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in parts)
    if named or any(mark in kind for kind in types for mark in ("macro", "vbaproject")):
        raise RefusedWorkbook("这个工作簿带有宏", "请另存为不带宏的 .xlsx 再导入")


def _index(archive: Archive, name: str) -> bytes:
    """A small part, whole: one that names other parts."""
    entry = archive.parts.get(name)
    if entry is None or entry.file_size > _LARGEST_INDEX:
        raise broken()
    return b"".join(archive.unpack(entry))


def _scan_parts(archive: Archive, limits: Limits) -> dict[str, SheetScan]:
    """Unpack every part once: what is XML must be sound, what is a sheet is measured."""
    sheets = _sheet_parts(archive)
    scans: dict[str, SheetScan] = {}
    rows = area = 0
    for name, entry in archive.parts.items():
        pieces = archive.unpack(entry)
        title = sheets.get(name)
        if title is not None or name.startswith("xl/worksheets/sheet"):
            found = scan_sheet(pieces, title or posixpath.basename(name), limits)
            scans[title or name] = found
            rows, area = rows + found.rows, area + found.rows * found.columns
            if rows > limits.max_rows or area > limits.max_area:
                raise too_many_rows(limits)
        elif name.endswith((".xml", ".rels")):
            scan_markup(pieces)
        else:
            for _ in pieces:
                pass
    return {title: scans[title] for title in sheets.values() if title in scans}


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """Name of the part → name of the worksheet, from the workbook's own index."""
    targets: dict[str, str] = {}
    titles: dict[str, str] = {}

    def relation(_: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = target.lstrip("/").lower()

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            for key, value in attributes.items():
                if key.endswith(":id") and value in targets:
                    titles[targets[value]] = attributes.get("name", "")

    scan_markup([_index(archive, "xl/_rels/workbook.xml.rels")], relation)
    scan_markup([_index(archive, "xl/workbook.xml")], sheet)
    return titles
