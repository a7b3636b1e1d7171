"""What looks like a figure and is none 不是数字的数: dates, numbers of documents, ranks, names.

A table of patterns, each with its reason. They are matched against the plain text from left to
right before any figure is read; what they cover is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from jishi.values.prose.units import UNIT

_H = "〇○零一二两三四五六七八九十"
_N = rf"(?:\d{{1,4}}|[{_H}百]{{1,5}})"
_YEAR = rf"(?:(?:1[89]|20)\d{{2}}|[一二][{_H}]{{3}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_START = r"(?:(?<=^)|(?<=[\n\t。；;：:！？!? ]))"
_UNITED = rf"[余多]?[十百千万亿]?(?:{UNIT}|%|[万亿千百])"

REASONS = {
    "title": "书名、文件名里的",
    "document": "文号、编号",
    "contact": "电话、证件号、代码",
    "date": "日期",
    "time": "钟点",
    "period": "时段",
    "ordinal": "序数",
    "rank": "等级、名次",
    "ratio": "比例、比分",
    "list": "层次序号",
    "code": "代号",
    "label": "图表、附件的序号",
    "name": "固定说法、专名",
    "word": "词语里的，不表示数量",
    "some": "约略的说法，没有数",
    "outline": "行文的说法，不是统计的数",
    "bare": "没有量词，看不出数的是什么",
    "long": "位数太多，不像数量",
}

#: Set phrases whose second sign is a measure word, so that the grammar alone would count them.
_PHRASES = (
    r"[两三四五六七八九十]个(?:维护|确立|意识|自信|全面|伟大|服从|代表|务必|结合(?!点)|巩固|毫不动摇|"
    r"一百年|革命|文明|答卷|定力|铁一般|过硬|坚持|转变|不变|优先|到位|导向|聚焦|强化|突出|"
    r"注重|统筹|提升|确保|严禁|不准|必须|合格|带头|讲清楚|抓好|把握|一律|中心|基本点|轮子)"
    r"|[两三四五六七八九十]个一(?![百千万个])|一个都不能?少|一个声音|一个样|一个不(?:少|漏|落)"
    r"|(?:八|六|四|五)项(?:规定|纪律|基本原则|要求|禁令)|[三四五]项(?:制度|机制)(?=改革)"
    r"|四种形态|[三四五六]位一体|三支一扶|三会一课|两学一做|三重一大|四议两公开|四下基层|一岗双责"
    r"|三严三实|两免一补|三改一拆|四好农村路|四个一批|三个一批|一带一路|一国两制|三权分置|三保"
    r"|千万工程|千亿斤|百千万工程|万企兴万村|百企联百村|百县千镇万村|千家万户|千方百计|千头万绪"
    r"|两(?:边|侧|岸|头|手|端|旁|面|级|委|山|会|院|难|翼)|两个文明|两路精神"
    r"|四(?:处(?=[奔寻打张宣走])|周|面|方|邻|海|季|大班子|风|史)|三(?:农|资|公|峡|亚|明|无|变|产|保)"
    r"|五(?:湖|谷|保|大名)|六(?:安|合|神|稳|保)|七(?:一(?![个名次])|一勋章)|八(?:一(?![个名次])|方)"
    r"|十(?:足|分|一黄金周|佳|堰|大(?=[精报会精]))|百(?:姓|日|年|家争鸣|花|强|色)|千(?:古|秋|禧|岛)"
    r"|万(?:众|一|分|无一失|物|家|岁|事|象|安|州)|一(?:次性|条龙|条心|张网|张图|张蓝图|本账|本经|本通)"
    r"|一(?:站式|门式|口[清价气径]|班人|家亲|家人|块[儿]|对一|把手|把尺|户一|人一|村一|镇一|县一)"
    r"|一(?:企一|件事|事一议|案一|点一滴|点(?!多)|年一度|年四季|年之计|天一|日一|步一|层楼|席之地)"
    r"|一(?:面旗帜|个重要|个整体|个方面|个系统|种力量|道风景|道亮丽|股力量|份力量|份子|段时间|片天)"
    r"|[三五六七八九十两]大(?:战略|理念|攻坚战|体系|任务|工程|建设|文明|班子|行动|计划|发展|优势|产业)"
    r"|三(?:年|月)(?=不鸣)|三级(?:书记|联动|网络|医院|响应)|三头六臂|五花八门|七嘴八舌|九牛一毛"
    r"|一[二三]?[、]?二?[、]?三产业|二三产业|一二三产|[一二三]产(?![量值品])"
    r"|三八(?=妇女|节|红旗)|五一(?=劳动|假期|小长假|节|期间)|五四(?=青年|奖章|精神)|六一(?=儿童|节)"
    r"|十一(?=假期|黄金周|国庆|长假)|重阳九九|初[一二三]|高[一二三](?=[学年班新])"
    r"|三(?:三制|同步|同时|通一平)|五通一平|七通一平|一票否决|一张床|三方(?=协议|评估|机构|监测)"
)

_TABLE: tuple[tuple[str, str], ...] = (
    ("title", r"《[^《》\n]{1,60}》"),
    ("document", r"[〔\[(（【] ?(?:19|20)\d{2} ?[〕\])）】] ?第?(?: ?\d{1,5})? ?号?"),
    ("contact", r"(?<![\d.])(?:\d{17}[\dXx]|1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)"),
    ("contact", r"(?:电话|热线|手机|邮编|传真|QQ|微信|账号|帐号|编码|代码|编号|证号|文号)[:：为是]?"
     r"[A-Za-z]{0,4}\d[\d\- ]{2,}"),
    ("contact", r"(?<!\d)(?:123\d{2}|11[0-9]|12[02]|961\d\d|95\d{3})(?=[”\"]?(?:热线|平台|政务|便民|"
     r"电话|指挥|报警|急救|工单|举报|投诉|服务热线|市民))"),
    # Days, months and years; a stretch of them (1—9月) too.
    ("date", rf"(?<![\d.]){_YEAR} ?年(?:度|初|底|末)?(?: ?{_MONTH}月(?:份|底|初|末|[上中下]旬)?)?"
     rf"(?: ?{_DAY}[日号])?(?:-|至|到)?(?:(?<=[-至到])(?:{_YEAR}年)?(?:{_MONTH}月)?(?:{_DAY}[日号])?)?"),
    ("date", rf"(?<![\d.])(?:19|20)\d{{2}}(?=(?:-|至|到|、|和)(?:(?:19|20)\d{{2}}|\d{{2}}) ?(?:学?年|届)|学年|级|届)"),
    ("date", r"(?<![\d.-])(?:19|20)\d{2}[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)"),
    ("date", rf"(?<![\d.]){_MONTH}(?:(?:-|至|到|、){_MONTH})?月(?:份|底|初|末|[上中下]旬)?"
     rf"(?:{_DAY}(?:[日号])?(?:(?:-|至|到|、|和)(?:{_MONTH}月)?{_DAY}[日号])?)?(?![余多])"),
    ("date", rf"(?<![\d.期满过于足到])(?:{_DAY}(?:-|至|到|、))?{_DAY}日(?![内常益程元均未])(?!以内|之内|前办)"),
    ("date", rf"(?<![\d.])(?:[5-9]0|0|00)后|(?<!\d)\d0年代|(?<!\d)(?:1[0-9]|2[01])世纪|(?<!每)周[一二三四五六日](?!次)|"
     r"星期[一二三四五六日天]|礼拜[一二三四五六天]"),
    ("time", rf"(?<!\d)\d{{1,2}}[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)(?! ?[万亿%])"),
    ("time", rf"(?:上午|下午|晚上|凌晨|中午|早上|傍晚|清晨|当晚|今晚|每晚|夜里)(?:{_N}(?:-|至|到))?{_N}[时点]"
     rf"(?:半|整|许|{_N}分?)?"),
    ("time", r"(?<![\d.])(?:\d{1,2}(?:-|至|到))?(?:2[0-4]|1?\d)(?:时(?:[0-5]?\d分|许|整|起|前|至|，|。)|"
     r"点(?:[0-5]?\d分|半|整|钟|许))"),
    ("period", rf"(?:(?<![将接])近|前|后|未来|今后|过去|最近|头|这|接下来的?|随后|不平凡的|极不平凡的)(?:{_N}|几)(?:个)?(?:多)?"
     r"(?:年|个?月|季度|天|周)(?:来|间|里|内|中)?(?![龄以党])"),
    ("period", rf"(?:{_N}|几)(?:多|余)?(?:年|个月|天)(?:多|余)?(?:来(?!自)|间(?!隔)|如一日|前(?!后))"),
    ("name", r"(?:7×)?24小时(?=值班|值守|服务|在线|不间断|热线|不打烊|自助|监测|监控|开放|轮班|巡|待命|运行)|7[×xX*]24(?:小时)?"),
    ("period", r"[上下]半年|前?[一二三四1-4](?:、[一二三四])?季度|[一二三四]季(?=[度，。])|"
     r"[“]?十[一二三四五]五[”]?(?=时期|规划|期间|末|以来|开局|收官|[”，。、])|[“]十[一二三四五]五[”]"),
    ("period", rf"(?:{_N})年(?=行动|规划|计划|工程|攻坚|任期|过渡期|战略)"),
    ("ordinal", rf"第 ?(?:\d+(?:\.\d+)?|[{_H}百千]{{1,7}})(?: ?(?:{UNIT}|届|章|集|批次|期))?(?:之[{_H}])?"),
    ("ordinal", rf"[{_H}]{{1,4}}届[{_H}]{{1,3}}次(?=全|会|党)|[{_H}]{{1,4}}届(?=[{_H}]{{0,3}}[中全]|[三四五六]中|党|人大|政协|村|镇|县|省|委)"),
    ("ordinal", r"(?:党的|党|从)?[十二两]{0,2}[一二三四五六七八九十]大(?=(?:报告|精神|以来|代表|召开|胜利|，|。|、|和|"
     r"会|期间|作出|提出|要求|关于|部署|之后))|[一二三四五六七八]中全会"),
    ("rank", rf"前(?:\d{{1,4}}|[{_H}百]{{1,3}})(?:名|位|强|列|甲)?(?=[^\d%]|$)|"
     rf"(?<![\d])(?:\d{{1,4}}|[十百千]|[{_H}]百)强(?!度|化|劲|壮|项|村(?![，。、]))|[Tt][Oo][Pp] ?\d+"),
    ("rank", r"(?<![\d.])[1-5](?:A|星)级?|[一二三四五]星级?|[一二三四五特]等(?:奖|功|次|品|舱)?|"
     rf"(?:\d{{1,2}}|[{_H}]{{1,2}})级(?!以)|[一二三]甲(?=医院|医|等)|[{_H}]年级|\d年级|[{_H}]{{1,2}}(?:期|标段)(?=工程|项目|建设)"
     r"|[一二三四五六七八九]品|(?:排名|位列|位居|名列|列)(?:全[省市县国镇])?第?\d+(?:位|名)?"),
    ("code", r"[A-Za-z](?:[A-Za-z/ ]{0,8})[-.]?\d[\d.A-Za-z/-]*(?:-\d+)?|(?<![\d.])\d{1,3}[A-Z](?![A-Za-z])|"
     r"(?<![\d.])\d{1,3}(?:[+×xX*=·]\s?[\dNnXxnn]+)+|[“\"]\d{1,6}[”\"]|[①-⑳⑴-⒇㈠-㈩❶-❿]"),
    ("list", rf"{_START}[ \t]*(?:[一二三四五六七八九十]{{1,3}}[、.．]|\d{{1,2}}(?:[、)）]|[.．](?!\d)))"
     rf"|{_START}[ \t]*\d{{1,2}}\.(?=\d{{1,6}}(?:[个名人户次件项条家支处批场位期]))"),
    ("list", r"[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|(?<=[。；;])\d{1,2}[.．](?=[\u4e00-\u9fff])"),
    ("list", r"(?:(?<=^)|(?<=[\n，。；;：:、！]))[一二三四五六七八九十]{1,2}(?:是|要|则|来是)"),
    ("label", rf"(?:附件|附表|附录|附图|表|图|专栏|案例|问题|任务|标段|方案|类型|模块|单元|专题|序号|项目|选项|楼)"
     rf"[:：]?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?![\d.,%-]|{_UNITED}|[{_H}几余多])"),
    ("document", rf"(?:\d{{1,5}}|[一二三四五六七八九十]{{1,3}})号(?![人店])(?:令|文件|公告|楼|院|线|地块|桥|井|机组)?"),
    ("name", _PHRASES),
    ("name", rf"一(?!元|亩|吨|[十百千万亿零点])[\u4e00-\u9fff]一(?!个|[十百千万亿点])[\u4e00-\u9fff]"
     rf"|[一二两三四五六七八九](?!{UNIT}|[{_H}百千万亿点到至多余几成分年月日])[\u4e00-\u9fff]"
     rf"[一二两三四五六七八九](?![{_H}百千万亿点到至多余几成分年月日])[\u4e00-\u9fff]"),
    ("name", r"[“「][^“”「」\n]{0,5}\d{1,3}(?:分钟|小时|公里)[^“”「」\n]{0,9}[”」]|一年接着一年"),
    ("document", r"(?<=号)\d{1,3}(?:幢|栋|单元|室|楼|层)"),
    ("ratio", r"(?<![\d.])\d{1,4}(?:\.\d+)?[:：∶]\d{1,4}(?:\.\d+)?(?![\d])"),
    ("word", r"(?<![\d一二三四五六七八九十])村(?:民小?)?(?:[一二三四五六七八九十]{1,3}|\d{1,2})组"),
)  # fmt: skip

#: A short quotation without Arabic digits is a name: “五个一”, “两个维护”.
_QUOTED = re.compile(rf"[“「『‘\"][^“”「」『』‘’\"，。；：\d\n]{{1,14}}[”」』’\"]")
_HAN_DIGIT = re.compile(rf"[{_H}百千万亿]")
#: Signs that a span of the table can begin with; elsewhere the table need not be asked.
_BEGINS = (
    rf"(?=[\d \t{_H}百千万亿廿A-Za-z《〔\[(（【“\"①-⑳⑴-⒇㈠-㈩❶-❿电热手邮传微账帐编代证文周星礼上下凌中早傍清当今每夜近前后"
    r"未过最头这连随接第党从排位名列附表图专案问任标方类模单序项选楼村居重初高不极号])"
)
_ALL = re.compile(
    _BEGINS
    + "(?:"
    + "|".join(f"(?P<r{n}_{reason}>{pattern})" for n, (reason, pattern) in enumerate(_TABLE))
    + ")",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Passed:
    """A span of the plain text that is no figure, and why (a key of REASONS)."""

    start: int
    end: int
    reason: str


def passed_over(
    text: str, kept: re.Pattern[str] | None = None, proper: Collection[str] = ()
) -> list[Passed]:
    """What the table covers, in order; what `kept` matches (names that are figures) is left.

    `proper` are names of the place that hold a number: 千亩田村, 十里铺村.
    """
    keep = bytearray(len(text))
    if kept is not None:
        for match in kept.finditer(text):
            keep[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    found = [
        Passed(*match.span(), _reason(match)) for match in _ALL.finditer(text) if match.group()
    ]
    numbered = [re.escape(name) for name in proper if _HAN_DIGIT.search(name)]
    for match in re.finditer("|".join(numbered), text) if numbered else ():
        found.append(Passed(*match.span(), "name"))
    for match in _QUOTED.finditer(text):
        if _HAN_DIGIT.search(match.group()):
            found.append(Passed(*match.span(), "name"))
    found = [one for one in found if 1 not in keep[one.start : one.end]]
    return list(_outermost(sorted(found, key=lambda one: (one.start, -one.end))))


def _outermost(found: list[Passed]) -> Iterator[Passed]:
    """Without those that lie within another."""
    reached = 0
    for one in found:
        if one.end > reached:
            yield one
        reached = max(reached, one.end)


def _reason(match: re.Match[str]) -> str:
    assert match.lastgroup is not None
    return match.lastgroup.partition("_")[2]
