"""Reading a Word file that came back: its text, the rows of tables with codes, its cross-links.

Nothing in the file is run or fetched; entities are not resolved. What was struck out under
tracked changes is not read, what was put in is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from django.utils.translation import gettext_lazy as _
from lxml import etree

from jishi.kernel.columns import Text
from jishi.pins.codes import printed_in, typed

MAX_BYTES = 20 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What zipfile, the unpackers behind it and the parser raise on a damaged file.
_DAMAGED = (
    etree.XMLSyntaxError, ZlibError, LZMAError, EOFError, NotImplementedError, RuntimeError,
    ValueError, OSError,
)  # fmt: skip
_PROPERTIES, _PROPERTY = "docprops/custom.xml", "JishiCodes"
_SEAL = "text:"
_MARK = 8  # characters of a mark: somebody alters a text by hand, he does not search for collisions
_TOLD = re.compile(rf"([A-Z0-9-]+)×([0-9]{{1,5}})\.([0-9a-f]{{{_MARK}}})")
_STOPS = re.compile(r"[。！？；!?;]")
#: Paragraphs with these hold what Word works out anew: numbers of pages, tables of contents, dates.
_WORKED_OUT = tuple(f"{_W}{name}" for name in ("fldSimple", "fldChar", "instrText"))
_TEXT_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
#: Headings of the columns of the report's annex (reports.annex), by which they are known.
OWN_ANCHOR = "figure_"  # the bookmarks of its rows begin so
WRITTEN, EXACT, CODE = "文中写法", "准确值", "编码"
NAME, PERIOD, MEANING, RECORDS, DIGEST = "指标", "期间", "口径", "记录数", "依据摘要"
_COLUMNS = (NAME, WRITTEN, EXACT, PERIOD, MEANING, RECORDS, DIGEST, CODE)


class Unreadable(Exception):
    """The file cannot be read; the message says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Row:
    """A row of a table that bears a code: what its columns 文中写法 and 准确值 say (None where the
    table has none), and the bookmark in it to which the text leads. `code` is what stands in the
    column 编码; it may be none that was ever given (somebody changed it). `said` are its cells by
    the heading of their column, without blanks."""

    code: str
    written: str | None
    anchor: str = ""
    exact: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Borne:
    """How often a number stood in the text when it left, and a mark of the sentences in which it
    did; '' where the paper does not tell (it left before papers told)."""

    times: int
    sentences: str = ""


@dataclass(frozen=True)
class Document:
    """What of a file is looked at: `links` are the stretches of text that lead to a bookmark.

    `annexed` is True where it has a table of proofs, with codes or without. `paragraphs` are
    those of the text without what Word works out itself (page numbers, dates). `borne` are the
    codes among its properties (a corrected draft has them there), `sealed` the seal of its text.
    """

    text: str
    rows: tuple[Row, ...]
    links: tuple[tuple[str, str], ...]
    annexed: bool = False
    paragraphs: tuple[str, ...] = ()
    borne: Mapping[str, Borne] = field(default_factory=dict)
    sealed: str = ""

    def standing(self, number: str) -> Borne:
        """How often a number stands in the text as it is written, and in which sentences; 22次
        does not stand in 122次."""
        said = re.compile(rf"(?<![\d.]){re.escape(''.join(number.split()))}")
        sentences = [
            (len(said.findall(one)), one)
            for paragraph in self.paragraphs for one in _STOPS.split("".join(paragraph.split()))
        ]  # fmt: skip
        held = [one for times, one in sentences if times]
        return Borne(sum(times for times, _one in sentences), _mark("\n".join(held)))

    @property
    def seal(self) -> str:
        """A mark of all that the text says, whatever its form."""
        return _mark("\n".join("".join(one.split()) for one in self.paragraphs))


