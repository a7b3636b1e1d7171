"""QR codes of addresses: as a drawing for the page, as a picture for the Word file.

Level M (15 % may be damaged) with the quiet zone of four modules that ISO/IEC 18004 asks.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno

BORDER = 4  # modules
# Any of the eight masks reads alike; weighing them takes five times as long as the code itself,
# and every page carries one. This one is chosen most often for addresses like ours.
_MASK = 2
# Drawing one takes 2 to 3 ms, half of a short page; kept, it takes up to 7 kB.
_KEPT = 1024
_PIXELS = 8  # to a module: at 18 mm some 460 dots per inch


#: No address longer than this is drawn: a code holds some two thousand signs.
LONGEST = 1_200


@lru_cache(maxsize=_KEPT)
def path(address: str) -> tuple[int, str]:
    """The side in modules, quiet zone included, and the dark modules as the path of an SVG.

    Runs of dark modules of a row are one rectangle each.
    """
    drawn = []
    rows = [[bool(dark) for dark in row] for row in matrix(address)]
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            drawn.append(f"M{start + BORDER} {y + BORDER}h{x - start}v1H{start + BORDER}z")
    return len(rows) + 2 * BORDER, "".join(drawn)


def png(address: str) -> bytes:
    """The code as a black and white picture; the same address gives the same bytes."""
    out = BytesIO()
    _code(address).save(out, kind="png", scale=_PIXELS, border=BORDER)
    return out.getvalue()


def matrix(address: str) -> tuple[bytearray, ...]:
    """Rows of modules, 1 where dark, without the quiet zone."""
    return tuple(_code(address).matrix)


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False, boost_error=False, mask=_MASK)
