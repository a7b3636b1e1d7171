"""An office's .xlsx as it is: its cells read for the screen, some of them set, all else untouched.

Readers of workbooks give values and lose the form; writers make new files. A form must go back
just as it came, so the few cells are set in the sheet's own XML and every other byte is kept.
"""

import io
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from lxml import etree

from jishi.countyforms.styles import Styles, read_styles
from jishi.workbook.limits import Limits, RefusedWorkbook, broken
from jishi.workbook.screening import screen

MAX_BYTES = 2 * 2**20
MAX_CELLS = 20_000  # a form is looked at as a whole; a list of rows belongs into an import
_LIMITS = Limits(max_rows=2_000, max_bytes=MAX_BYTES, max_inflated=60 * 2**20)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_EMPTY_REF = "A1"

Value = Decimal | int | str | None


@dataclass(frozen=True)
class Cell:
    """One cell as it is seen: its address, text, and how many rows and columns it spans."""

    ref: str
    text: str = ""
    formula: bool = False
    percent: bool = False
    rows: int = 1
    columns: int = 1


@dataclass
class Sheet:
    """A visible worksheet: its name and rows of cells; what a merged cell covers is left out."""

    name: str
    part: str
    rows: list[list[Cell]] = field(default_factory=list)

    def cell(self, ref: str) -> Cell | None:
        """The cell of that address, where it can be seen."""
        return next((one for row in self.rows for one in row if one.ref == ref), None)


def split_ref(ref: str) -> tuple[int, int]:
    """Row and column of an address, from 1: B4 → (4, 2). Raises ValueError."""
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(f"no cell {ref}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def join_ref(row: int, column: int) -> str:
    """The address of a row and column, from 1: (4, 2) → B4."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read_form(content: bytes) -> list[Sheet]:
    """The visible sheets of a form. Raises RefusedWorkbook with what is wrong and what to do."""
    if not content.startswith(b"PK\x03\x04"):
        raise RefusedWorkbook("上级表格要用 .xlsx", "请用 Excel 或 WPS 打开，另存为 .xlsx 再传")
    _screen(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strings, styles = _strings(archive), _styles(archive)
        found = [_sheet(name, part, archive, strings, styles) for name, part in _parts(archive)]
        hidden = len(_parts(archive, hidden=True)) > len(found)
    if hidden and not any(sheet.rows for sheet in found):
        raise RefusedWorkbook(
            "看得见的工作表都是空的，还有藏着的工作表", "在 Excel 或 WPS 里取消隐藏，存好再传"
        )
    if not any(sheet.rows for sheet in found):
        raise RefusedWorkbook("这个表格里没有内容", "请选择上级发下来的空表")
    return found


def fill(content: bytes, values: Mapping[tuple[str, str], Value]) -> bytes:
    """The form with cells set: `(sheet, address)` → value; None empties a cell, styles stay.

    Formulas keep their text and lose what they last showed; the program that opens the file
    works them out anew.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: name for name, part in _parts(archive, hidden=True)}
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
            for entry in archive.infolist():
                held = archive.read(entry)
                name = parts.get(entry.filename)
                if name is not None:
                    wanted = {ref: v for (sheet, ref), v in values.items() if sheet == name}
                    held = _set(held, wanted)
                elif entry.filename == "xl/workbook.xml":
                    held = _recalculate(held)
                out.writestr(_stamped(entry), held)
    return made.getvalue()


def _screen(content: bytes) -> None:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        screen(Path(file.name), _LIMITS)


def _xml(held: bytes) -> Any:
    # What a form says of other files and of its own entities is not followed.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(held, parser)
    except etree.XMLSyntaxError as fault:
        raise broken() from fault


def _parts(archive: zipfile.ZipFile, *, hidden: bool = False) -> list[tuple[str, str]]:
    """Name and part of each worksheet, in the workbook's order."""
    try:
        relations = _xml(archive.read("xl/_rels/workbook.xml.rels"))
        book = _xml(archive.read("xl/workbook.xml"))
    except KeyError as fault:
        raise broken() from fault
    targets = {
        one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
        for one in relations
        if one.get("Type", "").endswith("/worksheet")
    }
    found = []
    for one in book.iter(f"{{{_MAIN}}}sheet"):
        part = targets.get(one.get(f"{{{_REL}}}id"))
        if part in archive.NameToInfo and (hidden or one.get("state", "visible") == "visible"):
            found.append((one.get("name", ""), part))
    return found


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.NameToInfo:
        return []
    root = _xml(archive.read("xl/sharedStrings.xml"))
    return [_text(one) for one in root.iter(f"{{{_MAIN}}}si")]


def _text(node: Any) -> str:
    # Readings (rPh) stand beside the text, not in it.
    runs = node.xpath("m:t | m:r/m:t", namespaces={"m": _MAIN})
    return "".join(run.text or "" for run in runs)


def _styles(archive: zipfile.ZipFile) -> Styles:
    part = "xl/styles.xml"
    root = _xml(archive.read(part)) if part in archive.NameToInfo else None
    told = _xml(archive.read("xl/workbook.xml")).find(f"{{{_MAIN}}}workbookPr")
    since_1904 = told is not None and told.get("date1904") in ("1", "true")
    return read_styles(root, since_1904=since_1904)


