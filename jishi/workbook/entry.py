"""One entry of a column, as typed in a cell or a form, to the value that is stored; and back."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from jishi.kernel.columns import Column, Ledger
from jishi.values.complaint import Complaint
from jishi.values.entries import (
    clean_text,
    is_blank,
    nearest,
    parse_bool,
    parse_date,
    parse_fen,
    parse_identifier,
    parse_int,
    parse_phone,
)
from jishi.workbook.lookups import Lookups

MASK = "（不显示）"  # a cell that the exporter might not see; never written back
# A cell of Excel holds 32 767 characters; beyond, an export would lose the end of the text.
LONGEST_NOTE = 10_000
_EMPTY: dict[str, Any] = {
    "date": None, "int": None, "money": None, "link": None, "bool": False, "programmes": (),
}  # fmt: skip


def read(column: Column, value: Any, ledger: Ledger, names: Lookups) -> Any:
    """The value to store for one entry. Raises Complaint (what is wrong, how to mend it)."""
    if is_blank(value):
        if column.required:
            raise Complaint(N_("这里不能空着。"), N_("补上再来。"))
        return _EMPTY.get(column.type, "")
    return _READERS.get(column.type, _text)(column, value, ledger, names)


def _text(column: Column, value: Any, ledger: Ledger, _names: Lookups) -> str:
    return _bounded(column, ledger, clean_text(value, keep_lines=column.type == "longtext"))


_READERS: dict[str, Callable[[Column, Any, Ledger, Lookups], Any]] = {
    "date": lambda column, value, ledger, names: parse_date(value),
    "int": lambda column, value, ledger, names: parse_int(value, column.low, column.high),
    "money": lambda column, value, ledger, names: parse_fen(
        value, allow_negative=column.low is None
    ),
    "bool": lambda column, value, ledger, names: parse_bool(value),
    "phone": lambda column, value, ledger, names: parse_phone(value),
    "code": lambda column, value, ledger, names: _bounded(column, ledger, parse_identifier(value)),
    "kind": lambda column, value, ledger, names: names.kind(clean_text(value), ledger.key),
    "place": lambda column, value, ledger, names: names.place(parse_identifier(value), column),
    "link": lambda column, value, ledger, names: names.record(parse_identifier(value), column.to),
    "programmes": lambda column, value, ledger, names: names.programme_codes(clean_text(value)),
    "choice": lambda column, value, ledger, names: _choice(column, clean_text(value)),
}


def show(column: Column, row: Any, names: "Shown") -> Any:
    """The stored value as a cell shows it; reading it back gives the same value."""
    value = getattr(row, column.attname)
    if value is None or value == "":
        return None
    match column.type:
        case "money":
            return Decimal(value) / 100
        case "bool":
            return "是" if value else "否"
        case "kind":
            return names.kinds.get(value, value)
        case "place":
            return names.places.get(value, value)
        case "choice":
            return str(dict(column.choices).get(value, value))
        case "programmes":
            return "、".join(names.programmes.get(code, code) for code in value) or None
        case "link":
            return names.numbers[column.to].get(value, MASK)
    return value


class Shown:
    """Names for codes, looked up once for a whole export."""

    def __init__(
        self,
        places: Mapping[str, str],
        kinds: Mapping[str, str],
        programmes: Mapping[str, str],
        numbers: Mapping[str, Mapping[Any, str]],
    ) -> None:
        self.places, self.kinds, self.programmes = places, kinds, programmes
        self.numbers = numbers


def _choice(column: Column, text: str) -> str:
    for code, zh in column.choices:
        with override("zh-hans"):  # whatever language the page is read in, files are the town's
            written = str(zh)
        if text in (code, str(zh), written):
            return code
    names = [str(zh) for _code, zh in column.choices]
    near = nearest(text, names)
    raise Complaint(
        N_("“%(text)s”不在可选的里面。"), N_("可以填：%(names)s。"),
        text=text, names="、".join([near] if near else names),
    )  # fmt: skip


def _bounded(column: Column, ledger: Ledger, text: str) -> str:
    longest = getattr(ledger.model._meta.get_field(column.name), "max_length", None)
    longest = longest or LONGEST_NOTE
    if len(text) > longest:
        raise Complaint(
            N_("太长了，最多%(longest)s个字，现在%(length)s个。"), N_("写短些，多的放进备注。"),
            longest=longest, length=len(text),
        )  # fmt: skip
    return text
