"""The container of an .xls or .et: an OLE2 compound file, read with bounds, never trusted."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from jishi.workbook.limits import RefusedWorkbook

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # from here on sector numbers are marks: end of chain, free, table
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def broken_old() -> RefusedWorkbook:
    """The refusal of an old workbook that is not whole."""
    return RefusedWorkbook(
        "这个旧格式的表格（.xls 或 .et）坏了，读不出来",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
    )


@dataclass(frozen=True, slots=True)
class Item:
    """One name in the container: a stream of `size` bytes from sector `start`, or a storage."""

    name: str
    kind: int
    start: int
    size: int


class Compound:
    """Names and streams of a compound file. Raises RefusedWorkbook where its tables do not hold."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        if len(content) < 512 or not content.startswith(MAGIC):
            raise broken_old()
        major, _order, shift, mini_shift = struct.unpack_from("<HHHH", content, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise broken_old()
        self._size = 1 << shift
        self._sectors = len(content) // self._size
        self._fat = self._table()
        (start,) = struct.unpack_from("<I", content, 48)
        self.items = self._directory(start)
        root = next((item for item in self.items if item.kind == _ROOT), None)
        if root is None:
            raise broken_old()
        self._mini = self._chain(root.start)[: root.size] if root.size else b""
        (mini_start,) = struct.unpack_from("<I", content, 60)
        packed = self._chain(mini_start) if mini_start < _LAST else b""
        self._mini_fat = _numbers(packed)

    def names(self) -> set[str]:
        """Names of all streams and storages, in lower case."""
        return {item.name.lower() for item in self.items}

    def stream(self, *names: str) -> bytes | None:
        """The first stream that bears one of the names, or None."""
        for name in names:
            for item in self.items:
                if item.kind == _STREAM and item.name.lower() == name.lower():
                    return self._read(item)
        return None

    def _read(self, item: Item) -> bytes:
        content = self._chain(item.start) if item.size >= 4096 else self._small(item.start)
        if len(content) < item.size:
            raise broken_old()
        return content[: item.size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._content[at : at + self._size]
        if number >= self._sectors or not found:
            raise broken_old()
        return found

    def _table(self) -> tuple[int, ...]:
        """The allocation table: sector → next sector; its own sectors are listed in the header."""
        count, more = *struct.unpack_from("<I", self._content, 44), 0
        listed = list(struct.unpack_from("<109I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        seen = 0
        while more < _LAST:
            seen += 1
            if seen > self._sectors:
                raise broken_old()
            part = self._sector(more).ljust(self._size, b"\xff")
            numbers = struct.unpack(f"<{self._size // 4}I", part)
            listed += numbers[:-1]
            more = numbers[-1]
        held = [number for number in listed if number < _LAST]
        if count > self._sectors or len(held) > self._sectors:
            raise broken_old()
        packed = b"".join(self._sector(number).ljust(self._size, b"\xff") for number in held)
        return _numbers(packed)

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        at = start
        while at < _LAST:
            if len(parts) > self._sectors or at >= len(self._fat):
                raise broken_old()
            parts.append(self._sector(at))
            at = self._fat[at]
        return b"".join(parts)

    def _small(self, start: int) -> bytes:
        parts: list[bytes] = []
        at = start
        while at < _LAST:
            if len(parts) > len(self._mini_fat) or at >= len(self._mini_fat):
                raise broken_old()
            parts.append(self._mini[at * 64 : at * 64 + 64])
            at = self._mini_fat[at]
        return b"".join(parts)

    def _directory(self, start: int) -> list[Item]:
        packed = self._chain(start)
        found = []
        for at in range(0, len(packed) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", packed, at + 64)
            if kind not in (_STORAGE, _STREAM, _ROOT):
                continue
            name = packed[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", packed, at + 116)
            found.append(Item(name, kind, first, size))
        return found


def _numbers(packed: bytes) -> tuple[int, ...]:
    whole = len(packed) // 4
    return struct.unpack(f"<{whole}I", packed[: whole * 4])
