"""One pass over the XML of a part: no document types, bounded tables, cells without a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from jishi.workbook.limits import Limits, RefusedWorkbook, broken

_LONGEST_FORMULA = 200
_LONGEST_ROW_NUMBER = 7
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")

StartHandler = Callable[[str, dict[str, str]], None]


@dataclass
class SheetScan:
    """What one worksheet part holds; positions are (row, column), both from 1.

    `rows`, `columns`: last filled row and column. `formulas`: text of each formula without a stored
    value. `errors`: code (#REF!) of each cell that holds an error.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_markup(pieces: Iterable[bytes], start: StartHandler | None = None) -> None:
    """Parse a part, each element to `start`; raise RefusedWorkbook where unsafe or broken."""
    parser = expat.ParserCreate()
    if start is not None:
        parser.StartElementHandler = start
    _feed(parser, pieces)


def scan_sheet(pieces: Iterable[bytes], sheet: str, limits: Limits) -> SheetScan:
    """Measure a worksheet; raise RefusedWorkbook at the first cell beyond a limit."""
    parser = expat.ParserCreate()
    scan = _Scanner(parser, sheet, limits)
    parser.StartElementHandler = scan.start
    _feed(parser, pieces)
    return scan.found


def _feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        # Not XML, or in an encoding that does not exist or that no office program writes.
        raise broken() from fault


def _refuse_doctype(*_: object) -> None:
    raise RefusedWorkbook(
        "文件里夹带了不该有的指令（DOCTYPE）", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
    )


def column_letters(column: int) -> str:
    """1 → A, 27 → AA: a column as Excel shows it."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Scanner:
    """The handlers, called for every cell of a large table: short ways first.

    Text and end handlers cost most, so they are set only inside formulas and error cells. A cell's
    row is mostly that of its <row>, and its letters mostly known: the reference is parsed only
    where not.
    """

    def __init__(self, parser: expat.XMLParserType, sheet: str, limits: Limits) -> None:
        self.parser = parser
        self.sheet = sheet
        self.limits = limits
        self.found = SheetScan()
        # Some programs write <x:c>. Other prefixes are extensions, where <xm:f> is no cell's
        # formula.
        self.prefix = ""
        self.columns_by_letters: dict[str, int] = {}
        self.row_text = "0"
        self.row = self.column = 0
        self.filled_rows = self.last_filled = 0
        self.kind: str | None = None
        self.formula: str | None = None
        self.value = ""
        self.text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            if self.row != self.last_filled or self.column > self.found.columns:
                self._fill()
            if self.kind == "e" or self.formula is not None:
                self._listen()
        elif name == "row":
            self.column = 0
            self._enter_row(attributes.get("r") or str(self.row + 1))
        elif name == "is":
            self._fill()
        elif name == "f":
            self._fill()
            self.formula = ""
            self._listen()
        elif name.endswith(":sheetData"):
            self.prefix = name.removesuffix("sheetData")
        elif self.prefix and name.startswith(self.prefix):
            self.start(name.removeprefix(self.prefix), attributes)

    def _listen(self) -> None:
        self.text.clear()
        self.parser.CharacterDataHandler = self.text.append
        self.parser.EndElementHandler = self.end

    def _enter_row(self, number: str) -> None:
        if not number.isdecimal() or not number.isascii() or len(number) > _LONGEST_ROW_NUMBER:
            raise broken()
        self.row, self.row_text = int(number), number

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.found.cells += 1
        if self.found.cells > self.limits.max_cells:
            raise RefusedWorkbook(
                "工作表“%(sheet)s”的单元格多得不正常",
                "请删去没有内容的行和列，另存后再导入",
                sheet=self.sheet,
            )
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference[: -len(self.row_text)]
            if letters in self.columns_by_letters and reference.endswith(self.row_text):
                self.column = self.columns_by_letters[letters]
            else:
                self._parse_reference(reference)
        self.kind = attributes.get("t")
        self.formula = None
        self.value = ""

    def _parse_reference(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise broken()
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        self.column = self.columns_by_letters[match[1]] = column
        self._enter_row(match[2])

    def _fill(self) -> None:
        """Count the current cell as filled, and refuse it where it lies beyond the limits."""
        found, limits = self.found, self.limits
        if self.row != self.last_filled:
            self.last_filled = self.row
            self.filled_rows += 1
        found.rows = max(found.rows, self.row)
        found.columns = max(found.columns, self.column)
        if found.rows > limits.max_rows and self.filled_rows > limits.max_rows // 2:
            raise too_many_rows(limits)
        if (
            found.rows > limits.max_rows
            or found.columns > limits.max_columns
            or found.rows * found.columns > limits.max_area
        ):
            raise RefusedWorkbook(
                "工作表“%(sheet)s”的内容一直到 %(cell)s，"
                "超出了能导入的范围（%(rows)s 行、%(columns)s 列）",
                "请看 %(cell)s 附近有没有多余的内容，删去后再导入",
                sheet=self.sheet,
                cell=f"{column_letters(self.column)}{self.row}",
                rows=limits.max_rows,
                columns=limits.max_columns,
            )

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "f":
            self.formula = "".join(self.text)[:_LONGEST_FORMULA]
        elif name == "v":
            self.value = "".join(self.text)
        elif name == "c":
            self._end_cell()
        self.text.clear()

    def _end_cell(self) -> None:
        position = (self.row, self.column)
        if self.kind == "e":
            self.found.errors[position] = self.value[:20] or "#VALUE!"
        # Excel stores the empty text that =IF(A1="","",1) gives as t="str" with an empty value: a
        # value.
        elif self.formula is not None and not self.value and self.kind != "str":
            self.found.formulas[position] = self.formula
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None


def too_many_rows(limits: Limits) -> RefusedWorkbook:
    """The refusal of a workbook with more rows than the setting allows."""
    return RefusedWorkbook(
        "表格超过 %(limit)s 行", "请把表格分成几个文件，分几次导入", limit=limits.max_rows
    )
