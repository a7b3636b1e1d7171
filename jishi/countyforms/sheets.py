"""The sheets of a form, read once: a form is looked at far more often than it changes."""

import hashlib
from collections import OrderedDict
from threading import Lock

from jishi.countyforms.models import CountyForm
from jishi.countyforms.sheetxml import Sheet, read_form

Sheets = tuple[Sheet, ...]

_MOST_CELLS = 100_000  # kept by a process; about 200 bytes each
_KEPT: OrderedDict[bytes, Sheets] = OrderedDict()
_GUARD = Lock()


def sheets_of(form: CountyForm) -> Sheets:
    """The visible sheets of a form, not to be changed. Raises RefusedWorkbook."""
    content = bytes(form.content)
    key = hashlib.sha256(content).digest()  # of the file as it is, whatever the row says
    with _GUARD:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    found = tuple(read_form(content))
    with _GUARD:
        _KEPT[key] = found
        while sum(map(_size, _KEPT.values())) > _MOST_CELLS:
            _KEPT.popitem(last=False)
    return found


def _size(sheets: Sheets) -> int:
    return sum(len(row) for sheet in sheets for row in sheet.rows)
