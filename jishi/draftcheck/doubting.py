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
    r"|[村组户月]均(?!已|为|是|达到|有|在|按|由|未|不|能|可|应)[^，,；;。、\d]{2,12}$"
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
#: By whom, or on which way, some of it was done: 通过12345热线化解9件, 司法所调解12件.
_CHANNEL = r"平台|热线|信箱|小程序|公众号|APP|渠道|窗口|邮箱"
_BODY = r"法庭|法院|派出所|司法所|综治中心|调解室|调委会|工作室|乡贤|老娘舅|律师|仲裁\w{0,2}"
_BY_SOME = re.compile(
    rf"(?:(?:通过|经由?|[由借靠]|借助|委托)[^，,；;。]{{0,14}}(?:{_CHANNEL}|{_BODY})"
    rf"|(?:^|[，,；;。、])(?!依托|发挥|用好|打造|建强|建成|建好|设立|成立|整合)[\u4e00-\u9fff]{{0,6}}"
    rf"(?:{_BODY}))[^；;。]{{0,30}}$"
)
#: The figure that is counted by its channel.
_BY_PLATFORM = "platform_matters"
#: 12345平台, 综治平台; not 依托平台, 该平台.
_OTHER_PLATFORM = re.compile(
    r"(?:\d{4,5}|热线|综治|政务|信访|司法|网格|调解|云|服务|智慧|联动)[\u4e00-\u9fff]{0,4}平台"
)
_BY_SOME_SAID = _("这句话说的好像只是其中一条渠道办的，台账是全部的数，请自己核实。")
#: What a wider place or another office has under the same name: 县行动方案, 市重点项目.
_OTHERS = re.compile(
    r"(?<![得获受到评])(?:[县市省]|国家|邻镇|兄弟乡镇|县直)(?:[里级委上直]|重点|政府|局|定|列|下达)*的?$"
)
_OTHERS_SAID = _("这句话说的好像不是本镇，请自己核实。")
#: Where to look, for what, and what is said: the first that stands there.
_DOUBTS: tuple[tuple[str, re.Pattern[str], Text], ...] = (
    # Times that nobody can tell the first and last day of, or that are too short for a ledger.
    ("lead", re.compile(
        r"近[一二两三四五六七八九十\d]+个?[月天周]|(?<![前头这\d-])[两二三四五六八九]个月(?:里|来|下来)?$"
        r"|[本上]周|当[日天]|近[日期]"),
     _("这句话说的是哪几天，看不准，请自己核实。")),
    # 半数以上的村达到50万元, 各村均有2名: of each, and not of all.
    ("between", re.compile(
        r"的(?:行政)?村[^，,；;。]{0,12}(?:达到?|超过?|突破|实现)了?$|均(?:[有为是]|达到?)[^，,；;。、\d]{0,8}$"),
     _("这句话说的好像是每个村，台账是全部的数。")),
    # What was done in a wider place; 在全县率先 is done here.
    ("between", re.compile(r"(?<![在居列为受获])(?:全[县市省国区]|县级|市本级)(?![率前首第先优])"),
     _("这句话说的好像不是本镇，请自己核实。")),
    # 县里举办宣讲12场: who did it heads the clause.
    ("between", re.compile(
        r"(?:^|[，,；;。：:])[县市省](?:里|委|政府|直|级|[\u4e00-\u9fff]{1,5}[局部办])[\u4e00-\u9fff]{0,8}"
        r"(?:举办|组织|开展|召开|举行|摸排|排查|化解|实施|制定)[^，,；;。]*$"),
     _OTHERS_SAID),
    # 突击队和服务队共16支: which number is whose is not told by words (those that are: sharing).
    ("whole_lead", re.compile(
        r"(?:和|及|与|、)[^，。；]{2,14}(?:分别|依次)[^，。；]{0,30}$"
        r"|(?:和|及|与)[^，。；、]{2,12}(?:共|合计|共计)(?:有|达)?$|各$"),
     _("“分别”“共”说的是几样，请看这个数是哪一样。")),
    ("between", re.compile(
        r"(?<=[\u4e00-\u9fff]{2})(?<![镇乡县])、[^，。；、]{2,12}(?:共|合计|共计)(?:有|达)?$"),
     _("“分别”“共”说的是几样，请看这个数是哪一样。")),
    # 接访下访共13批次: more than those who come are received.
    ("between", re.compile(
        r"(?:接访|来访|接待)[^，。；]{0,6}(?:下访|约访|回访|走访|包案)|(?:下访|约访|回访|走访|包案)[^，。；]{0,6}(?:接访|来访|接待)"),
     _("这句话说的不止来访，台账只数接待来访的，请自己核实。")),
)  # fmt: skip


