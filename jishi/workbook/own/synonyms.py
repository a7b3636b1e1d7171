"""Headings of clerks' own files, by the column they mostly mean.

They only choose what a select box shows first: nothing is stored before the clerk has looked.
Headings that may mean a private thing (身份证号, 联系电话) are left out on purpose.
"""

from collections.abc import Iterator

from jishi.kernel.columns import Column, Ledger

#: Headings that only count the rows: never a number that names one.
SERIAL = frozenset({"序号", "序", "项次", "行号", "顺序号", "No", "NO", "No.", "№", "编次"})

#: (ledger or "", column) → headings; "" holds for every ledger that has the column.
_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "number"): ("编码", "档案号", "档案编号", "台账编号", "登记编号"),
    ("", "place"): (
        "村",
        "行政村",
        "所属村",
        "所在村",
        "村名",
        "村别",
        "村（社区）",
        "村（居）",
        "村居",
        "单位",
        "所属单位",
        "地点（村）",
        "所属地方",
        "开展地点（村）",
        "涉及村",
        "村组",
        "村/组",
        "属地",
        "责任村",
        "联系村",
        "包保村",
        "辖区",
    ),
    ("", "note"): ("备注说明", "附注", "其他说明"),
    ("", "programmes"): ("项目归口", "归口", "所属行动"),
    ("", "since"): ("开始时间", "起始时间", "起始日期", "开始日期", "任职时间", "起"),
    ("", "until"): ("结束时间", "截止时间", "结束日期", "截止日期", "免职时间", "止"),
    ("", "on"): ("时间", "发生日期", "发生时间"),
    ("", "person"): ("人员姓名", "干部姓名", "名字"),
    ("persons", "name"): ("名字", "人员姓名", "干部姓名"),
    ("persons", "birth_on"): ("出生年月日", "生日", "出生时间"),
    ("persons", "duty_phone"): ("值班电话", "值守电话"),
    ("organisations", "name"): ("组织名称", "支部名称", "党组织名称", "企业名称", "单位名称"),
    ("organisations", "kind"): ("组织类别", "组织类型"),
    ("organisations", "since"): ("成立时间", "成立日期"),
    ("organisations", "host"): ("依托单位", "所在企业"),
    ("posts", "kind"): ("职务名称", "现任职务"),
    ("posts", "since"): ("任职日期", "任职起始时间"),
    ("households", "head"): ("户主姓名", "户主名", "户主名字", "农户姓名", "家庭户主"),
    ("households", "place"): ("组", "组别", "所属组", "所在组", "村民小组", "小组", "网格"),
    ("households", "members"): (
        "人数",
        "家庭人口",
        "家庭人口数",
        "人口数",
        "户籍人口",
        "家庭成员数",
        "家庭人数",
    ),
    ("households", "address"): ("门牌号", "住址", "家庭住址", "地址"),
    ("households", "number"): ("户号", "户编号", "农户编号"),
    ("households", "since"): ("立户时间", "立户日期", "建档时间", "建档日期"),
    ("links", "holder"): ("责任人", "姓名", "包保人", "网格员姓名", "联系人姓名"),
    ("links", "kind"): ("责任类别", "包保类别", "角色"),
    ("activities", "on"): (
        "活动时间",
        "活动日期",
        "开展时间",
        "开展日期",
        "会议时间",
        "会议日期",
        "学习时间",
        "学习日期",
        "放映时间",
        "放映日期",
        "召开时间",
    ),
    ("activities", "title"): (
        "活动名称",
        "活动主题",
        "会议主题",
        "会议内容",
        "学习内容",
        "主要内容",
        "片名",
        "放映影片",
        "会议名称",
    ),
    ("activities", "kind"): ("活动类别", "活动类型", "会议类型", "活动种类", "学习类型"),
    ("activities", "attendance"): (
        "参与人数",
        "参加人次",
        "参会人数",
        "人数",
        "到会人数",
        "观看人数",
        "观影人数",
        "受众人数",
    ),
    ("activities", "venue"): ("活动地点", "会议地点", "放映地点", "开展地点"),
    ("activities", "lead"): ("负责人", "组织者", "主持人", "牵头领导"),
    ("matters", "title"): (
        "事项",
        "事由",
        "纠纷内容",
        "事项内容",
        "矛盾纠纷内容",
        "简要情况",
        "诉求内容",
        "内容",
        "纠纷简要情况",
        "纠纷情况",
        "案情简介",
        "基本情况",
    ),
    ("matters", "place"): ("发生地", "发生地点", "纠纷发生地", "事发地点"),
    ("matters", "opened_on"): ("受理时间", "受理日期", "登记时间", "排查时间", "排查日期"),
    ("matters", "closed_on"): (
        "办结时间", "化解时间", "化解日期", "调解成功时间", "调处时间", "结案时间",
    ),
    ("matters", "kind"): (
        "纠纷类型", "事项类别", "事项类型", "纠纷种类", "矛盾类型", "纠纷类别", "矛盾类别",
        "矛盾纠纷类型", "矛盾纠纷类别",
    ),
    ("matters", "handler"): ("经办人", "包案领导", "调解人", "责任人", "承办人姓名"),
    ("matters", "channel"): ("来源", "来源渠道", "受理渠道", "信息来源", "线索来源", "案件来源"),
    ("matters", "outcome"): (
        "办理结果", "调解结果", "处理结果", "化解结果", "调处结果", "化解情况",
    ),
    ("receptions", "on"): ("接访时间", "接访日期"),
    ("receptions", "leader"): ("接访人", "接访领导姓名"),
    ("receptions", "heads"): ("接访人次", "来访人次", "来访人数"),
    ("receptions", "topic"): ("反映内容", "反映问题", "诉求"),
    ("income", "amount_fen"): ("收入", "收入金额", "金额合计", "到账金额", "收入额"),
    ("income", "source"): ("收入来源", "来源说明", "项目"),
    ("income", "kind"): ("收入类型", "收入种类", "收入项目类别"),
    ("income", "on"): ("到账时间", "到账日期", "收入时间", "收入日期", "入账日期"),
    ("projects", "title"): ("项目名称", "建设项目"),
    ("honours", "title"): ("荣誉", "获奖名称", "表彰名称", "荣誉称号"),
    ("honours", "on"): ("获奖时间", "表彰时间", "授予时间", "获得时间"),
    ("honours", "level"): ("荣誉级别", "表彰级别"),
    ("honours", "awarder"): ("颁发单位", "表彰单位"),
    ("honours", "person"): ("获奖人", "获得人", "姓名"),
}


def words_for(ledger: Ledger, column: Column) -> Iterator[str]:
    """Everything that people write over a column, its own heading first."""
    yield str(column.zh)
    yield from column.aliases
    yield from _WORDS.get((ledger.key, column.name), ())
    yield from _WORDS.get(("", column.name), ())
