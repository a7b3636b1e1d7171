"""The trail's own words in people's: acts, where from, tables, and every field that may differ."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column
from jishi.records.ledgers import BY_KEY, LEDGERS

ACTIONS = {
    "create": _("新增"), "update": _("更正"), "end": _("结束"), "restart": _("重新启用"),
    "delete": _("删去"), "withdraw": _("撤回"), "restore": _("恢复"), "password": _("改密码"),
    "unlock": _("解锁"), "sign_in": _("登录"), "sign_out": _("退出"), "end_session": _("结束登录"),
    "load": _("载入"), "merge": _("合并"), "erase": _("抹去内容"), "verify": _("核对"),
}  # fmt: skip
ORIGINS = {"web": _("网页"), "command": _("命令"), "import": _("导入")}
#: What the trail tells of besides the ledgers.
OFFICES = {
    "accounts": _("账号"), "grants": _("授权"), "places": _("区划"), "mergers": _("合并"),
    "figure_names": _("指标的叫法"), "heading_maps": _("记住的表头"), "pins": _("钉住的数"),
    "county_forms": _("上级表格"), "form_fillings": _("填好的表"),
    "report_templates": _("报告模板"), "template_files": _("模板文件"),
    "report_drafts": _("改稿"), "draft_texts": _("存下的稿"),
    "attachments": _("附件"), "trail": _("留痕"),
}  # fmt: skip
_FIELDS = {
    "is_active": _("在用"), "role": _("角色"), "user_id": _("账号"), "username": _("用户名"),
    "password": _("密码"), "town": _("镇"), "version": _("版本"), "places": _("处数"),
    "digest": _("摘要"), "id": _("内部编号"), "name": _("名称"), "person": _("人员"),
    "level": _("级别"), "parent": _("上级"), "must_change": _("要他改密码"),
    "since": _("自"), "until": _("止"), "place": _("地方"), "aliases": _("别的说法"),
    "number": _("编号"), "entries": _("留痕条数"), "records": _("记录条数"),
    "problems": _("对不上几处"), "programmes": _("归口项目"), "note": _("备注"),
    "last_login": _("上次登录"), "as_of": _("截至日"), "at": _("时间"), "actor": _("谁做的"),
    "writer": _("谁写的"), "file_name": _("文件名"), "content": _("文件内容"), "text": _("正文"),
    "retired_on": _("停用日"), "ledger": _("哪张表"), "record": _("哪条"),
}  # fmt: skip
#: Fields of one table alone, or that mean something else there.
_FIELDS_OF: dict[str, dict[str, str | Promise]] = {
    "kinds": {"code": _("代码"), "en": _("英文名"), "position": _("排第几")},
    "mergers": {"predecessor": _("并出的地方"), "successor": _("并入的地方"), "on": _("哪天起")},
    "attachments": {"name": _("文件名"), "media": _("类型"), "size": _("大小")},
    "heading_maps": {
        "signature": _("表头的样子"), "headings": _("表头"), "mapped": _("哪一列对应哪一项"),
        "by": _("谁对的"),
    },
    "pins": {
        "code": _("编码"), "figure": _("指标"), "definition": _("算法"),
        "definition_version": _("算法版本"), "meaning": _("算的条件"), "period_from": _("从"),
        "period_to": _("到"), "value": _("数"), "unit": _("单位"), "written": _("写成"),
        "numerator": _("部分"), "of": _("总数"), "held": _("当时的记录"), "chain": _("账"),
        "head_seq": _("账上第几条"), "head": _("链头"), "left_in": _("用在哪类材料"),
        "title": _("哪份材料"),
    },
    "county_forms": {
        "name": _("表名"), "owner": _("谁要这张表"), "basis": _("依据"),
        "expires_on": _("要到哪天为止"), "minutes": _("手工填一次要多少分钟"),
        "bindings": _("格子对应的数"),
    },
    "form_fillings": {
        "form_id": _("上级表格"), "form_version": _("表格第几版"), "cells": _("填了几格"),
    },
    "report_templates": {"number": _("第几版")},
    "template_files": {"template_id": _("报告模板"), "number": _("第几版")},
    "report_drafts": {
        "name": _("稿名"), "state": _("存了几次"), "sitting": _("这一次打开"),
        "written_at": _("写到什么时候"), "finished_on": _("定稿日"),
    },
    "draft_texts": {"draft_id": _("改稿"), "number": _("第几稿"), "why": _("为什么存")},
}  # fmt: skip
UNTOLD = {"id", "version", "town", "level", "parent"}  # they follow from the rest


def tables() -> dict[str, str]:
    """Tables by key with the name that people know."""
    told = {ledger.key: str(ledger.zh) for ledger in LEDGERS}
    return {**told, **{key: str(zh) for key, zh in OFFICES.items()}}


def fields(table: str, names: list[str]) -> list[str]:
    """Changed fields of a table in words, without what follows from the rest."""
    return [field(table, name) for name in names if name not in UNTOLD]


def field(table: str, name: str) -> str:
    """A field in words."""
    ledger = BY_KEY.get(table)
    columns: tuple[Column, ...] = ledger.columns if ledger else ()
    own = {column.attname: column.zh for column in columns}
    return str(own.get(name) or _FIELDS_OF.get(table, {}).get(name) or _FIELDS.get(name, name))
