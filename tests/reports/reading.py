"""Reading a QR code back: modules → text, by ISO/IEC 18004. No correction: the code is undamaged.

Versions 1 to 6 at level M, byte mode: what an address of up to 106 bytes needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: Version → blocks and data bytes in each, at level M.
_BLOCKS = {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}
_MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
_FORMAT_MASK = 0b101010000010010
Modules = Sequence[Sequence[int]]


def decoded(modules: Modules) -> str:
    """The text of a code without its quiet zone."""
    size = len(modules)
    version = (size - 17) // 4
    said = sum(bit << (14 - n) for n, bit in enumerate(_format(modules))) ^ _FORMAT_MASK
    assert said >> 13 == 0, "level M"
    mask = _MASKS[said >> 10 & 7]
    bits = [modules[y][x] ^ mask(y, x) for y, x in _walk(size, version)]
    words = [
        int("".join(map(str, map(int, bits[n : n + 8]))), 2) for n in range(0, len(bits) - 7, 8)
    ]
    blocks, each = _BLOCKS[version]
    data = [words[b + n * blocks] for b in range(blocks) for n in range(each)]
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100", "byte mode"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode()


def of_path(side: int, path: str, border: int = 4) -> list[list[int]]:
    """The modules that an SVG path of one-module-high rectangles draws, without its border."""
    rows = [[0] * side for _row in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", path):
        for column in range(int(x), int(x) + int(width)):
            rows[int(y)][column] = 1
    assert not any(map(any, rows[:border])), "a quiet zone"
    return [row[border:-border] for row in rows[border:-border]]


def _format(modules: Modules) -> list[int]:
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    return [int(modules[y][x]) for y, x in places]


def _walk(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The data modules in the order of reading: two columns at a time, up and down."""
    upward = True
    for right in range(size - 1, 0, -2):
        column = right if right > 6 else right - 1
        for step in range(size):
            y = size - 1 - step if upward else step
            for x in (column, column - 1):
                if not _is_function(y, x, size, version):
                    yield y, x
        upward = not upward


def _is_function(y: int, x: int, size: int, version: int) -> bool:
    if 6 in (y, x):
        return True
    near, far = 9, size - 8
    if (y < near and x < near) or (y < near and x >= far) or (y >= far and x < near):
        return True
    centre = size - 7
    return version > 1 and abs(y - centre) <= 2 and abs(x - centre) <= 2
