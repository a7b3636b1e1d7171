"""What the entries of a column show where its heading says nothing that is known.

Like every guess it only fills a select box. Only what all entries agree on counts, and only where
one heading and one column of the ledger are left to be put together.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import shipped
from jishi.values.entries import date_or_none, is_blank
from jishi.workbook.own.layout import DEEPEST, WITHIN, shown
from jishi.workbook.own.synonyms import SERIAL
from jishi.workbook.reading import Sheet

_LOOKED_AT = 30  # rows below the headings
_FEWEST = 2  # entries: one alone may be a chance
_PLACE = re.compile(r"[一-鿿]{2,8}(?:村|社区)(?:[第一-鿿\d]{1,6}组)?")
#: A day by its heading, and not the day of something else.
_DAY = re.compile(r"时间|日期")
_OTHER_DAY = re.compile(r"出生|生日|止|结束|到期|办结|化解|完成|更新|填报|打印")


class Entries:
    """A sheet's first rows as text: every ledger asks for them, and they are read once."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = [
            (row.number, ["" if is_blank(cell) else shown(cell) for cell in row.cells])
            for row in sheet.rows[: WITHIN + DEEPEST + _LOOKED_AT]
        ]
        self._below: dict[int, list[list[str]]] = {}

    def below(self, last: int) -> list[list[str]]:
        """By position, what is entered below the row `last`; empty cells are left out."""
        if last not in self._below:
            rows = [cells for number, cells in self._rows if number > last][:_LOOKED_AT]
            self._below[last] = [list(filter(None, held)) for held in zip_longest(*rows)]
        return self._below[last]


def by_contents(
    known: Mapping[int, str], texts: Sequence[str], ledger: Ledger, entries: Sequence[list[str]]
) -> dict[int, str]:
    """Position → column, beside what is `known`: kinds, sources and places by their names, the
    day by its form. `entries` stand below the headings `texts`, by position."""
    free = [at for at, text in enumerate(texts) if text and text not in SERIAL and at not in known]
    found: dict[int, str] = {}
    for column in ledger.columns:
        fits = None if column.name in known.values() else _test(column, ledger)
        if fits is None:
            continue
        held = [at for at in free if at < len(entries) and fits(texts[at], entries[at])]
        if len(held) == 1 and held[0] not in found:
            found[held[0]] = column.name
    return found


def _test(column: Column, ledger: Ledger) -> Callable[[str, list[str]], bool] | None:
    match column.type:
        case "kind":
            return _among(_kinds(ledger.key))
        case "choice":
            return _among({str(zh) for _code, zh in column.choices})
        case "place":
            return lambda _text, held: _all(held, lambda one: bool(_PLACE.fullmatch(one)))
        case "date" if column.required:
            return lambda text, held: (
                bool(_DAY.search(text)) and not _OTHER_DAY.search(text)
                and _all(held, lambda one: date_or_none(one) is not None)
            )  # fmt: skip
    return None


@cache
def _kinds(ledger: str) -> frozenset[str]:
    return frozenset(row["zh"] for row in shipped() if row["ledger"] == ledger)


def _among(names: Collection[str]) -> Callable[[str, list[str]], bool]:
    return lambda _text, held: _all(held, lambda one: one in names)


def _all(held: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return len(held) >= _FEWEST and all(map(fits, held))
