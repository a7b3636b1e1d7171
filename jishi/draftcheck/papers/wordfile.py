"""The Word file as a package: which parts hold text, and the same file with some parts changed."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from jishi.draftcheck.papers.refusing import (
    ARCHIVE_LIMITS,
    MAX_TEXT_BYTES,
    REFUSALS,
    Unreadable,
    broken,
    too_much,
)
from jishi.draftcheck.papers.xmlnames import WORD, Attributes, feed, word_value
from jishi.workbook.archive import Archive

_DECLARED = re.compile(rb"""^(<\?xml[^>]*?encoding\s*=\s*)(["'])([A-Za-z0-9._-]+)\2""")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: Settings of the document that are asked for, and the attribute that turns them on or off.
_SETTINGS = {"documentProtection": "enforcement", "evenAndOddHeaders": "val"}
_ON = ("1", "true", "on")
_ONE_BYTE = {"us-ascii", "ascii", "iso-8859-1"}
#: Version 2.0 of the format: deflate, folders. Bit 11: names are UTF-8.
_VERSION, _UTF8_NAMES = 20, 0x800


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a part's relations: its id, the last word of its type, the part it points to."""

    id: str
    kind: str
    target: str


class WordFile:
    """A .docx, opened but not yet read. Raises Unreadable for whatever is none."""

    def __init__(self, content: bytes) -> None:
        self._archive = Archive(io.BytesIO(content), ARCHIVE_LIMITS, REFUSALS)
        self._read = 0
        self._check_kind()
        self.main = self._main_part()
        self.relations = self.relations_of(self.main)

    def has(self, name: str) -> bool:
        """Whether the package holds the part; case does not matter."""
        return name.lower() in self._archive.parts

    def part(self, name: str) -> bytes:
        """A part in UTF-8, whatever it was in. Raises Unreadable where it is missing or unsound."""
        entry = self._archive.parts.get(name.lower())
        if entry is None:
            raise broken()
        self._read += entry.file_size
        if self._read > MAX_TEXT_BYTES:
            raise too_much()
        return _in_utf8(b"".join(self._archive.unpack(entry)))

    def relations_of(self, name: str) -> list[Relation]:
        """What a part points to inside the package."""
        found: list[Relation] = []
        folder = "/" + posixpath.dirname(name)

        def start(_: str, attributes: Attributes) -> None:
            if attributes.get("TargetMode") != "External" and "Target" in attributes:
                target = posixpath.normpath(posixpath.join(folder, attributes["Target"]))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(Relation(attributes.get("Id", ""), kind, target.lstrip("/")))

        where = relations_part(name)
        if self.has(where):
            parser = expat.ParserCreate()
            parser.StartElementHandler = start
            feed(parser, self.part(where))
        return found

    def related(self, kind: str) -> str | None:
        """The first part of that kind which the document points to and which is there."""
        return next(
            (one.target for one in self.relations if one.kind == kind and self.has(one.target)),
            None,
        )

    @property
    def signed(self) -> bool:
        """Whether it bears a digital signature."""
        return any(name.startswith("_xmlsignatures/") for name in self._archive.parts)

    def protected(self) -> bool:
        """Whether its settings forbid some kind of change."""
        return "documentProtection" in self._settings()

    def even_pages_differ(self) -> bool:
        """Whether even pages have headers and footers of their own."""
        return "evenAndOddHeaders" in self._settings()

    def _settings(self) -> set[str]:
        """Those of `_SETTINGS` that are on."""
        name = self.related("settings")
        found: set[str] = set()

        def start(name: str, attributes: Attributes) -> None:
            space, _, setting = name.rpartition(" ")
            value = word_value(attributes, _SETTINGS.get(setting, ""))
            # Protection must say that it is in force, the other is on where it stands.
            on = _ON if setting == "documentProtection" else (*_ON, "")
            if space in WORD and setting in _SETTINGS and value in on:
                found.add(setting)

        if name is not None:
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.StartElementHandler = start
            feed(parser, self.part(name))
        return found

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with some parts changed or added; all others keep their very bytes."""
        wanted = {name.lower(): (name, content) for name, content in changed.items()}
        writer = _Writer()
        for name, entry in self._archive.parts.items():
            if name in wanted:
                writer.add(entry, wanted.pop(name)[1])
            else:
                writer.copy(entry, self._archive.packed(entry))
        for name, content in wanted.values():
            writer.add(zipfile.ZipInfo(name), content)
        return writer.finished()

    def _check_kind(self) -> None:
        parts = self._archive.parts
        if "xl/workbook.xml" in parts or "xl/workbook.bin" in parts:
            raise Unreadable("这是 Excel 表格，不是稿子", "请选择 .docx、.txt 或 .pdf 文件")
        if "ppt/presentation.xml" in parts:
            raise Unreadable("这是 PPT，不是稿子", "请选择 .docx、.txt 或 .pdf 文件")
        if "ofd.xml" in parts:
            raise Unreadable(
                "这是 OFD 版式文件，读不了", "请选择原来的 .docx 文件，或者把文字直接贴进来"
            )
        if "content.xml" in parts:
            raise Unreadable("这是 .odt 文件", "请用 Word 或 WPS 打开，另存为 .docx 再试")
        if "[content_types].xml" not in parts:
            # Whatever its name says: a .docx has a list of its types.
            raise Unreadable(
                "这是压缩包，不是 Word 文件：里面没有 Word 的正文",
                "请先解压，再选择里面的稿子；本来是 .docx 的，请在 Word 或 WPS 里另存一份再试",
            )
        if any(name.endswith("vbaproject.bin") for name in parts):
            raise Unreadable("这份文档带有宏", "请另存为不带宏的 .docx 再试")

    def _main_part(self) -> str:
        for relation in self.relations_of(""):
            if relation.kind == "officeDocument" and self.has(relation.target):
                return self._archive.parts[relation.target.lower()].filename
        raise broken()


def relations_part(name: str) -> str:
    """Where the relations of a part lie; of the package itself for an empty name."""
    folder, _, base = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _in_utf8(xml: bytes) -> bytes:
    """The same XML in UTF-8: positions are bytes of it."""
    if xml.startswith(_UTF16):
        encoding = "utf-16"
    else:
        declared = _DECLARED.match(xml)
        encoding = declared[3].decode("ascii").lower() if declared else "utf-8"
        if encoding not in _ONE_BYTE:
            return xml
    try:
        turned = xml.decode(encoding).encode()
    except UnicodeError as fault:
        raise broken() from fault
    return _DECLARED.sub(rb"\1\2UTF-8\2", turned)


class _Writer:
    """A zip made of parts that are copied as they are packed; zipfile would pack them anew."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._directory: list[bytes] = []

    def add(self, entry: zipfile.ZipInfo, content: bytes) -> None:
        """A part with new content, under the name and date of `entry`."""
        packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
        made = zipfile.ZipInfo(entry.filename, entry.date_time)
        made.external_attr, made.create_system = entry.external_attr, entry.create_system
        made.compress_type = zipfile.ZIP_DEFLATED
        made.CRC, made.file_size = zlib.crc32(content), len(content)
        self.copy(made, packed)

    def copy(self, entry: zipfile.ZipInfo, packed: bytes) -> None:
        """A part whose packed bytes are at hand."""
        name = entry.filename.encode()
        year, month, day, hour, minute, second = entry.date_time
        common = struct.pack(
            "<HHHHHIIIHH",
            _VERSION,
            _UTF8_NAMES if len(name) != len(entry.filename) else 0,
            entry.compress_type,
            hour << 11 | minute << 5 | second // 2,
            (year - 1980) << 9 | month << 5 | day,
            entry.CRC,
            len(packed),
            entry.file_size,
            len(name),
            0,
        )
        self._directory.append(
            struct.pack("<4sBB", b"PK\x01\x02", _VERSION, entry.create_system)
            + common
            + struct.pack("<HHHII", 0, 0, 0, entry.external_attr, self._out.tell())
            + name
        )
        self._out.write(b"PK\x03\x04" + common + name + packed)

    def finished(self) -> bytes:
        """The whole file."""
        start, directory = self._out.tell(), b"".join(self._directory)
        count = len(self._directory)
        end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
        self._out.write(directory + end)
        return self._out.getvalue()
