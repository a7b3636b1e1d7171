"""Why a number that the ledger does not give may be right all the same 存疑: it speaks of less, of
more, or of each. Then it is asked about and not called wrong. A new doubt is a line of `_DOUBTS`.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.counting import Match
from jishi.draftcheck.surroundings import Around
from jishi.kernel.columns import Text
from jishi.values.prose.units import counts_whole

#: 村均10个, 平均每组71.6户, 每村10个: no total.
_AVERAGE = re.compile(
    r"平均[^，,；;。、\d]{0,12}$|[人户村组月日年]均(?:[有为达约是]|达到)*$"
    r"|每个?(?:村民组|[村组户人])[^，,；;。]{0,6}$"
)
_PROJECT = re.compile("项目|工程")
_OF_ONE = _("这句话说的像是某一个项目，台账里只有“%(name)s”的全部，请自己核实。")
#: 智慧停车与导览，总投资430万元: of one undertaking, by the name that its clause begins with.
_BY_ITS_NAME = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?(?P<name>[\u4e00-\u9fff]{4,24})"
    r"[，,：:]?(?:计划|预计|估算|概算)?总?投资额?(?:约|达|为)?$"
)
_NO_NAME = re.compile(
    r"项目|工程|方案|谋划|实施|储备|全[镇县乡]|台账|统计|累计|合计|共计|今年|去年|上年|截至|目前|以来|个|计划|预计"
    r"|[\u4e00-\u9fff]{2,3}[村镇](?![\u4e00-\u9fff])"
)
#: Where to look, for what, and what is said: the first that stands there.
_DOUBTS: tuple[tuple[str, re.Pattern[str], Text], ...] = (
    # Times that nobody can tell the first and last day of, or that are too short for a ledger.
    ("lead", re.compile(r"近[一二两三四五六七八九十\d]+个?[月天周]|[本上]周|当[日天]|近[日期]"),
     _("这句话说的是哪几天，看不准，请自己核实。")),
    # 半数以上的村达到50万元, 各村均有2名: of each, and not of all.
    ("between", re.compile(
        r"的(?:行政)?村[^，,；;。]{0,12}(?:达到?|超过?|突破|实现)了?$|均(?:[有为是]|达到?)[^，,；;。、\d]{0,8}$"),
     _("这句话说的好像是每个村，台账是全部的数。")),
    # What was done in a wider place; 在全县率先 is done here.
    ("between", re.compile(r"(?<![在居列为受获])(?:全[县市省国区]|县级|市本级)(?![率前首第先优])"),
     _("这句话说的好像不是本镇，请自己核实。")),
    # 突击队和服务队共16支: which number is whose is not told by words (those that are: sharing).
    ("whole_lead", re.compile(
        r"(?:和|及|与|、)[^，。；]{2,14}(?:分别|依次)[^，。；]{0,30}$"
        r"|(?:和|及|与)[^，。；、]{2,12}(?:共|合计|共计)(?:有|达)?$|各$"),
     _("“分别”“共”说的是几样，请看这个数是哪一样。")),
)  # fmt: skip


def averaged(around: Around) -> bool:
    """True for an average, of which the ledger has none."""
    mention = around.mention
    parts = mention.value is not None and mention.value.denominator != 1  # 志愿活动17.3次
    return mention.unit != "%" and bool(
        _AVERAGE.search(around.between) or (parts and counts_whole(mention.unit))
    )


def doubt(around: Around, match: Match) -> Text:
    """Why a number that differs may yet be right; '' where nothing speaks for it."""
    named = _BY_ITS_NAME.fullmatch(around.lead) if around.mention.unit == "元" else None
    if named is not None and not _NO_NAME.search(named["name"]):
        return _OF_ONE % {"name": match.indicator.zh}
    for where, words, said in _DOUBTS:
        if words.search(getattr(around, where)):
            return said
    if match.narrower:
        told = {"words": match.narrower, "name": match.indicator.zh}
        if _PROJECT.search(match.narrower):
            return _OF_ONE % told
        return (
            _("文中有“%(words)s”，说的像是其中一部分；台账里只有“%(name)s”的全部，请自己核实。")
            % told
        )
    return ""
