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
_SENTENCES = 8  # marks of one number: more would only make the file longer
_BEFORE = r"(?<![\d.零〇一二三四五六七八九十百千])(?<!\d[,，])"
_MARK = 8  # characters of a mark: somebody alters a text by hand, he does not search for collisions
_TOLD = re.compile(rf"([A-Z0-9-]+)×([0-9]{{1,5}})((?:\.[0-9a-f]{{{_MARK}}})*)")
_STOPS = re.compile(r"[。！？；!?;]")
_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
_SIGNS = tuple(f"{_W}{name}" for name in ("t", "tab", "br", "noBreakHyphen"))
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
        super().__init__(message)
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
    """How often a number stands in the text, and marks of sentences in which it does.

    Of a paper that left before papers told: once, without marks. 0 times: it stood broken by other
    signs, and cannot be looked for.
    """

    times: int
    sentences: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Document:
    """What of a file is looked at: `links` are the stretches of text that lead to a bookmark.

    `annexed` is True where it has a table of proofs, with codes or without. `parts` are the
    paragraphs of each part, the body first, without blanks (`_Read.stays`). `borne` are the
    codes among its properties (a corrected draft has them there), `sealed` the seal of its text.
    """

    text: str
    rows: tuple[Row, ...]
    links: tuple[tuple[str, str], ...]
    annexed: bool = False
    parts: tuple[tuple[str, ...], ...] = ()
    borne: Mapping[str, Borne] = field(default_factory=dict)
    sealed: str = ""

    def standing(self, number: str) -> Borne:
        """How often a number stands in the text as it is written, and in which sentences; 22次
        does not stand in 122次, nor 二十次 in 一百二十次."""
        said = re.compile(_BEFORE + re.escape("".join(number.split())))
        found = [
            (len(said.findall(one)), one)
            for part in self.parts for paragraph in part for one in _STOPS.split(paragraph)
        ]  # fmt: skip
        marks = frozenset(_mark(one) for times, one in found if times)
        return Borne(sum(times for times, _one in found), marks)

    @property
    def seal(self) -> str:
        """A mark of all that the text says, whatever its form and the order of its parts."""
        body, *others = ("\n".join(part) for part in self.parts)
        return _mark("\n\n".join([body, *sorted(one for one in others if one)]))


def opened(data: bytes) -> Document:
    """Read a .docx. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("这个文件超过20MB，不像一份材料。"))
    try:
        with ZipFile(BytesIO(data)) as archive:
            roots = {info.filename: _parsed(archive, info) for info in _parts(archive)}
            borne = _borne(archive)
    except BadZipFile as error:
        raise Unreadable(
            _("这不是Word文档（.docx），或者已经损坏、加了密码。在Word里打开，另存一份再试。")
        ) from error
    except _DAMAGED as error:
        raise Unreadable(_("这份Word文档里面坏了。在Word里打开，另存一份再试。")) from error
    read = {name: _Read.of(root) for name, root in roots.items()}
    text = "\n".join(said for one in read.values() for said in one.paragraphs.values())
    tables = [(table, one) for name, one in read.items() for table in roots[name].iter(_TABLE)]
    links = tuple(
        (link.get(f"{_W}anchor"), _said(link))
        for root in roots.values() for link in root.iter(f"{_W}hyperlink")
        if link.get(f"{_W}anchor")
    )  # fmt: skip
    return Document(
        text, tuple(row for table, one in tables for row in _rows(table, one)), links,
        any({WRITTEN, EXACT} <= set(one.row(line)) for table, one in tables
            for line in table.iterchildren(_ROW)),
        tuple(one.stays for one in read.values()), *borne,
    )  # fmt: skip


@dataclass(frozen=True)
class _Read:
    """The words of a part, gathered in one pass: of each paragraph and each cell its own, without
    those of what is nested in it. `stays` are the paragraphs, without blanks, that stay as they
    are when Word saves: not those with numbers of pages, dates, tables of contents, and no copies
    for old programs."""

    paragraphs: Mapping[Any, str]
    cells: Mapping[Any, str]
    stays: tuple[str, ...]

    @classmethod
    def of(cls, root: Any) -> "_Read":
        paragraphs: dict[Any, list[str]] = {one: [] for one in root.iter(_PARAGRAPH)}
        cells: dict[Any, list[str]] = {one: [] for one in root.iter(_CELL)}
        for sign in root.iter(*_SIGNS):
            said = _sign(sign)
            for kind, held in ((_PARAGRAPH, paragraphs), (_CELL, cells)):
                own = next(sign.iterancestors(kind), None)
                if own is not None:
                    held[own].append(said)
        passing = {next(one.iterancestors(_PARAGRAPH), None) for one in root.iter(*_WORKED_OUT)}
        for copy in root.iter("{*}Fallback"):
            passing |= set(copy.iter(_PARAGRAPH))
        told = {one: "".join(words) for one, words in paragraphs.items()}
        plain = ("".join(said.split()) for one, said in told.items() if one not in passing)
        return cls(
            told, {one: "".join("".join(words).split()) for one, words in cells.items()},
            tuple(one for one in plain if one),
        )  # fmt: skip

    def row(self, line: Any) -> list[str]:
        """The cells of a row of a table, without blanks."""
        return [self.cells[cell] for cell in line.iterchildren(_CELL)]


def _parts(archive: ZipFile) -> list[ZipInfo]:
    held = [
        info for info in archive.infolist()
        if info.filename.startswith(_TEXT_PARTS) and info.filename.endswith(".xml")
    ]  # fmt: skip
    if not any(info.filename == "word/document.xml" for info in held):
        raise Unreadable(_("这不是Word文档（.docx）。旧的.doc先在Word里另存为.docx。"))
    if sum(info.file_size for info in held) > MAX_PART:
        raise Unreadable(_("这份Word文档展开后太大，不像一份材料。"))
    return sorted(held, key=lambda one: (one.filename != "word/document.xml", one.filename))


def bearing(document: Document, pins: Mapping[str, str]) -> list[str]:
    """What a corrected draft bears: the seal of its text, and of each pin, by its code as printed,
    how often its number stands there and marks of the sentences: KQ7M-29XD×2.5f0c2a91.77aa01bc."""
    held = {code: document.standing(number) for code, number in pins.items()}
    told = [
        ".".join([f"{code}×{one.times}", *sorted(one.sentences)[:_SENTENCES]])
        for code, one in held.items()
    ]
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
        one = Borne(int(told[2]), frozenset(told[3].split(".")[1:])) if told else Borne(1)
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


def _rows(table: Any, read: _Read) -> Iterator[Row]:
    columns: dict[str, int] = {}
    for line in table.iterchildren(_ROW):
        texts = read.row(line)
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


def _said(element: Any) -> str:
    """The text of an element; what was deleted under tracked changes stands in w:delText."""
    return "".join(_sign(one) for one in element.iter(*_SIGNS))


def _sign(element: Any) -> str:
    name = element.tag.removeprefix(_W)
    return {"t": element.text or "", "noBreakHyphen": "-"}.get(name, " ")