def _sheet(
    name: str, part: str, archive: zipfile.ZipFile, strings: list[str], styles: Styles
) -> Sheet:
    root = _xml(archive.read(part))
    texts: dict[tuple[int, int], Cell] = {}
    for node in root.iter(f"{{{_MAIN}}}c"):
        ref = node.get("r", "")
        if _REF.fullmatch(ref):
            texts[split_ref(ref)] = Cell(
                ref, _shown(node, strings, styles), node.find(f"{{{_MAIN}}}f") is not None,
                node.get("s", "0") in styles.percents,
            )  # fmt: skip
    spans = _spans(root)
    covered = {
        (row, column)
        for (top, left), (high, wide) in spans.items()
        for row in range(top, top + high)
        for column in range(left, left + wide)
    } - spans.keys()
    told = [at for at, cell in texts.items() if cell.text] + list(spans)
    last = [
        max((row for row, _column in [*told, *texts]), default=0),
        max((column for _row, column in [*told, *texts]), default=0),
    ]
    if last[0] * last[1] > MAX_CELLS:
        raise RefusedWorkbook(
            "“%(sheet)s”这张表太大，不像要填的表",
            "一行一条的名册请用“导入”；这里放格子固定的报表",
            sheet=name,
        )
    rows = []
    for row in range(1, last[0] + 1):
        cells = []
        for column in range(1, last[1] + 1):
            if (row, column) not in covered:
                one = texts.get((row, column), Cell(join_ref(row, column)))
                high, wide = spans.get((row, column), (1, 1))
                cells.append(Cell(one.ref, one.text, one.formula, one.percent, high, wide))
        rows.append(cells)
    return Sheet(name, part, rows)


def _spans(root: Any) -> dict[tuple[int, int], tuple[int, int]]:
    found = {}
    for one in root.iter(f"{{{_MAIN}}}mergeCell"):
        first, _colon, last = one.get("ref", "").partition(":")
        if _REF.fullmatch(first) and _REF.fullmatch(last):
            (top, left), (bottom, right) = split_ref(first), split_ref(last)
            if (bottom - top + 1) * (right - left + 1) <= MAX_CELLS:
                found[top, left] = (bottom - top + 1, right - left + 1)
    return found


def _shown(node: Any, strings: list[str], styles: Styles) -> str:
    kind, value = node.get("t", "n"), node.findtext(f"{{{_MAIN}}}v") or ""
    if kind == "s":
        return strings[int(value)].strip() if value.isdigit() and int(value) < len(strings) else ""
    if kind == "inlineStr":
        held = node.find(f"{{{_MAIN}}}is")
        return _text(held).strip() if held is not None else ""
    return styles.shown(node.get("s", "0"), value.strip()) if kind == "n" else value.strip()


def _set(held: bytes, wanted: Mapping[str, Value]) -> bytes:
    root = _xml(held)
    for node in root.iter(f"{{{_MAIN}}}c"):
        if node.find(f"{{{_MAIN}}}f") is not None:
            for old in node.findall(f"{{{_MAIN}}}v"):
                node.remove(old)
    data = root.find(f"{{{_MAIN}}}sheetData")
    for ref, value in wanted.items():
        _write(_node(data, ref), value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _node(data: Any, ref: str) -> Any:
    """The cell's node, made in its order where the sheet has none yet."""
    number, column = split_ref(ref)
    row = None
    there = 0
    for at, one in enumerate(data):
        there = _number(one, there)
        if there == number:
            row = one
            break
        if there > number:
            row = etree.Element(f"{{{_MAIN}}}row", r=str(number))
            data.insert(at, row)
            break
    if row is None:
        row = etree.SubElement(data, f"{{{_MAIN}}}row", r=str(number))
    for at, one in enumerate(row):
        place = split_ref(one.get("r", _EMPTY_REF))[1]
        if place == column:
            return one
        if place > column:
            made = etree.Element(f"{{{_MAIN}}}c", r=ref)
            row.insert(at, made)
            return made
    return etree.SubElement(row, f"{{{_MAIN}}}c", r=ref)


def _number(row: Any, before: int) -> int:
    """A row's number; one that does not say it is its cells', or the next after the last."""
    first = next((m for one in row if (m := _REF.fullmatch(one.get("r", "")))), None)
    said = row.get("r", "")
    if said.isascii() and said.isdigit():
        return int(said)
    return int(first[2]) if first else before + 1


def _write(node: Any, value: Value) -> None:
    for child in list(node):
        node.remove(child)
    node.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, str):
        node.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(node, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
        text.text = value
    else:
        etree.SubElement(node, f"{{{_MAIN}}}v").text = (
            f"{value:f}" if isinstance(value, Decimal) else str(value)
        )


def _recalculate(held: bytes) -> bytes:
    root = _xml(held)
    told = root.find(f"{{{_MAIN}}}calcPr")
    if told is None:
        told = etree.Element(f"{{{_MAIN}}}calcPr")
        after = [
            one for name in ("definedNames", "externalReferences", "functionGroups", "sheets")
            if (one := root.find(f"{{{_MAIN}}}{name}")) is not None
        ]  # fmt: skip
        after[0].addnext(told)
    told.set("fullCalcOnLoad", "1")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _stamped(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    # The same form and figures give the same file, whenever it is made.
    made = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
    return made
