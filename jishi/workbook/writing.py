"""Writing workbooks: the empty template, a ledger as it stands, and the sample town's.

Every text is written as text: no cell of ours is ever a live formula or link.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import shipped, shipped_programmes
from jishi.records.ledgers import LEDGERS
from jishi.workbook.sheets import FILES, GUIDE, LISTS, VERSION

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
_LIST_ROWS = 20_000  # how far down a sheet the drop-downs reach


@override("zh-hans")  # a workbook is the town's, whatever language its writer reads in
def save(
    target: Path | BinaryIO,
    rows: Rows,
    *,
    ledgers: Sequence[Ledger] = LEDGERS,
    versions: bool = False,
    guide: Sequence[str] = (),
    files: Sequence[Sequence[str]] = (),
) -> None:
    """Write one sheet per ledger; `rows` holds by ledger key mappings column → cell value.

    `files` are the attachments to list on a sheet of their own: ledger, number, name, size, digest.
    Raises OSError where the file cannot be written.
    """
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
         "in_memory": True},
    )  # fmt: skip
    book.set_properties({"title": _("绩事台账")})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "must": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "font_color": "#A3302A"}
        ),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "text": book.add_format({"num_format": "@"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _guide(book.add_worksheet(GUIDE), ledgers, guide, formats)
    lists = _Lists(ledgers)
    for ledger in ledgers:
        _sheet(book.add_worksheet(str(ledger.zh)), ledger, rows.get(ledger.key, ()), lists,
               formats, versions=versions)  # fmt: skip
    if files:
        _files(book.add_worksheet(FILES), files, formats)
    lists.write(book.add_worksheet(LISTS))
    try:
        book.close()
    except FileCreateError as refused:
        cause = refused.args[0] if refused.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(refused)) from refused


@override("zh-hans")
def template(target: Path | BinaryIO, *, held: Collection[str] = ()) -> None:
    """The empty workbook that is the whole town: headings, drop-downs, what each sheet wants.

    The programmes every town begins with stand in it by name alone; those of `held` (codes) are
    left out, for a row without its dates would empty what the town has written since.
    """
    programmes = [
        {"number": row["code"], "zh": row["zh"]}
        for row in shipped_programmes()
        if row["code"] not in held
    ]
    save(target, {"programmes": programmes})


def _guide(
    sheet: Worksheet, ledgers: Sequence[Ledger], more: Sequence[str], formats: Mapping[str, Any]
) -> None:
    lines = [
        _("一本工作簿就是一个镇：每张表一类，一行一条。"),
        _("红色表头必填。列的先后可以换，不用的列可以删，表名和表头不要改。"),
        _("表头上有小红角的，鼠标移上去看怎么填，有的还说填了它就要填哪一项。"),
        _("编号空着的，导入时自动编；写已有的编号，就是更正那一条。"),
        _("再次导入时，一样的不动，表里没有的也不动。"),
        _("日期写成2024-03-05、2024年3月5日、2024.3.5都行。金额以元为单位，也可以写12.6万元。"),
        _("“止”“撤销”“结束”填不再算数的那一天，当日不计；空着表示至今。"),
        _(
            "人填编号；名字在本镇不重复的，填名字也行。地方填“某某村”或“某某村第3组”，也可以填区划代码。"
        ),
        _("不收身份证号、私人电话、当事人和来访人的姓名。"),
        *more,
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _("怎么填"), formats["title"])
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 1, line, formats["wrap"])
    row = len(lines) + 2
    sheet.write_string(row, 0, _("各张表"), formats["title"])
    for ledger in ledgers:
        row += 1
        sheet.write_string(row, 0, str(ledger.zh))
        sheet.write_string(row, 1, str(ledger.help), formats["wrap"])


def _files(sheet: Worksheet, files: Sequence[Sequence[str]], formats: Mapping[str, Any]) -> None:
    heads = [_("台账"), _("编号"), _("文件名"), _("大小"), _("摘要")]
    sheet.freeze_panes(1, 0)
    for column, (head, width) in enumerate(zip(heads, (12, 14, 40, 10, 66), strict=True)):
        sheet.write_string(0, column, head, formats["head"])
        sheet.set_column(column, column, width)
    for row, file in enumerate(files, start=1):
        for column, text in enumerate(file):
            sheet.write_string(row, column, text)
    note = _("文件本身在绩事里，这里只列出来；再导入时这张表不读。")
    sheet.write_string(len(files) + 2, 0, note)


class _Lists:
    """The hidden sheet of choices that drop-downs point to: one column per list."""

    def __init__(self, ledgers: Sequence[Ledger]) -> None:
        self.columns: list[tuple[tuple[str, str], list[str]]] = []
        for ledger in ledgers:
            for column in ledger.columns:
                choices = _choices(ledger, column)
                if choices:
                    self.columns.append(((ledger.key, column.name), choices))

    def reference(self, ledger: str, column: str) -> str | None:
        """The range that holds the choices of a column."""
        for position, (key, choices) in enumerate(self.columns):
            if key == (ledger, column):
                first = xl_rowcol_to_cell(1, position, row_abs=True, col_abs=True)
                last = xl_rowcol_to_cell(len(choices), position, row_abs=True, col_abs=True)
                return f"='{LISTS}'!{first}:{last}"
        return None

    def write(self, sheet: Worksheet) -> None:
        """Fill and hide the sheet."""
        for position, ((ledger, column), choices) in enumerate(self.columns):
            sheet.write_string(0, position, f"{ledger}.{column}")
            for row, choice in enumerate(choices, start=1):
                sheet.write_string(row, position, choice)
        sheet.hide()


def _choices(ledger: Ledger, column: Column) -> list[str]:
    if column.type == "kind":
        return [row["zh"] for row in shipped() if row["ledger"] == ledger.key]
    if column.type == "bool":
        return ["是", "否"]
    return [str(zh) for _code, zh in column.choices]


def _sheet(
    sheet: Worksheet, ledger: Ledger, rows: Iterable[Mapping[str, Any]], lists: _Lists,
    formats: Mapping[str, Any], *, versions: bool,
) -> None:  # fmt: skip
    sheet.freeze_panes(1, 1)
    for position, column in enumerate(ledger.columns):
        sheet.write_string(
            0, position, str(column.zh), formats["must" if ledger.must(column) else "head"]
        )
        note = _note(ledger, column)
        if note:
            sheet.write_comment(0, position, note)
        sheet.set_column(position, position, _width(column), _format(column, formats))
        reference = lists.reference(ledger.key, column.name)
        if reference:
            sheet.data_validation(1, position, _LIST_ROWS, position, {
                "validate": "list", "source": reference, "error_type": "warning",
                "error_title": _("不在列表里"),
                "error_message": _("可以用自定种类；否则请从列表里选。"),
            })  # fmt: skip
    if versions:
        sheet.write_string(0, len(ledger.columns), VERSION, formats["head"])
    for number, row in enumerate(rows, start=1):
        for position, column in enumerate(ledger.columns):
            _cell(sheet, number, position, row.get(column.name), formats)
        if versions:
            sheet.write_number(number, len(ledger.columns), row[VERSION])


def _note(ledger: Ledger, column: Column) -> str:
    """What a heading says where one points at it: the form's own words, and how numbers come."""
    said = ledger.hint(column)
    if ledger.numbers_itself and column.name == ledger.identity:
        said += _("可以空着，导入时自动编；写已有的编号，就是更正那一条。")
    return said + (f"（{column.unit}）" if column.unit else "")


def _cell(sheet: Worksheet, row: int, column: int, value: Any, formats: Mapping[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(
            row, column, value, formats["money"] if isinstance(value, Decimal) else None
        )
    elif sheet.write_string(row, column, str(value)):
        # Longer than a cell: half a text must not look like the whole.
        raise ValueError(f"{sheet.name}: {len(str(value))} characters do not fit into a cell")


def _width(column: Column) -> int:
    wide = {"longtext": 30, "text": 24, "date": 12, "money": 14, "place": 16, "programmes": 24}
    return wide.get(column.type, 12)


def _format(column: Column, formats: Mapping[str, Any]) -> Any:
    if column.type == "date":
        return formats["date"]
    # Codes as text, or Excel turns 34182410320001 into 3.4E+13 and drops leading zeros.
    return formats["text"] if column.type in ("code", "phone") else None
