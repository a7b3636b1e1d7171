"""Papers made by hand: Word files of given XML, and PDFs with a text layer or without."""

from __future__ import annotations

import io
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

RELATIONS = {
    "word/header1.xml": "header",
    "word/footer1.xml": "footer",
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
    "word/settings.xml": "settings",
}
#: Name the parts above where the body should show them.
MARGINS = (
    '<w:sectPr><w:headerReference w:type="default" r:id="word/header1.xml"/>'
    '<w:footerReference w:type="default" r:id="word/footer1.xml"/></w:sectPr>'
)
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" mc:Ignorable="w14"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def root(name: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{name} {SPACES}>{content}</w:{name}>'


def run(text: str, form: str = "") -> str:
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    form = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(run(one) if not one.startswith('<') else one for one in runs)}</w:p>"


def parts(body: str, more: dict[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    more = more or {}
    linked = {name: kind for name, kind in RELATIONS.items() if name in more}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{name.removeprefix("word/")}"/>'
        for name, kind in linked.items()
    )
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in linked.items()
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        **more,
    }


def pack(content: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    return pack(parts(body, more))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def box(*paragraphs: str) -> str:
    """A text box as today's Word writes it, with its form for old programs."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def objects(content: dict[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects, with a table of where they lie."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, one in content.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start, size = len(out), max(content) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def page_objects(pages: list[str], told: bool = True) -> dict[int, bytes]:
    """Objects of a PDF with a line of text on each page; "" is a page without text."""
    characters = sorted({c for page in pages for c in page})
    codes = {character: number for number, character in enumerate(characters, 1)}
    lines = "\n".join(f"<{codes[c]:04x}> <{ord(c):04x}>" for c in characters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange"
        f"\n<0000> <ffff>\nendcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    )
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    unicode = b"/ToUnicode 5 0 R" if told else b""
    made = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] %s >>" % unicode,
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: stream(zlib.compress(cmap.encode()), b"/Filter /FlateDecode"),
    }
    for number, page in enumerate(pages):
        text = "".join(f"{codes[c]:04x}" for c in page)
        shown = f"BT /F1 12 Tf 50 700 Td <{text}> Tj ET" if page else "0 0 10 10 re f"
        made[10 + 2 * number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (11 + 2 * number)
        )
        made[11 + 2 * number] = stream(shown.encode())
    return made


def pdf(*pages: str) -> bytes:
    return objects(page_objects(list(pages)))
