"""Attachments as rows that lie beside records: written, followed, withdrawn and undone alike."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.attachments.models import Attachment

ATTACHMENTS = Ledger(
    key="attachments", model=Attachment, zh=_("附件"), prefix="", title="name", identity="id",
    beside=True,
    columns=(
        Column("name", _("文件名"), required=True),
        Column("record", _("哪条记录")),
        Column("media", _("类型")),
        Column("size", _("大小"), "int"),
        Column("digest", _("摘要")),
    ),
)  # fmt: skip
LEDGERS = [ATTACHMENTS]
