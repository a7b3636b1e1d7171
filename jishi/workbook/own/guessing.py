"""What a clerk's table looks like at first sight: where its headings are, which ledger it suits.

A guess only fills the select boxes; the clerk looks at them before anything is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jishi.kernel.columns import Ledger
from jishi.kernel.kinds import shipped
from jishi.records.ledgers import BY_KEY
from jishi.values.entries import is_blank
from jishi.workbook.headings import normal
from jishi.workbook.own.contents import Entries, by_contents
from jishi.workbook.own.layout import DEEPEST, PARTED, WITHIN, headings, shown
from jishi.workbook.own.mapping import (
    KEY_TYPES,
    SheetMap,
    asked_ends,
    mappable,
    signature,
    unit_in,
)
from jishi.workbook.own.synonyms import SERIAL, words_for
from jishi.workbook.reading import Sheet


@dataclass(frozen=True)
class Guess:
    """A map to start from; `remembered` where the same headings were mapped before."""

    map: SheetMap
    remembered: bool = False


def guess(sheet: Sheet, remembered: Mapping[str, SheetMap], *, ledger: str | None = None) -> Guess:
    """Headings, ledger and columns as they most likely are.

    `remembered` holds the town's maps by signature; `ledger` is the one that the clerk chose.
    """
    blocks = _blocks(sheet)
    for first, last in blocks:
        held = remembered.get(signature(headings(sheet, first, last)))
        if held is not None and ledger in (None, held.ledger):
            moved = SheetMap(**{**held.__dict__, "sheet": sheet.name, "first": first, "last": last})
            return Guess(moved, remembered=True)
    # A ledger that the clerk chose gets whatever fits it; one of our choosing must fit well.
    best, found = 1.0 if ledger is None else float("-inf"), SheetMap(sheet.name)
    blocks = _uncut(blocks, sheet)
    if blocks:
        found.first, found.last = blocks[0]
    entries = Entries(sheet)
    for first, last in blocks:
        texts = headings(sheet, first, last)
        readings = [_readings(text) for text in texts]
        for one in [BY_KEY[ledger]] if ledger else mappable():
            columns = _columns(texts, readings, one)
            columns |= by_contents(columns, texts, one, entries.below(last))
            score = _score(columns, one, sheet) - 0.1 * (last - first)
            if score > best:
                best = score
                found = SheetMap(sheet.name, one.key, first, last, columns)
    if ledger is not None:
        found.ledger = ledger
    if sheet.hidden and ledger is None:
        found.ledger = ""
    settle(found, headings(sheet, found.first, found.last))
    found.keys = keys_of(found)
    return Guess(found)


def _uncut(blocks: list[tuple[int, int]], sheet: Sheet) -> list[tuple[int, int]]:
    """Without those that end within a merged heading, where any other is left."""
    whole = [
        (first, last) for first, last in blocks
        if not any(first <= top <= last < bottom < first + DEEPEST
                   for top, _left, bottom, _right in sheet.merged)
    ]  # fmt: skip
    return whole or blocks


def settle(found: SheetMap, texts: Sequence[str], *, above: str = "") -> None:
    """Fill in what the headings themselves say: units of money, our own words for 止."""
    if not found.ledger:
        return
    ledger = BY_KEY[found.ledger]
    ends = {column.name for column in asked_ends(ledger)}
    for position, name in found.columns.items():
        text = texts[position] if position < len(texts) else ""
        if ledger.column(name).type == "money" and name not in found.units:
            unit = unit_in(text) or above
            if unit:
                found.units[name] = unit
        if name in ends and name not in found.ends and "不计" in text:
            found.ends[name] = "excluded"


def keys_of(found: SheetMap) -> list[str]:
    """By what rows without numbers are most likely found again: day, what it was, and place.

    None where the day or the name is not mapped: names alone repeat.
    """
    if not found.ledger or BY_KEY[found.ledger].identity in found.columns.values():
        return []
    ledger, held = BY_KEY[found.ledger], set(found.columns.values())
    day = next((c.name for c in ledger.columns if c.type == "date" and c.required), "")
    if not {day, ledger.title} <= held or ledger.column(ledger.title).type not in KEY_TYPES:
        return []
    return [day, ledger.title, *sorted({"place"} & held)]


def columns_of(texts: Sequence[str], ledger: Ledger) -> dict[int, str]:
    """Position → column for the headings that are known; none where two would name one."""
    return _columns(texts, [_readings(text) for text in texts], ledger)


def _columns(
    texts: Sequence[str], readings: Sequence[Sequence[str]], ledger: Ledger
) -> dict[int, str]:
    known = _known(ledger.key)
    found: dict[int, str] = {}
    for position, words in enumerate(readings):
        name = next((known[word] for word in words if word in known), None)
        if name is not None:
            found[position] = name
    for name in set(found.values()):
        held = [position for position, one in found.items() if one == name]
        column = ledger.column(name)
        pair = column.type == "place" and len(held) == 2 and held[1] == held[0] + 1
        if len(held) > 1 and not pair:
            exact = [at for at in held if normal(texts[at]) == normal(str(column.zh))]
            for position in held:
                if exact != [position]:
                    del found[position]
    return found


@cache
def all_headings() -> frozenset[str]:
    """Headings of all ledgers as they are compared: by these a second table shows."""
    return frozenset(word for ledger in mappable() for word in _known(ledger.key))


@cache
def _known(key: str) -> dict[str, str]:
    ledger = BY_KEY[key]
    found: dict[str, str] = {}
    for column in ledger.columns:
        found.setdefault(normal(str(column.zh)), column.name)
    for column in ledger.columns:
        for word in words_for(ledger, column):
            found.setdefault(normal(word), column.name)
    if any(column.name == "place" and "group" in column.levels for column in ledger.columns):
        for word in ("组", "组别", "村民组", "村民小组", "小组"):
            found.setdefault(word, "place")
    return found


def _readings(text: str) -> list[str]:
    """What a heading may be known by: its last row, the whole, its first row, without brackets."""
    if not text or text in SERIAL:
        return []
    parts = text.split(PARTED)
    found = []
    for part in (parts[-1], "".join(parts), *reversed(parts[:-1])):
        word = normal(part)
        found += [word, word.partition("（")[0]]
    return [word for word in found if word]


def _score(columns: Mapping[int, str], ledger: Ledger, sheet: Sheet) -> float:
    held = set(columns.values())
    if len(held) < 2:
        return 0
    score = sum(2.0 if ledger.column(name).required else 1.0 for name in held)
    score += 1.5 * (ledger.title in held)
    required = {column.name for column in ledger.columns if column.required}
    score -= 0.7 * len(required - held - {ledger.identity})
    title = sheet.name + "".join(
        shown(cell) for row in sheet.rows[:2] for cell in row.cells if isinstance(cell, str)
    )
    words = {str(ledger.zh), *_family_names(ledger.key)}
    return score + 2 * any(word in title[:200] for word in words)


@cache
def _family_names(key: str) -> frozenset[str]:
    return frozenset(row["family_zh"] for row in shipped() if row["ledger"] == key) - {""}


def _blocks(sheet: Sheet) -> list[tuple[int, int]]:
    """Rows in which headings may stand: (first, last), small ones first."""
    rows = [row for row in sheet.rows if row.number <= WITHIN]
    found = []
    for start, row in enumerate(rows):
        texts = [cell for cell in row.cells if isinstance(cell, str) and not is_blank(cell)]
        if len(texts) < 2:
            continue
        for count in range(1, DEEPEST + 1):
            last = row.number + count - 1
            if start + count <= len(rows) and rows[start + count - 1].number == last:
                found.append((row.number, last))
    return sorted(found, key=lambda block: (block[1] - block[0], block[0]))
