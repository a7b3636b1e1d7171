"""A county form as a table on the page: its own cells, filled ones leading somewhere; and why
its villages may not come to the town's figure."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from jishi.countyforms.apart import Apart
from jishi.countyforms.filling import Filled
from jishi.countyforms.sheetxml import Sheet
from jishi.indicators.periods import in_full
from jishi.web.presenting import said
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


def why_apart(one: Apart) -> str:
    """Why the villages of a form do not come to the town's figure."""
    figure = one.town
    unit = figure.indicator.unit
    parts = {
        "name": figure.indicator.zh, "period": in_full(figure), "town": said(figure.value, unit),
        "villages": said(one.villages, unit), "own": said(one.own, unit),
        "others": said(one.others, unit),
    }  # fmt: skip
    if one.own is None and one.villages < (figure.value or 0):
        words = _("%(name)s（%(period)s）：表上各村加起来%(villages)s，全镇%(town)s："
                  "还有的在镇本级，或在表上没列的村。")  # fmt: skip
    elif one.own is None:
        words = _("%(name)s（%(period)s）：表上各村加起来%(villages)s，全镇%(town)s："
                  "几个村都算到的，全镇只算一次。")  # fmt: skip
    elif not one.others:
        words = _("%(name)s（%(period)s）：各村加起来%(villages)s，全镇%(town)s，"
                  "另外%(own)s是镇本级的，不在哪个村。")  # fmt: skip
    elif not one.own:
        words = _("%(name)s（%(period)s）：表上各村加起来%(villages)s，全镇%(town)s，"
                  "另外%(others)s在表上没列的村。")  # fmt: skip
    else:
        words = _("%(name)s（%(period)s）：表上各村加起来%(villages)s，全镇%(town)s，"
                  "另外%(own)s是镇本级的，%(others)s在表上没列的村。")  # fmt: skip
    return words % parts


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