def opened(data: bytes) -> Document:
    """Read a .docx. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("这个文件超过20MB，不像一份材料。"))
    try:
        with ZipFile(BytesIO(data)) as archive:
            roots = [_parsed(archive, info) for info in _parts(archive)]
            borne = _borne(archive)
    except BadZipFile as error:
        raise Unreadable(
            _("这不是Word文档（.docx），或者已经损坏、加了密码。在Word里打开，另存一份再试。")
        ) from error
    except _DAMAGED as error:
        raise Unreadable(_("这份Word文档里面坏了。在Word里打开，另存一份再试。")) from error
    text = "\n".join(_said(paragraph) for root in roots for paragraph in root.iter(f"{_W}p"))
    tables = [table for root in roots for table in root.iter(f"{_W}tbl")]
    rows = tuple(row for table in tables for row in _rows(table))
    links = tuple(
        (link.get(f"{_W}anchor"), _said(link))
        for root in roots for link in root.iter(f"{_W}hyperlink") if link.get(f"{_W}anchor")
    )  # fmt: skip
    paragraphs = tuple(
        _said(paragraph) for root in roots for paragraph in root.iter(f"{_W}p")
        if next(paragraph.iter(*_WORKED_OUT), None) is None
    )  # fmt: skip
    annexed = any({WRITTEN, EXACT} <= set(_texts(line)) for table in tables
                  for line in table.iterchildren(f"{_W}tr"))  # fmt: skip
    return Document(text, rows, links, annexed, paragraphs, *borne)


def _parts(archive: ZipFile) -> list[ZipInfo]:
    held = [
        info for info in archive.infolist()
        if info.filename.startswith(_TEXT_PARTS) and info.filename.endswith(".xml")
    ]  # fmt: skip
    if not any(info.filename == "word/document.xml" for info in held):
        raise Unreadable(_("这不是Word文档（.docx）。旧的.doc先在Word里另存为.docx。"))
    if sum(info.file_size for info in held) > MAX_PART:
        raise Unreadable(_("这份Word文档展开后太大，不像一份材料。"))
    return held


def bearing(document: Document, pins: Mapping[str, str]) -> list[str]:
    """What a corrected draft bears: the seal of its text, and of each pin, by its code as printed,
    how often its number stands there and the mark of the sentences: KQ7M-29XD×2.5f0c2a91."""
    held = {code: document.standing(number) for code, number in pins.items()}
    told = [f"{code}×{one.times}.{one.sentences}" for code, one in held.items()]
    return [f"{_SEAL}{document.seal}", *told]


def _borne(archive: ZipFile) -> tuple[dict[str, Borne], str]:
    """What the properties of that name bear (draftcheck.papers.wordcodes), as `bearing` told it."""
    held = [info for info in archive.infolist() if info.filename.lower() == _PROPERTIES]
    if not held or held[0].file_size > MAX_PART:
        return {}, ""
    root = _parsed(archive, held[0])
    words = [
        word for one in root.iter("{*}property")
        if (one.get("name") or "").rstrip("0123456789") == _PROPERTY
        for word in "".join(one.itertext()).split()
    ]  # fmt: skip
    found: dict[str, Borne] = {}
    for word in words:
        told = _TOLD.fullmatch(word)
        one = Borne(int(told[2]), told[3]) if told else Borne(1)
        found |= dict.fromkeys(printed_in(told[1] if told else word), one)
    seals = [word.removeprefix(_SEAL) for word in words if word.startswith(_SEAL)]
    return found, seals[0] if seals else ""


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def _parsed(archive: ZipFile, info: ZipInfo) -> Any:
    with archive.open(info) as part:
        data = part.read(MAX_PART + 1)  # a part may be longer than it says
    if len(data) > MAX_PART:
        raise Unreadable(_("这份Word文档展开后太大，不像一份材料。"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _rows(table: Any) -> Iterator[Row]:
    columns: dict[str, int] = {}
    for line in table.iterchildren(f"{_W}tr"):
        texts = _texts(line)
        if CODE in texts and WRITTEN in texts:
            columns = {name: texts.index(name) for name in _COLUMNS if name in texts}
            continue
        codes = [code for text in texts for code in printed_in(text)]
        said = {name: texts[at] for name, at in columns.items() if at < len(texts)}
        if not codes and said.get(CODE, "").strip("—"):
            # Typed anew it may have small letters and no hyphen.
            codes = [
                typed(said[CODE]) or said[CODE]
            ]  # a code that was changed fits its check no more
        if len(codes) == 1:
            marks = [mark.get(f"{_W}name") or "" for mark in line.iter(f"{_W}bookmarkStart")]
            anchor = next((name for name in marks if name.startswith("figure_")), "")
            yield Row(codes[0], said.get(WRITTEN), anchor, said.get(EXACT), said)


def _texts(line: Any) -> list[str]:
    """The cells of a row of a table, without blanks."""
    return ["".join(_said(cell).split()) for cell in line.iterchildren(f"{_W}tc")]


def _said(element: Any) -> str:
    """The text of an element; what was deleted under tracked changes stands in w:delText."""
    parts = []
    for one in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        name = one.tag.removeprefix(_W)
        parts.append({"t": one.text or "", "noBreakHyphen": "-"}.get(name, " "))
    return "".join(parts)
