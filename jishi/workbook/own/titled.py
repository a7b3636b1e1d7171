"""What the title above a table says of all its rows: 宅坦村2024年党员大会台账.

Like every guess it only fills a box that the clerk looks at.
"""

import re
from collections.abc import Iterable, Mapping

from jishi.records.ledgers import BY_KEY
from jishi.workbook.own.layout import shown
from jishi.workbook.own.mapping import SheetMap
from jishi.workbook.reading import Sheet

_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年")
_IN_WORDS = re.compile(r"(二[〇零○][〇零○一二三四五六七八九]{2})年")


def title_of(sheet: Sheet, first: int, file: str) -> str:
    """The words that stand over a table whose headings begin in row `first`: the file's name, the
    sheet's, and the rows above."""
    above = [
        shown(cell) for row in sheet.rows if row.number < first
        for cell in row.cells if isinstance(cell, str)
    ]  # fmt: skip
    return "\n".join((file, sheet.name, *above))


def year_in(title: str) -> int:
    """The only year that a title names (2024年党员大会台账, 二〇二四年); 0 where not one."""
    years = {int(found) for found in _YEAR.findall(title)}
    years |= {int("".join(map(_digit, found))) for found in _IN_WORDS.findall(title)}
    return years.pop() if len(years) == 1 else 0


def _digit(sign: str) -> str:
    return str("〇一二三四五六七八九".index("〇" if sign in "零○" else sign))


def named_in(title: str, names: Iterable[str]) -> str:
    """The only one of the names that a title holds, a longer one before what is part of it; ''
    where it holds none or several."""
    held = {name for name in names if name and name in title}
    whole = [name for name in held if not any(name != other and name in other for other in held)]
    return whole[0] if len(whole) == 1 else ""


def settle_by_title(
    found: SheetMap, title: str, kinds: Mapping[str, bool], villages: Iterable[str], town: str
) -> None:
    """Fill in kind and place where no column gives them and the title does.

    `kinds`: names of the kinds of the ledger, True for those that the town alone has: only they
    say that it is the town's. The name of the town in a title tells whose list it is, and not
    where each of its rows lies.
    """
    given = {*found.columns.values(), *found.defaults}
    kind = named_in(title, kinds)
    for column in BY_KEY[found.ledger].columns:
        if column.name in given:
            continue
        if column.type == "kind":
            text = kind
        elif column.type == "place" and column.required:
            text = town if kinds.get(kind) else named_in(title, villages)
        else:
            continue
        if text:
            found.defaults[column.name] = text
