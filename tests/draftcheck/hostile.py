"""Papers that must be refused, each with its own fault; made when asked for, some are large."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pypdf

from tests.draftcheck.made import (
    MC,
    PACKAGE,
    R,
    W,
    objects,
    pack,
    page_objects,
    paragraph,
    parts,
    pdf,
    root,
    run,
    stream,
    word,
)
from tests.workbook import hostile as workbooks

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = "<!DOCTYPE a [" + '<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">' + "]>"
FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
GOOD = paragraph("走访22户")


def ole(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(64)


def document(body: str, before: str = "", encoding: str = "utf-8") -> bytes:
    whole = root("document", f"<w:body>{body}</w:body>").partition("\n")[2]
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return pack(parts("") | {"word/document.xml": (head + before + whole).encode(encoding)})


def without(name: str) -> bytes:
    return pack({key: value for key, value in parts(GOOD).items() if key != name})


def zipped(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts(GOOD).items():
            archive.writestr(name, data)
    return out.getvalue()


def locked_parts() -> bytes:
    data = bytearray(word(GOOD))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def header(xml: str | bytes) -> bytes:
    body = '<w:sectPr><w:headerReference r:id="word/header1.xml"/></w:sectPr>'
    return word(GOOD + body, {"word/header1.xml": xml})


def lying() -> bytes:
    """A part of 30 MB that declares to be small."""
    data = word(" " * (30 << 20))
    true = (30 << 20) + len(str(parts("")["word/document.xml"]).encode())
    return data.replace(true.to_bytes(4, "little"), (4000).to_bytes(4, "little"))


def encrypted(algorithm: str) -> bytes:
    if algorithm == "AES":
        lock = (
            b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <%s> /U <%s> /OE <%s> /UE <%s>"
            b" /Perms <%s> /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF"
            b" /StrF /StdCF >>"
        ) % tuple(b"00" * length for length in (48, 48, 32, 32, 16))
        pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
        return objects(
            {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: lock},
            b"/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]",
        )
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("走访22户")))
    writer.encrypt("密", "主人", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_content(data: bytes, more: bytes = b"", pages: int = 1) -> bytes:
    """A PDF whose pages all show one content stream."""
    made = page_objects(["户"] * pages)
    for number in range(pages):
        made[10 + 2 * number] = made[10 + 2 * number].replace(
            b"/Contents %d 0 R" % (11 + 2 * number), b"/Contents 11 0 R"
        )
    made[11] = stream(data, more)
    return objects(made)


def flate(data: bytes) -> tuple[bytes, bytes]:
    return zlib.compress(data, 9), b"/Filter /FlateDecode"


def in_tree(pages: bytes, more: dict[int, bytes] | None = None) -> bytes:
    return objects({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, **(more or {})})


def calling_itself() -> bytes:
    made = page_objects(["户"])
    made[10] = made[10].replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
    made[6] = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>"
    )
    made[11] = stream(b"/X Do")
    return objects(made)


def heavy_map() -> bytes:
    made = page_objects(["户"])
    ranges = "\n".join("<0000> <ffff> <4e00>" for _ in range(20_000))
    cmap = f"begincmap 20000 beginbfrange\n{ranges}\nendbfrange endcmap"
    made[5] = stream(zlib.compress(cmap.encode()), b"/Filter /FlateDecode")
    return objects(made)


def nested_arrays() -> bytes:
    return in_tree(b"<< /Type /Pages /Kids " + b"[" * 200_000 + b"]" * 200_000 + b" /Count 1 >>")


def xref_loop() -> bytes:
    made = pdf("户")
    at = made.rindex(b"startxref\n") + 10
    start = int(made[at:].split(b"\n")[0])
    return made.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start).replace(
        b"/Root 1 0 R", b"/Root 99 0 R"
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    # --- what is no paper at all
    "empty": (lambda: b"", "空的"),
    "blank": (lambda: b" \r\n\t" * 9, "空的"),
    "blank, wide": ("　\u00a0\n".encode, "没有文字"),
    "10 MB of 万": (lambda: "万".encode() * (10 * 2**20 // 3), "太长"),
    "10 MB of 万 in GB18030": (lambda: "万".encode("gb18030") * (5 * 2**20), "太长"),
    "over 20 MB": (lambda: b"1" * (20 * 2**20 + 1), "21 MB"),
    "NUL within text": ("走访\x0022户".encode, "不是文字文件"),
    "noise": (lambda: bytes(range(256)) * 9, "不是文字文件"),
    "noise without NUL": (lambda: bytes(range(255, 0, -1)) * 9, "编码"),
    "UTF-8 cut and patched": (lambda: ("走访农户" * 50).encode() + b"\xff\n", "第 1 行"),
    "UTF-8 with its mark, broken": (lambda: b"\xef\xbb\xbf\xe8\xb5", "第 1 行"),
    "surrogates in UTF-8": (lambda: b"\xed\xa0\x80\xed\xb0\x80" * 99, "编码"),
    "a lone surrogate in UTF-16": (lambda: b"\xff\xfe\x00\xd8\x2d\x4e", "编码"),
    "UTF-32": (lambda: "走访".encode("utf-32"), "不是文字文件"),
    "UTF-16 without its mark": (lambda: "走访22户".encode("utf-16-le"), "不是文字文件"),
    "rich text": (lambda: b"{\\rtf1\\ansi}", "RTF"),
    "web page": (lambda: b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "网页"),
    "web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: text/html", "网页"),
    "XML": (lambda: FILE.replace("<!D", '<?xml version="1.0"?><!D').encode(), "XML"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
    "photo": (lambda: b"\xff\xd8\xff\xe0" + bytes(64), "图片"),
    "telephone's photo": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(64), "图片"),
    "packed by another program": (lambda: b"Rar!\x1a\x07\x01\x00", "压缩包"),
    "empty archive": (lambda: b"PK\x05\x06" + bytes(18), "压缩包"),
    "old Word file": (lambda: ole("WordDocument"), "旧格式的文档"),
    "old workbook": (lambda: ole("Workbook"), "旧格式的表格"),
    "locked Word file": (lambda: ole("EncryptedPackage"), "密码"),
    "old something": (lambda: OLE, "旧格式"),
    # --- archives
    "workbook": (workbooks.workbook, "Excel"),
    "slides": (lambda: pack({"ppt/presentation.xml": "<a/>"}), "PPT"),
    "open document": (lambda: pack({"content.xml": "<a/>"}), ".odt"),
    "fixed document": (lambda: pack({"OFD.xml": "<a/>"}), "OFD"),
    "files": (lambda: pack({"readme.txt": "x"}), "不是 Word 文件"),
    "macros": (lambda: word(GOOD, {"word/vbaProject.bin": b"x"}), "宏"),
    "cut off": (lambda: word(GOOD)[:-30], "坏了"),
    "head only": (lambda: b"PK\x03\x04", "坏了"),
    "no document": (lambda: without("word/document.xml"), "坏了"),
    "no relations": (lambda: without("_rels/.rels"), "坏了"),
    "no types": (lambda: without("[Content_Types].xml"), "压缩包"),
    "another method": (lambda: zipped(zipfile.ZIP_LZMA), "坏了"),
    "locked parts": (locked_parts, "密码"),
    "climbing name": (lambda: word(GOOD, {"../../evil.xml": "x"}), "名称"),
    "absolute name": (lambda: word(GOOD, {"/etc/evil": "x"}), "名称"),
    "name with a control character": (lambda: word(GOOD, {"a\x01": "x"}), "名称"),
    "name twice": (lambda: word(GOOD, {"WORD/Document.xml": "<a/>"}), "名称"),
    "6000 parts": (lambda: word(GOOD, {f"a/{n}": "" for n in range(6000)}), "零件"),
    "zip bomb": (lambda: word(GOOD + " " * (60 << 20)), "多得不正常"),
    "lying zip bomb": (lying, "解压后"),
    # --- XML
    "billion laughs": (lambda: document("&b;", LAUGHS), "DOCTYPE"),
    "outside entity": (lambda: document("&x;", FILE), "DOCTYPE"),
    "document type in a header": (lambda: header(f"{FILE}<a>&x;</a>"), "DOCTYPE"),
    "document type in UTF-16": (lambda: header(f"{FILE}<a/>".encode("utf-16")), "DOCTYPE"),
    "unclosed": (lambda: word(GOOD + "<w:p>"), "坏了"),
    "another root": (lambda: word("", {"word/document.xml": f"<w:p xmlns:w='{W}'/>"}), "坏了"),
    "another encoding": (lambda: document(paragraph("22"), encoding="cp037"), "坏了"),
    "a character that cannot be": (lambda: word(paragraph("<w:r>&#xD800;</w:r>")), "坏了"),
    "NUL in XML": (lambda: word(paragraph("走\x00访")), "坏了"),
    "400 000 deep": (lambda: word("<w:sdt>" * 400_000 + "</w:sdt>" * 400_000), "多得不正常"),
    "boxes in boxes": (
        lambda: word("<w:p><w:r><w:txbxContent>" * 300 + "</w:txbxContent></w:r></w:p>" * 300),
        "多得不正常",
    ),
    "forms in forms": (
        lambda: word(f"<mc:AlternateContent xmlns:mc='{MC}'><mc:Fallback>" * 300),
        "多得不正常",
    ),
    "a million runs": (lambda: word(paragraph(run("万") * 1_000_000)), "多得不正常"),
    "160 000 short runs": (lambda: word(paragraph(run("万") * 160_000)), "多得不正常"),
    "590 000 empty elements": (lambda: word("<w:x></w:x>" * 590_000), "没有文字"),
    "40 headers of much": (
        lambda: word(
            GOOD + "".join(f'<w:headerReference r:id="h{n}"/>' for n in range(40)),
            {f"word/h{n}.xml": root("hdr", paragraph(run("万") * 6_000)) for n in range(40)}
            | {"word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
               + "".join(f'<Relationship Id="h{n}" Type="{R}/header" Target="h{n}.xml"/>'
                         for n in range(40)) + "</Relationships>"},
        ),
        "多得不正常",
    ),
    "three million characters": (lambda: word(paragraph("万" * 3_000_000)), "太长"),
    "a million relations": (
        lambda: word(GOOD, {
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            + '<Relationship Id="a" Type="/header" Target="h.xml"/>' * 1_300_000
            + "</Relationships>"
        }),
        "多得不正常",
    ),
    "no text": (lambda: word("<w:p/>"), "没有文字"),
    "nothing but spaces": (lambda: word(paragraph("   ")), "没有文字"),
    # --- PDF
    "PDF, head only": (lambda: b"%PDF-1.7\n", "坏了"),
    "PDF, cut off": (lambda: pdf("户")[:300], "坏了"),
    "PDF, noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "坏了"),
    "PDF, 15 MB of noise": (lambda: b"%PDF-1.7\n" + b"1 0 obj << /A [ " * 900_000, "不正常|坏了"),
    "PDF, locked": (lambda: encrypted("RC4-128"), "密码"),
    "PDF, locked by a newer way": (lambda: encrypted("AES"), "密码"),
    "PDF, scanned": (lambda: pdf("", ""), "文字层"),
    "PDF, no pages": (lambda: in_tree(b"<< /Type /Pages /Kids [] /Count 0 >>"), "文字层"),
    "PDF, page tree in itself": (
        lambda: in_tree(b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "坏了",
    ),
    "PDF, page tree in a ring": (
        lambda: in_tree(b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>",
                        {3: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}),
        "坏了",
    ),
    "PDF, a million pages declared": (
        lambda: in_tree(b"<< /Type /Pages /Kids [] /Count 1000000 >>"), "文字层|页|坏了",
    ),
    "PDF, 501 pages": (lambda: pdf(*["户"] * 501), "超过 500 页|坏了"),
    "PDF, nested arrays": (nested_arrays, "坏了|多得不正常"),
    "PDF, bomb": (lambda: with_content(*flate(b" " * (200 << 20))), "文字层|多得不正常"),
    "PDF, bomb in a bomb": (
        lambda: with_content(zlib.compress(flate(b" " * (200 << 20))[0]),
                             b"/Filter [/FlateDecode /FlateDecode]"),
        "文字层|多得不正常",
    ),
    "PDF, a million marks": (
        lambda: with_content(*flate(b"BT /F1 9 Tf <0001> Tj ET\n" * 300_000)), "多得不正常|文字层",
    ),
    "PDF, 400 pages each slow": (
        lambda: with_content(*flate(b"0 0 m 1 1 l\n" * 60_000), pages=400), "多得不正常",
    ),
    "PDF, 400 pages of a word and long to read": (
        lambda: with_content(*flate(b"BT /F1 9 Tf <0001> Tj ET\n" + b"0 0 m 1 1 l\n" * 3_000),
                             pages=400),
        "多得不正常",
    ),
    "PDF, a form that shows itself": (calling_itself, "文字层"),
    "PDF, a map without end": (heavy_map, "多得不正常|文字层|乱码"),
}  # fmt: skip

#: What harms nobody is read.
BORNE: dict[str, Callable[[], bytes]] = {
    "PDF, table of places in a ring": xref_loop,
    "a document that is its own header": lambda: word(
        GOOD + '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>',
        {"word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
         f'<Relationship Id="h" Type="{R}/header" Target="document.xml"/></Relationships>'},
    ),
    "relations that lead out": lambda: word(
        GOOD + '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>',
        {"word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
         f'<Relationship Id="h" Type="{R}/header" Target="../../../etc/passwd"/>'
         f'<Relationship Id="h" Type="{R}/header" Target="file:///etc/passwd"'
         ' TargetMode="External"/></Relationships>'},
    ),
    "fields, notes and choices without an end": lambda: word(
        paragraph("走访22户", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "码")
        + "<mc:Fallback/><mc:Choice/><mc:AlternateContent><mc:Choice/><mc:Choice/>"
        "<mc:Fallback><mc:Fallback/></mc:Fallback></mc:AlternateContent>"
        "<w:p><w:p><w:r><w:p/></w:r></w:p></w:p><w:t>外</w:t><w:txbxContent/>"
    ),
}  # fmt: skip


@cache
def made(name: str) -> bytes:
    return HOSTILE[name][0]()
