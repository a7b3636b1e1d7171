"""The zip archive that an .xlsx or .docx is: counted, measured, checked while it is unpacked."""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from jishi.values.complaint import Complaint
from jishi.workbook.limits import Limits, RefusedWorkbook, broken

_CHUNK = 1 << 16
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|\\|^[A-Za-z]:|[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Refusals:
    """What to raise where an archive is not whole, a bomb, locked, misnamed or of too many parts.

    `crowded` is given the number of parts allowed.
    """

    broken: Callable[[], Complaint]
    bomb: Callable[[], Complaint]
    locked: Callable[[], Complaint]
    misnamed: Callable[[], Complaint]
    crowded: Callable[[int], Complaint]


class Archive:
    """The parts of a file by their names in lower case, as office programs look them up."""

    def __init__(self, file: BinaryIO, limits: Limits, refusals: Refusals | None = None) -> None:
        """Refuse where the directory alone shows a bomb, bad names or a lock.

        Raises what `refusals` make; without them RefusedWorkbook.
        """
        self._file = file
        self._refusals = refusals or _OF_WORKBOOKS
        self._check_directory_size(limits)
        try:
            entries = zipfile.ZipFile(file).infolist()
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            NotImplementedError,
            ValueError,
            struct.error,
        ) as fault:
            raise self._refusals.broken() from fault
        self.parts: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._check_entry(entry, limits)
            self.parts[entry.filename.lower()] = entry
        if sum(entry.file_size for entry in entries) > limits.max_inflated:
            raise self._refusals.bomb()

    def _check_directory_size(self, limits: Limits) -> None:
        """Count the entries before zipfile makes an object of each: they can be a million."""
        size = self._file.seek(0, os.SEEK_END)
        start = max(0, size - 0x10000 - 22 - 76)
        self._file.seek(start)
        tail = self._file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) < at + 22:
            raise self._refusals.broken()
        count, directory_size = struct.unpack_from("<HI", tail, at + 10)
        if (
            at >= 76
            and tail[at - 20 : at - 16] == b"PK\x06\x07"
            and tail[at - 76 : at - 72] == b"PK\x06\x06"
        ):
            count, directory_size = struct.unpack_from("<QQ", tail, at - 76 + 32)
        if count > limits.max_parts or directory_size > limits.max_parts * 1024:
            raise self._refusals.crowded(limits.max_parts)

    def _check_entry(self, entry: zipfile.ZipInfo, limits: Limits) -> None:
        if _UNSAFE_NAME.search(entry.orig_filename) or entry.filename.lower() in self.parts:
            raise self._refusals.misnamed()
        if entry.flag_bits & 0x1:
            raise self._refusals.locked()
        if entry.compress_type not in _READABLE or entry.header_offset < 0:
            raise self._refusals.broken()
        if entry.file_size > 2**20 and entry.file_size > limits.max_ratio * max(
            entry.compress_size, 1
        ):
            raise self._refusals.bomb()

    def unpack(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of one part, piece by piece; never more than it declares.

        zipfile stops quietly at the declared size while other readers go on, so the inflating is
        done here: a part that is larger, smaller or other than declared is refused.
        """
        self._go_to(entry)
        produced = checksum = 0
        for piece in self._pieces(entry):
            produced += len(piece)
            if produced > entry.file_size:
                raise self._refusals.bomb()
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if produced != entry.file_size or checksum != entry.CRC:
            raise self._refusals.broken()

    def packed(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of one part as they lie in the file, for copying without unpacking."""
        self._go_to(entry)
        content = self._file.read(entry.compress_size)
        if len(content) != entry.compress_size:
            raise self._refusals.broken()
        return content

    def _go_to(self, entry: zipfile.ZipInfo) -> None:
        self._file.seek(entry.header_offset)
        header = self._file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise self._refusals.broken()
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        self._file.seek(name_length + extra_length, os.SEEK_CUR)

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        left = entry.compress_size
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while left:
            packed = self._file.read(min(_CHUNK, left))
            if not packed:
                raise self._refusals.broken()
            left -= len(packed)
            if entry.compress_type == zipfile.ZIP_STORED:
                yield packed
                continue
            while packed:
                try:
                    yield inflater.decompress(packed, _CHUNK * 4)
                except zlib.error as fault:
                    raise self._refusals.broken() from fault
                packed = inflater.unconsumed_tail
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            yield inflater.flush()


def _bomb() -> RefusedWorkbook:
    return RefusedWorkbook(
        "文件解压后大得不正常",
        "这像是一个压缩炸弹，请不要导入；如果确是自己的表，请另存为 .xlsx 再试",
    )


def _locked() -> RefusedWorkbook:
    return RefusedWorkbook("文件加了密码", "请去掉密码，另存为 .xlsx 再导入")


def _misnamed() -> RefusedWorkbook:
    return RefusedWorkbook("文件内部的名称不正常", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入")


def _crowded(limit: int) -> RefusedWorkbook:
    return RefusedWorkbook(
        "文件里的零件多得不正常（超过 %(limit)s 个）",
        "这不像一个表格，请新建一个工作簿，只把数据复制过去",
        limit=limit,
    )


_OF_WORKBOOKS = Refusals(broken, _bomb, _locked, _misnamed, _crowded)
