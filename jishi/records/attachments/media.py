"""What a file is, judged by its content: signature and structure; never by its name alone.

Pictures are drawn anew, which takes away place, camera and whatever was hidden behind them.
"""

import io
import re
import struct
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
_UNPACKED = 300 * 1024 * 1024
_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONGEST_NAME = 100
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml":
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
_OLE_MEDIA = {
    "doc": "application/msword", "wps": "application/msword",
    "xls": "application/vnd.ms-excel", "et": "application/vnd.ms-excel",
}  # fmt: skip
#: Media type → endings that a name of it may have.
ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg"), "image/png": ("png",), "image/webp": ("webp",),
    "application/pdf": ("pdf",), "text/plain": ("txt",),
    _OFFICE["word/document.xml"]: ("docx",), _OFFICE["xl/workbook.xml"]: ("xlsx",),
    _OFFICE["ppt/presentation.xml"]: ("pptx",),
    "application/msword": ("doc", "wps"), "application/vnd.ms-excel": ("xls", "et"),
}  # fmt: skip
ACCEPT = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)
#: Shown by the browser itself; everything else is only saved.
INLINE = frozenset({*_PICTURES.values(), "application/pdf"})


class Refused(Exception):
    """The file is not taken; the message says why and what to do, in the reader's language."""


@dataclass(frozen=True)
class Judged:
    """A file as it will be stored."""

    name: str
    media: str
    content: bytes


def judge(name: str, content: bytes) -> Judged:
    """What the file is, cleaned. Raises Refused."""
    if not content:
        raise Refused(_("这个文件是空的。"))
    if len(content) > LARGEST:
        raise Refused(_("超过20 MB，存不下。把图片缩小，或者分成几个文件。"))
    clean = clean_name(name)
    ending = clean.rpartition(".")[2].lower()
    media, content = _read(content, ending)
    if ending not in ENDINGS[media]:
        raise Refused(
            _("文件名的结尾是“.%(ending)s”，里面却是%(kind)s。改成相符的名字再传。")
            % {"ending": ending[:10], "kind": ENDINGS[media][0].upper()}
        )
    return Judged(clean, media, content)


def clean_name(name: str) -> str:
    """A name without path, control and direction characters, not too long; its ending stays."""
    base = re.split(r"[/\\\\]", name)[-1]
    kept = "".join(c for c in base if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, dot, ending = kept.strip(". ").rpartition(".")
    if not dot:
        return ending[:_LONGEST_NAME] or _("附件")
    return f"{stem[:_LONGEST_NAME] or _('附件')}.{ending[:10]}"


def _read(content: bytes, ending: str) -> tuple[str, bytes]:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    ):
        return _picture(content)
    if content[4:8] == b"ftyp":
        raise Refused(_("苹果手机的HEIC图片请先在手机里另存成JPG再传。视频不收。"))
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return "application/pdf", content
    if content.startswith(b"PK\x03\x04"):
        return _office(content), content
    if content.startswith(_OLE) and ending in _OLE_MEDIA:
        return _OLE_MEDIA[ending], content
    if ending == "txt" and _is_text(content):
        return "text/plain", content
    raise Refused(
        _("认不出这是什么文件。收图片（JPG、PNG、WebP）、PDF、Word、Excel、PowerPoint、WPS和文本。")
    )


def _picture(content: bytes) -> tuple[str, bytes]:
    """The picture drawn anew, upright, without metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as opened:
                # Some telephones put several pictures in one JPEG (MPO); the first is the picture.
                form = "JPEG" if opened.format == "MPO" else opened.format or ""
                if opened.width * opened.height > MOST_PIXELS:
                    raise Refused(_("图片太大，超过五千万像素。缩小以后再传。"))
                picture = ImageOps.exif_transpose(opened)
                picture.load()
    except Refused:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, struct.error,
            Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:  # fmt: skip
        raise Refused(_("这张图片打不开，可能没有传完整。重新拍或另存一份再传。")) from fault
    if form == "JPEG" and picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGB")
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        bare.putpalette(picture.getpalette() or [])
    bare.paste(picture)
    held = io.BytesIO()
    options: dict[str, int] = {"quality": 90} if form in {"JPEG", "WEBP"} else {}
    if form == "PNG" and "transparency" in picture.info:
        bare = picture.convert("RGBA")
        bare.info.clear()
    bare.save(held, form, **options)
    return _PICTURES[form], held.getvalue()


def _office(content: bytes) -> str:
    """Word, Excel or PowerPoint: a whole zip and nothing before or behind it, of sane size."""
    fault = _("这个文件打不开或里面不对。用Office或WPS另存一份再传。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            held = parts.infolist()
            comment = len(parts.comment)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise Refused(fault) from broken
    end = content.rfind(b"PK\x05\x06")
    if end + 22 + comment != len(content) or min((p.header_offset for p in held), default=1):
        raise Refused(fault)
    if len(held) > _PARTS or sum(part.file_size for part in held) > _UNPACKED:
        raise Refused(_("这个文件展开以后太大，不收。"))
    names = {part.filename for part in held}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(_("带宏的文件不收。另存成不带宏的（docx、xlsx、pptx）再传。"))
    for part, media in _OFFICE.items():
        if part in names and "[Content_Types].xml" in names:
            return media
    raise Refused(_("压缩包不收。把里面的文件一个一个传。"))


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f" for c in text)
    return False
