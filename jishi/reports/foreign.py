"""What a Word file holds beside text and tables, in the words of who wrote it there.

The names stand for elements of WordprocessingML (ECMA-376 part 1, 17 and 22).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jishi.kernel.columns import Text

#: What has a sentence of its own, and the elements by which it is known.
BOX, PICTURE = "box", "picture"
KNOWN_BY = {BOX: {"txbxContent"}, PICTURE: {"drawing", "pict"}}
_SAID: dict[str, Text] = {
    BOX: gettext_lazy("有文本框。把里面的字挪到正文里，再删去文本框。"),
    PICTURE: gettext_lazy("有图片或图形，请删去。"),
}
_FIELD, _TRACKED = gettext_lazy("域，如自动的目录、页码、日期"), gettext_lazy("没有接受的修订")
_CONTROL = gettext_lazy("内容控件，如自动的目录、封面")
_OTHER = gettext_lazy("别的内容")
_NAMES: dict[str, Text] = {
    "footnoteReference": gettext_lazy("脚注"), "endnoteReference": gettext_lazy("尾注"),
    "commentReference": gettext_lazy("批注"), "object": gettext_lazy("嵌进来的表格或文件"),
    "altChunk": gettext_lazy("嵌进来的表格或文件"), "control": gettext_lazy("控件"),
    "oMath": gettext_lazy("公式"), "oMathPara": gettext_lazy("公式"),
    "sym": gettext_lazy("特殊符号"), "ruby": gettext_lazy("拼音"),
    "tbl": gettext_lazy("表中套的表"), "ptab": gettext_lazy("对齐用的制表位"),
    "sdt": _CONTROL, "customXml": _CONTROL,
    **dict.fromkeys(("fldChar", "fldSimple", "instrText", "pgNum"), _FIELD),
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "delText"), _TRACKED),
}  # fmt: skip


def name_of(kind: str) -> str:
    """What an element is called."""
    return str(_NAMES.get(kind, _OTHER))


def said_of(kind: str) -> str:
    """What is wrong with it, and what to do."""
    if kind in _SAID:
        return str(_SAID[kind])
    return _("有文字以外的内容（%(kind)s），请去掉。") % {"kind": name_of(kind)}
