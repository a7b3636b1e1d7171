"""What happens to a text on its way: traditional script, pinyin residue, spaces, hard line ends."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import opencc

#: What a careless conversion of script leaves behind a character, as on real town pages.
RESIDUE = {
    "镇": "zhèn", "乡": "xiāng", "业": "yè", "态": "tài", "组": "zǔ", "条": "tiáo", "万": "wàn",
    "余": "yú", "队": "duì", "亿": "yì", "户": "hù", "项": "xiàng",
}  # fmt: skip
_EDGE = re.compile(r"(?<=[一-鿿])(?=[0-9０-９])|(?<=[0-9０-９%])(?=[一-鿿])")
_NO_LINE_START = "，。、；：！？）》”％%"
_NO_LINE_END = "（《“"
_TIGHT = "0123456789.,%０１２３４５６７８９．％-:"


@dataclass(frozen=True)
class Dress:
    """How a text is dressed; `lot` makes the places of what is put in repeat exactly."""

    traditional: bool = False
    residue: float = 0.0
    spaced: bool = False
    width: int = 0
    lot: int = 0


def drawn(rng: random.Random) -> Dress:
    """Most texts go plain; some come by other ways."""
    return Dress(
        traditional=rng.random() < 0.15,
        residue=rng.choice((0.2, 0.5)) if rng.random() < 0.1 else 0.0,
        spaced=rng.random() < 0.1,
        width=rng.choice((28, 36, 40)) if rng.random() < 0.04 else 0,
        lot=rng.randrange(2**32),
    )


def dressed(
    plain: str, spans: list[tuple[int, int]], dress: Dress
) -> tuple[str, list[tuple[int, int]]]:
    """The text as it arrives, and the spans in it.

    What is put in at the edge of a span stays outside, within it becomes part of it.
    """
    put = _insertions(plain, dress)
    if not put:
        return (traditional(plain) if dress.traditional else plain), spans
    added = [0, *accumulate(len(put.get(at, "")) for at in range(len(plain) + 1))]
    letters = traditional(plain) if dress.traditional else plain
    text = "".join(put.get(at, "") + letter for at, letter in enumerate(letters))
    # added[n] counts what went in before offset n, added[n + 1] also what went in at n.
    return text, [(start + added[start + 1], end + added[end]) for start, end in spans]


def _insertions(plain: str, dress: Dress) -> dict[int, str]:
    lot = random.Random(dress.lot)
    put: dict[int, str] = {}
    if dress.residue:
        for at, letter in enumerate(plain[:-1]):
            if letter in RESIDUE and lot.random() < dress.residue:
                put[at + 1] = f"({RESIDUE[letter]})"
    if dress.spaced:
        for edge in _EDGE.finditer(plain):
            put[edge.start()] = put.get(edge.start(), "") + " "
    if dress.width:
        _wrap(plain, dress.width, put)
    return put


def _wrap(plain: str, width: int, put: dict[int, str]) -> None:
    """Line ends after so many characters, as a page of a PDF leaves them; none before a mark."""
    column = 0
    for at, letter in enumerate(plain):
        if letter == "\n":
            column = 0
            continue
        before = plain[at - 1]
        inside = letter in _NO_LINE_START or before in _NO_LINE_END
        if column >= width and not inside and not (before in _TIGHT and letter in _TIGHT):
            put[at] = put.get(at, "") + "\n"
            column = 0
        column += 1


def traditional(text: str) -> str:
    """The text in traditional characters, letter for letter."""
    converted = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_one(letter) for letter in text)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def _one(letter: str) -> str:
    converted: str = _converter().convert(letter)
    return converted if len(converted) == 1 else letter
