"""Why a draft cannot be read, in words; and how much of one is read at all."""

from __future__ import annotations

from jishi.values.complaint import Complaint
from jishi.workbook.archive import Refusals
from jishi.workbook.limits import Limits

MAX_BYTES = 20 * 2**20
MAX_CHARACTERS = 2_000_000
MAX_PAGES = 500
#: Of the parts of a Word file that hold text. The others are copied without unpacking.
MAX_TEXT_BYTES = 48 * 2**20
#: Opening and closing tags, and bits of text, of all parts together: what costs time in reading.
MAX_TAGS = 1_200_000
MAX_PIECES = 150_000
MAX_DEPTH = 400
#: A white picture packs as tightly as deflate can, so the ratio alone is no sign of a bomb here.
ARCHIVE_LIMITS = Limits(
    max_bytes=MAX_BYTES, max_parts=5_000, max_inflated=1_000 * 2**20, max_ratio=1_100
)


class Unreadable(Complaint):
    """The draft as a whole is not read; see `Complaint` for `message`, `hint` and `params`."""


class Remark(Complaint):
    """What a person should know before the draft is changed; never raised."""


def broken() -> Unreadable:
    """The refusal of a Word file that is not whole."""
    return Unreadable("这份 Word 文档坏了，读不出来", "请用 Word 或 WPS 打开，另存为 .docx 再试")


def too_long(limit: int) -> Unreadable:
    """The refusal of a text beyond `limit` characters."""
    return Unreadable("文字太长，超过 %(limit)s 字", "请分成几个文件，分几次核对", limit=limit)


def too_much() -> Unreadable:
    """The refusal of a file that unpacks beyond bounds or would take too long."""
    return Unreadable(
        "这份文件的内容多得不正常，没有读完",
        "请新建一份文档，只把文字复制过去再试；或者把文字直接贴进来",
    )


def no_text() -> Unreadable:
    """The refusal of a paper without a single character."""
    return Unreadable("这份文件里没有文字", "请选择写好的稿子，或者把文字直接贴进来")


def _bomb() -> Unreadable:
    return Unreadable(
        "这份文件解压后大得不正常", "这像是一个压缩炸弹；如果确是自己的稿子，请另存为 .docx 再试"
    )


def locked() -> Unreadable:
    """The refusal of a Word file that opens with a password only."""
    return Unreadable("这份文件加了密码，打不开", "请在 Word 或 WPS 里去掉打开密码，保存后再试")


def _misnamed() -> Unreadable:
    return Unreadable("这份文件内部的名称不正常", "请用 Word 或 WPS 打开，另存为 .docx 再试")


def _crowded(limit: int) -> Unreadable:
    return Unreadable(
        "这份文件里的零件多得不正常（超过 %(limit)s 个）",
        "请新建一份文档，只把文字复制过去再试",
        limit=limit,
    )


REFUSALS = Refusals(broken, _bomb, locked, _misnamed, _crowded)
