"""Whether a file may be read as a template at all: size, macros, what it fetches from elsewhere.

Nothing of the file is opened beyond its list of parts and their relations; a part is never
unpacked further than the size that the list declares.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from django.utils.translation import gettext as _
from lxml import etree

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_TEXT_BYTES = 8 * 1024 * 1024  # of word/document.xml; a book has less
MAX_PARTS = 2000
_RELATIONS_BYTES = 1024 * 1024
_DOCUMENT = "word/document.xml"
#: How an old .doc, or a .docx with a password, begins; and how whatever is packed does.
_OLD, _PACKED = b"\xd0\xcf\x11\xe0", b"PK"
#: What zipfile and the unpackers behind it raise on a damaged part, or list of parts.
DAMAGED = (
    BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, ZlibError,
    LZMAError,
)  # fmt: skip
_HYPERLINK = "/hyperlink"
_EMBEDDED = ("word/embeddings/", "word/activex/")


class TemplateError(ValueError):
    """The template cannot be used. `problems` are whole Chinese sentences, one per fault;
    `places` the positions of the blocks they are about (None: of none), in the same order."""

    def __init__(self, problems: list[str], places: Sequence[int | None] = ()) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
        self.places = [*places, *[None] * (len(problems) - len(places))]

    @property
    def counted(self) -> bool:
        """True where a fault names a paragraph or a table by its number."""
        return any(place is not None for place in self.places)


def checked(source: bytes | Path) -> bytes:
    """The bytes of a file that may be read. Raises TemplateError with what to do."""
    data = source if isinstance(source, bytes) else _bytes(source)
    if len(data) > MAX_FILE_BYTES:
        raise TemplateError([_("模板超过5MB，请去掉图片后再用。")])
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check(archive)
    except TemplateError:
        raise
    except DAMAGED as error:
        raise TemplateError([_no_word(data)]) from error
    return data


def _bytes(source: Path) -> bytes:
    with source.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _no_word(data: bytes) -> str:
    """Why what cannot be unpacked is no template: an old .doc, a broken .docx, or neither."""
    if data.startswith(_OLD):
        return _("这不是.docx：是旧的.doc，或者加了密码。在Word里打开，另存为.docx再用。")
    if data.startswith(_PACKED):
        return _("这份Word文档已损坏，请在Word里打开后另存一份再用。")
    return _("这不是Word文档（.docx），或者已经损坏。请选择Word里存下的文件。")


def _check(archive: ZipFile) -> None:
    parts = {item.filename: item.file_size for item in archive.infolist()}
    names = {name.lower() for name in parts}
    if len(parts) > MAX_PARTS or sum(parts.values()) > MAX_UNPACKED_BYTES:
        raise TemplateError([_("模板展开后太大，请去掉图片后再用。")])
    if _DOCUMENT not in parts:
        raise TemplateError([_no_word(b"")])
    if parts[_DOCUMENT] > MAX_TEXT_BYTES:
        raise TemplateError([_("模板的正文太长，请分成几份。")])
    if any(name.endswith("vbaproject.bin") for name in names) or _macro_type(archive):
        raise TemplateError([_("模板带有宏，请另存为不带宏的.docx。")])
    if any(name.startswith(_EMBEDDED) for name in names):
        raise TemplateError([_("模板里嵌着别的文件或控件，请删去以后再用。")])
    for name, size in parts.items():
        if name.lower().endswith(".rels"):
            _check_relations(archive, name, size)


def _macro_type(archive: ZipFile) -> bool:
    name = "[Content_Types].xml"
    if name not in archive.namelist() or archive.getinfo(name).file_size > _RELATIONS_BYTES:
        return False
    return b"macroenabled" in archive.read(name).lower()


def _check_relations(archive: ZipFile, name: str, size: int) -> None:
    """A relation to elsewhere is fetched by whoever opens the file; a link is only followed."""
    if size > _RELATIONS_BYTES:
        raise TemplateError([_("模板展开后太大，请去掉图片后再用。")])
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root: Any = etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError([_("这份Word文档已损坏，请在Word里打开后另存一份再用。")]) from error
    for relation in root.iter("{*}Relationship"):
        outside = (relation.get("TargetMode") or "").lower() == "external"
        if outside and not (relation.get("Type") or "").lower().endswith(_HYPERLINK):
            raise TemplateError([
                _("模板里有打开时要从别处取的内容（%(target)s），请在Word里断开链接，另存以后再用。")
                % {"target": (relation.get("Target") or "")[:60]}
            ])  # fmt: skip
