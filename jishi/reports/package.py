"""The .docx as a file: parts in a fixed order, no clock, no author — same input, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jishi.reports.wording import clean
from jishi.reports.wordml import RELATIONS, Element, serialised

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: A zip cannot leave the time of a part out; this is the earliest it can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

#: Word parts besides the document, with the kind of each and its relation id.
_PARTS = {
    "styles": ("styles", "rId1"),
    "settings": ("settings", "rId2"),
    "fontTable": ("fontTable", "rId3"),
    "footer1": ("footer", "rId4"),
    "footer2": ("footer", "rId5"),
}
FOOTER_IDS = ("rId4", "rId5")  # odd pages, even pages
#: The picture that both footers show, by this id in the relations of each.
PICTURE_ID = "rId1"
_FOOTERS = ("footer1", "footer2")


def inside_id(number: int) -> str:
    """The relation id of the document's own picture of that number, counted from 1."""
    return f"rIdP{number}"


def packed(
    document: Element,
    parts: dict[str, Element],
    title: str,
    picture: bytes | None = None,
    inside: Sequence[bytes] = (),
) -> bytes:
    """The bytes of the .docx. `parts` holds one root element for each name in `_PARTS`.

    `picture` is the PNG that the footers show under `PICTURE_ID`; `inside` are those that the
    document itself shows, each under its `inside_id`.
    """
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _root_relations(),
        "docProps/core.xml": _core(title),
        "word/document.xml": serialised(document),
        "word/_rels/document.xml.rels": _word_relations(len(inside)),
        **{f"word/{name}.xml": serialised(parts[name]) for name in _PARTS},
    }
    if picture is not None:
        files["word/media/qr.png"] = picture
        files |= {f"word/_rels/{name}.xml.rels": _picture_relation() for name in _FOOTERS}
    files |= {f"word/media/pin{n}.png": one for n, one in enumerate(inside, start=1)}
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = ZipInfo(name, _NO_TIME)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # else it tells the system it was made on
            archive.writestr(info, data)
    return out.getvalue()


def _content_types() -> bytes:
    overrides = {"/word/document.xml": f"{_WORD}.document.main+xml"}
    overrides |= {f"/word/{n}.xml": f"{_WORD}.{kind}+xml" for n, (kind, _id) in _PARTS.items()}
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    lines = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{lines}</Types>"
    ).encode()


def _relations(targets: list[tuple[str, str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'
        for identity, kind, target in targets
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
    ).encode()


def _root_relations() -> bytes:
    return _relations([
        ("rId1", f"{RELATIONS}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ])  # fmt: skip


def _word_relations(pictures: int) -> bytes:
    return _relations([
        *((identity, f"{RELATIONS}/{kind}", f"{n}.xml") for n, (kind, identity) in _PARTS.items()),
        *(
            (inside_id(number), f"{RELATIONS}/image", f"media/pin{number}.png")
            for number in range(1, pictures + 1)
        ),
    ])  # fmt: skip


def _picture_relation() -> bytes:
    return _relations([(PICTURE_ID, f"{RELATIONS}/image", "media/qr.png")])


def _core(title: str) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(clean(title))}</dc:title><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    ).encode()
