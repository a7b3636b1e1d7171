"""Bounds of what was done 上下限: 今年以来共召开党委会不少于20次 states, 每月不少于2次 demands.

A bound that is asked for and one that is told are written alike; the words around decide. What
has surely been (今年以来, 已, 截至) states, wherever nothing behind it asks; what may have been or
may be asked (全年, 共, 2023年) states only where nothing in its sentence asks.
"""

from __future__ import annotations

import re

from jishi.values.prose.wording import any_of

#: Signs before the number in which a word tells that something was done: a paragraph's beginning.
REACH = 200

_ORDERS = r"""
    应当?(?![急用邀对有收付届到缴参纳得]) 必须 不得 务必 [须需](?!求) 要求 原则上 规定 一般
    力争 确保 争取 计划 目标 标准 方案 拟
    (?<![重需主必纪])要(?=[求在把将达打建完实培发力新确做推保引开消再压召组举]|$)
    下一步 下步 今后 明年 将(?=要|在|于|建|达|实|开|完|组|举|召|再)
"""
#: What asks for something.
_ASKING = re.compile(any_of(_ORDERS))
#: The same with what says of whom it is asked, and with what a report says as well as a rule.
_PERHAPS_ASKING = re.compile(
    any_of(_ORDERS + "每 各(?![项类级]) 任务 指标 制度 保证 保障 坚持 做到 严格 认真落实 定期")
)
#: What has surely been.
_BEEN = re.compile(
    any_of(r"""
        已(?!婚|故|知) 截至 截止 今年以来 年以来 月以来 年初以来 去年 上年 目前 迄今 一年来
        (?<![为除])了(?!解) 先后
    """)
)
#: What may have been, and may as well be asked.
_PERHAPS = re.compile(
    any_of(r"""
        全年 累计 共(?=[召开组举走培完化调排受办接解宣建新发]) 合计 总共 上半年 [一二三四]季度
        前[三3]季度
        (?<!\d)(?:20\d\d|二〇[一二三四五六七八九〇]{2})年(?!底|末|前|内|起|后)
        (?:1|一)(?:-|至|到)(?:1[0-2]|\d|十[一二]?|[二三四五六七八九])月
    """)
)
#: What was done: a bound without a verb (全年不少于12次) is a rule.
_DOING = re.compile(
    any_of("""
        召开 开展 组织 举办 举行 走访 培训 完成 化解 调解 排查 受理 办理 接待 解决 宣讲 观看 选派
        建成 建设 新建 发展 发放 投入 实现 收到 参加 参与 服务 播放 检查 整改 巡查 入户 慰问
        研究 听取 学习
    """)
)
#: Headings of papers, or of parts of them, that tell what is to be done.
_PLAN = re.compile(
    r"(?:工作|目标|考核|活动)(?:要点|安排|打算|思路|部署|计划|方案|任务|办法|细则|制度)|总体(?:要求|思路)|下一步"
)
#: 不少于12次的要求, 不少于12次为宜: what stands behind tells that it is asked.
_ASKED_BEHIND = re.compile(
    r"的(?:要求|目标|任务|标准|规定|频次|原则|[，,；])|为宜|[，,]?(?:方可|才能)"
)


def was_done(above: str, paragraph: str, sentence: str, clause: str, behind: str) -> bool:
    """True of a bound that tells what was done.

    `above`: what stands before the number, over lines; `paragraph`, `sentence`, `clause`: the same
    in each; `behind`: the signs after it.
    """
    if _PERHAPS_ASKING.search(clause) or _ASKED_BEHIND.match(behind):
        return False
    if _after_asking(_BEEN, sentence):
        return True
    if _PERHAPS_ASKING.search(sentence) or _PLAN.search(above) or not _DOING.search(clause):
        return False
    return bool(_PERHAPS.search(sentence)) or _after_asking(_BEEN, paragraph)


def _after_asking(words: re.Pattern[str], text: str) -> bool:
    """Whether one of the words stands behind all that asks."""
    asked = max((found.end() for found in _ASKING.finditer(text)), default=0)
    return words.search(text, asked) is not None
