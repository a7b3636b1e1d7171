"""A county form as a table on the page: its own cells, filled ones leading somewhere."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from jishi.countyforms.filling import Filled
from jishi.countyforms.sheetxml import Sheet
from jishi.web.templatetags.ui import num


def table(
    sheet: Sheet, filled: Iterable[Filled], proof: Callable[[Filled], str] | None, *,
    bind_url: str = "", chosen: str = "",
) -> dict[str, Any]:  # fmt: skip
    """`{name, rows: [[{ref, text, url, state, rows, columns, label}]]}`.

    With `proof`, filled cells lead to their proofs. With `bind_url`, every cell that may be
    bound leads there. `state` is "filled", "missing" (bound, no value), "here", or "".
    """
    held = {one.ref: one for one in filled if one.sheet == sheet.name}
    rows = []
    for row in sheet.rows:
        cells = []
        for cell in row:
            one, url = held.get(cell.ref), ""
            key = f"{sheet.name}!{cell.ref}"
            if bind_url and not cell.formula and (one or not cell.text):
                mark = "&" if "?" in bind_url else "?"
                url = f"{bind_url}{mark}{urlencode({'cell': key})}#cell"
            elif proof and one is not None and one.value is not None:
                url = proof(one)
            cells.append({
                "ref": cell.ref, "text": _said(one) if one else cell.text, "url": url,
                "state": _state(one, here=key == chosen), "rows": cell.rows,
                "columns": cell.columns, "formula": cell.formula,
                "label": _label(one) if one else "",
            })  # fmt: skip
        rows.append(cells)
    return {"name": sheet.name, "rows": rows}


def _state(one: Filled | None, *, here: bool) -> str:
    if here:
        return "here"
    if one is None:
        return ""
    return "missing" if one.value is None else "filled"


def _said(one: Filled) -> str:
    if one.value is None:
        return "–"
    return num(one.value) if isinstance(one.value, Decimal | int) else one.value


def _label(one: Filled) -> str:
    return str(one.figure.indicator.zh) if one.figure else ""