#: What came in, which is not what was settled: 平台受理12件，化解8件.
_RECEIVED = re.compile(
    r"(?:受理|接单|接收|收到|收集|征集|接到|接报|登记|派单|转办|交办|流转|录入|上报|汇集|诉求)"
    r"(?!.*(?:化解|办结|办成|解决|调[解处]|处[理置]|了结|握手言和|达成|和解|兑现))[^，,；;。]*$"
)
CAME_IN = _("这句话说的是收到的，台账数的是办成的，请自己核实。")


def received(around: Around, match: Match) -> bool:
    """True where the words tell what came in, and the indicator counts what was settled."""
    counts_done = match.indicator.key in ("platform_matters", "livelihood_tasks")
    return counts_done and bool(_RECEIVED.search(around.between)) and not _DONE_BEHIND.search(
        around.after + around.ahead.split("、")[0]
    )  # fmt: skip


_DONE_BEHIND = re.compile("(?:均|都|全部)?已?(?:全部)?(?:化解|办结|解决|调解)")


def averaged(around: Around) -> bool:
    """True for an average, of which the ledger has none."""
    mention = around.mention
    parts = mention.value is not None and mention.value.denominator != 1  # 志愿活动17.3次
    return mention.unit != "%" and bool(
        _AVERAGE.search(around.between) or (parts and counts_whole(mention.unit))
    )


def by_its_name(around: Around) -> bool:
    """True of the money of one undertaking that its clause begins with the name of."""
    named = _BY_ITS_NAME.fullmatch(around.lead) if around.mention.unit == "元" else None
    return named is not None and not _NO_NAME.search(named["name"])


def doubt(around: Around, match: Match) -> Text:
    """Why a number that differs may yet be right; '' where nothing speaks for it."""
    if by_its_name(around):
        return _OF_ONE % {"name": match.indicator.zh}
    for where, words, said in _DOUBTS:
        if words.search(getattr(around, where)):
            return said
    if _other_channel(around, match):
        return _BY_SOME_SAID
    if _of_others(around, match):
        return _OTHERS_SAID
    if match.narrower:
        told = {"words": match.narrower, "name": match.indicator.zh}
        if _PROJECT.search(match.narrower):
            return _OF_ONE % told
        return (
            _("文中有“%(words)s”，说的像是其中一部分；台账里只有“%(name)s”的全部，请自己核实。")
            % told
        )
    return ""


def _other_channel(around: Around, match: Match) -> bool:
    """True where a channel or another body is named that is not what is counted by its channel."""
    if match.indicator.key == _BY_PLATFORM:
        named = any(name in around.lead for name in match.indicator.aliases)
        return not named and bool(_OTHER_PLATFORM.search(around.lead))
    return bool(_BY_SOME.search(around.between))


def _of_others(around: Around, match: Match) -> bool:
    """True where the words of an indicator stand behind a wider place or another office."""
    at = ((around.lead, around.lead.rfind(word)) for word in match.words.split("…"))
    return any(start >= 0 and _OTHERS.search(words[:start]) for words, start in at)
