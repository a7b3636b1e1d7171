"""What looks like a figure and is none 不是数字的数: dates, numbers of documents, ranks, names.

A table of patterns, each with its reason. They are matched against the plain text from left to
right before any figure is read; what they cover is passed over.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from jishi.values.prose.dates import ROW_OF_MONTHS
from jishi.values.prose.phrases import PHRASES
from jishi.values.prose.units import UNIT
from jishi.values.prose.wording import any_of, words

_H = "〇○零一二两三四五六七八九十"
_N = rf"(?:\d{{1,4}}|[{_H}百]{{1,5}})"
_YEAR = rf"(?:(?:1[89]|20)\d{{2}}|[一二][{_H}]{{3}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = any_of(r"""
    3[01] [12]\d 0?[1-9]
    [二三]?十[一二三四五六七八九]? 廿[一二三四五六七八九]? [一二三四五六七八九]
""")
_START = r"(?:(?<=^)|(?<=[\n\t。；;：:！？!?\x20]))"
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
    "bare": "没有量词，看不出数的是什么",
    "long": "位数太多，不像数量",
}

_PART_OF_MONTH = "(?:份|底|初|末|[上中下]旬)"
#: What stands behind a number that is no day: 7—9月15次.
_NO_DAY = r"(?![\d.次个件名人户条场家项批处起支元万亿%余多])"
_DAYS = (
    rf"(?:{_DAY}(?:[日号]|{_NO_DAY})"
    rf"(?:(?:-|至|到|、|和)(?:{_MONTH}月)?{_DAY}[日号])?)"
)
_UNTIL = rf"(?:-|至|到)?(?:(?<=[-至到])(?:{_YEAR}年)?(?:{_MONTH}月)?(?:{_DAY}[日号])?)?"
_PART_OF_DAY = any_of("上午 下午 晚上 凌晨 中午 早上 傍晚 清晨 当晚 今晚 每晚 夜里")
_REIGN = any_of("""
    民国 光绪 康熙 乾隆 嘉庆 道光 咸丰 同治 宣统 雍正 顺治 万历 嘉靖 洪武 永乐 崇祯 贞观 开元
""")
_LATELY = "|".join(words("""
    前 后 未来 今后 过去 最近 头 这 接下来的? 随后 不平凡的 极不平凡的
"""))  # fmt: skip
_BEFORE_A_CODE = any_of("""
    电话 热线 手机 邮编 传真 QQ 微信 账号 帐号 编码 代码 编号 证号 文号
""")
_HOTLINE = any_of("""
    热线 平台 政务 便民 电话 指挥 报警 急救 工单 举报 投诉 服务热线 市民
""")
_ROUND_THE_CLOCK = any_of("""
    值班 值守 服务 在线 不间断 热线 不打烊 自助 监测 监控 开放 轮班 巡 待命 运行 备勤 轮 守护 驻守
""")
_OF_CONGRESS = any_of("""
    报告 精神 以来 代表 召开 胜利 ， 。 、 和 会 期间 作出 提出 要求 关于 部署 之后
""")
_LABELLED = any_of("""
    附件 附表 附录 附图 表 图 专栏 案例 问题 任务 标段 方案 类型 模块 单元 专题 序号 项目 选项 楼
""")
_SMALL = "[一二两三四五六七八九]"


def _each(reason: str, table: str) -> list[tuple[str, str]]:
    """The patterns of one reason, one on a line; `\\x20` is a blank, # begins a comment."""
    return [(reason, pattern) for pattern in words(table)]


#: Reason and pattern. Where two match at one place the first told is taken.
_TABLE: tuple[tuple[str, str], ...] = (
    ("title", r"《[^《》\n]{1,60}》"),
    ("document", r"[〔\[(（【] ?(?:19|20)\d{2} ?[〕\])）】] ?第?(?: ?\d{1,5})? ?号?"),
    *_each("contact", rf"""
        (?<![\d.])(?:\d{{17}}[\dXx]|1[3-9]\d{{9}}|0\d{{2,3}}-?\d{{7,8}}|400-?\d{{3}}-?\d{{4}})(?!\d)
        {_BEFORE_A_CODE}[:：为是]?[A-Za-z]{{0,4}}\d[\d\-\x20]{{2,}}
        (?<!\d)(?:123\d{{2}}|11[0-9]|12[02]|961\d\d|95\d{{3}})(?=[”\"]?{_HOTLINE})
    """),
    ("date", ROW_OF_MONTHS),
    *_each("date", rf"""
        # 2024年, 2024年9月30日, 2021—2024年, 2024年9月至10月
        (?<![\d.]){_YEAR}\x20?年(?:度|初|底|末)?(?:\x20?{_MONTH}月{_PART_OF_MONTH}?)?(?:\x20?{_DAY}[日号])?{_UNTIL}
        (?<![\d.])(?:19|20)\d{{2}}(?=(?:-|至|到|、|和)(?:(?:19|20)\d{{2}}|\d{{2}})\x20?(?:学?年|届)|学年|级|届)
        (?<![\d.-])(?:19|20)\d{{2}}[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)
        # 9月, 1—9月, 9月下旬, 9月28日至30日
        (?<![\d.]){_MONTH}(?:(?:-|至|到|、){_MONTH})?月{_PART_OF_MONTH}?{_DAYS}?(?![余多内])
        # 30日, 28—30日; not 满30日, 30日内, 一日常
        (?<![\d.期满过于足到])(?:{_DAY}(?:-|至|到|、))?{_DAY}日(?![内常益程元均未])(?!以内|之内|前办)
        # 80后, 90年代, 21世纪, 周一
        (?<![\d.])(?:[5-9]0|0|00)后
        (?<!\d)\d0年代
        (?<!\d)(?:1[0-9]|2[01])世纪
        (?<!每)周[一二三四五六日](?!次)
        # years of reigns, months of the old calendar
        {_REIGN}(?:元|[〇零一二三四五六七八九十]{{1,3}})年
        (?:正|腊|冬)月[初十廿]?[一二三四五六七八九十]{{0,2}}
        星期[一二三四五六日天]
        礼拜[一二三四五六天]
    """),
    *_each("time", rf"""
        (?<!\d)\d{{1,2}}[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)(?!\x20?[万亿%])
        {_PART_OF_DAY}(?:{_N}(?:-|至|到))?{_N}[时点](?:半|整|许|{_N}分?)?
        (?<![\d.])(?:\d{{1,2}}(?:-|至|到))?(?:2[0-4]|1?\d)(?:时(?:[0-5]?\d分|许|整|起|前|至|，|。)|点(?:[0-5]?\d分|半|整|钟|许))
    """),
    *_each("period", rf"""
        # 近三年来, 今后五年; 将近3年 is a figure
        (?:(?<![将接])近|{_LATELY})(?:{_N}|几)(?:个)?(?:多)?(?:年|个?月|季度|天|周)(?:来|间|里|内|中)?(?![龄以党])
        (?:{_N}|几)(?:多|余)?(?:年|个月|天)(?:多|余)?(?:来(?!自)|间(?!隔)|如一日|前(?!后))
        (?:的|上一个|下一个|又一个)(?:{_N})年(?=[，。；、]|$)
        (?<=驻村)(?:{_N})(?:多|余)?(?:年|个月)(?!以上|以下|以内|超)
        # 还有三个月就年底了
        (?:(?<=还有)|(?<=还剩)|(?<=只剩))(?:{_N}|几)(?:多|来)?个?(?:月|天|周|星期)(?=[，。；、！就便到])
        (?<!前)[两二三四]个(?:季度|半年)
        # 九个月下来; 三个月11次 behind a stop
        [两二三四五六七八九十]个月(?=下来|里头?|跑|忙)
        (?<=[，。；、！])[两二三四六九]个月(?=\d)
    """),
    ("rank", rf"(?:\d{{1,5}}|[{_H}百]{{1,5}})年一遇"),
    *_each("code", r"""
        \d{2,4}(?:国道|省道|县道|乡道)
        \d{1,4}公里\+\d{1,4}米处?
        [Kk]\d{1,4}\+\d{1,3}(?:\.\d+)?(?:米处?|处)?
        [两三四]轮(?=车|电|摩托|驱)
        [五七九]座(?=轿|车|商务)
        \d{1,3}排(?=CT|螺旋)
        \d{1,3}排\d{1,3}[座号]
        (?<=拨打)\d{5}
        (?<=拨)\d{5}
        共\x20?\d{1,5}\x20?页
    """),
    # 24小时值班 is round the clock; 24小时内 is a norm.
    *_each("name", rf"""
        (?:7×)?24小时(?={_ROUND_THE_CLOCK})
        7[×xX*]24(?:小时)?
    """),
    *_each("period", rf"""
        [上下]半年
        前?[一二三四1-4](?:、[一二三四])?季度
        [一二三四]季(?=[度，。])
        [“]?十[一二三四五]五[”]?(?=时期|规划|期间|末|以来|开局|收官|[”，。、])
        [“]十[一二三四五]五[”]
        (?:{_N})年(?=行动|规划|计划|工程|攻坚|任期|过渡期|战略)
    """),
    *_each("ordinal", rf"""
        第\x20?(?:\d+(?:\.\d+)?|[{_H}百千]{{1,7}})(?:\x20?(?:{UNIT}|届|章|集|批次|期))?(?:之[{_H}])?
        # 十八届三中全会, 十六届四次会议, 二十大
        [{_H}]{{1,4}}届[{_H}]{{1,3}}次(?=全|会|党)
        [{_H}]{{1,4}}届(?=[{_H}]{{0,3}}[中全]|[三四五六]中|党|人大|政协|村|镇|县|省|委)
        (?:党的|党|从)?[十二两]{{0,2}}[一二三四五六七八九十]大(?={_OF_CONGRESS})
        [一二三四五六七八]中全会
    """),
    *_each("rank", rf"""
        (?<![目以之年月日天周此先])前(?:\d{{1,4}}|[{_H}百]{{1,3}})(?:名|位|强|列|甲)?(?=[^\d%]|$)
        (?<![\d])(?:\d{{1,4}}|[十百千]|[{_H}]百)强(?!度|化|劲|壮|项|村(?![，。、]))
        [Tt][Oo][Pp]\x20?\d+
        (?<![\d.])[1-5](?:A|星)级?
        [一二三四五]星级?
        [一二三四五特]等(?:奖|功|次|品|舱)?
        (?:\d{{1,2}}|[{_H}]{{1,2}})级(?!以)
        [一二三]甲(?=医院|医|等)
        [{_H}]年级
        \d年级
        [{_H}]{{1,2}}(?:期|标段)(?=工程|项目|建设)
        [一二三四五六七八九]品
        (?:排名|位列|位居|名列|列)(?:全[省市县国镇])?第?\d+(?:位|名)?
    """),
    *_each("code", r"""
        [A-Za-z](?:[A-Za-z/\x20]{0,8})[-.]?\d[\d.A-Za-z/-]*(?:-\d+)?
        (?<![\d.])\d{1,3}[A-Z](?![A-Za-z])
        (?<![\d.])\d{1,3}(?:[+×xX*=·]\s?[\dNnXxnn]+)+
        [“\"]\d{1,6}[”\"]
        [①-⑳⑴-⒇㈠-㈩❶-❿]
    """),
    *_each("list", rf"""
        {_START}[\x20\t]{{0,9}}(?:[一二三四五六七八九十]{{1,3}}[、.．]|\d{{1,3}}\t(?=[\u4e00-\u9fff])|\d{{1,2}}(?:[、)）]|[.．](?!\d)))
        # 3.54个村 at the head of a line is the third item, with 54
        {_START}[\x20\t]{{0,9}}\d{{1,2}}\.(?=\d{{1,6}}[余多]?[个名人户次件项条家支处批场位期])
        [(（](?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[)）]
        (?<=[。；;])\d{{1,2}}[.．](?=[\u4e00-\u9fff])
        (?:(?<=^)|(?<=[\n，。；;：:、！]))[一二三四五六七八九十]{{1,2}}(?:是|要|则|来是)
    """),
    *_each("label", rf"""
        {_START}[\x20\t]{{0,9}}(?:附?[表图])\x20?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?=[:：、.．]?\x20?[\u4e00-\u9fff])(?![张个项份次幅])
        {_LABELLED}[:：]?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?![\d.,%-]|{_UNITED}|[{_H}几余多])
    """),
    *_each("document", r"""
        (?:\d{1,5}|[一二三四五六七八九十]{1,3})号(?![人店])(?:令|文件|公告|楼|院|线|地块|桥|井|机组)?
    """),
    ("name", rf"(?<![{_H}百千万亿点\d]){PHRASES}"),
    *_each("name", rf"""
        # 一村一品, 三心二意: number, noun, number, noun
        一(?!元|亩|吨|[十百千万亿零点])[\u4e00-\u9fff]一(?!个|[十百千万亿点])[\u4e00-\u9fff]
        {_SMALL}(?!{UNIT}|[{_H}百千万亿点到至多余几成分年月日])[\u4e00-\u9fff]{_SMALL}(?![{_H}百千万亿点到至多余几成分年月日])[\u4e00-\u9fff]
        # “15分钟”服务圈
        [“「][^“”「」\n]{{0,5}}\d{{1,3}}(?:分钟|小时|公里)[^“”「」\n]{{0,9}}[”」]
        一年接着一年
        一个?[村户组月季]一[个名支次件](?!半)
        在党50年
        365天(?=[坚每不如无全])
        三番五次
        三天打鱼(?:两天晒网)?
        [十八]里[八十]乡
        最多跑一次
        十字路口
        百分百(?=[投努用专])
        时间过半
        任务过半
        “双过半”
    """),
    ("document", r"(?<=号)\d{1,3}(?:幢|栋|单元|室|楼|层)"),
    ("ratio", r"(?<![\d.])\d{1,4}(?:\.\d+)?[:：∶]\d{1,4}(?:\.\d+)?(?![\d])"),
    # 两个数字不相加: words about the text itself
    ("word", (r"(?:[两二三四五六几]|\d)(?:个|组|项)(?:数字?|数据|口径|百分比)"
             r"(?=[，。；、）)]|[不要相之加对都均可应是]|分别|有[别误出]|一[样致]|来自|出自|$)")),
    ("word", r"(?<![\d一二三四五六七八九十])村(?:民小?)?(?:[一二三四五六七八九十]{1,3}|\d{1,2})组"),
)  # fmt: skip

#: A short quotation without Arabic digits is a name: “五个一”, “两个维护”.
_QUOTED = re.compile(r"[“「『‘\"][^“”「」『』‘’\"，。；：\d\n]{1,14}[”」』’\"]")
_HAN_DIGIT = re.compile(rf"[{_H}百千万亿半]")
# The group that tells the reason stands empty behind its pattern: the engine skips an alternative
# that begins with a plain sign or set of signs at once, but not one that begins with a group.
_ALL = re.compile(
    "|".join(f"{pattern}(?P<r{n}_{reason}>)" for n, (reason, pattern) in enumerate(_TABLE)),
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
    numbered = "|".join(re.escape(name) for name in proper if _HAN_DIGIT.search(name))
    names = re.finditer(numbered, text) if numbered else iter(())
    quoted = (match for match in _QUOTED.finditer(text) if _HAN_DIGIT.search(match.group()))
    found = [
        *(Passed(*match.span(), _reason(match)) for match in _ALL.finditer(text) if match.group()),
        *(Passed(*match.span(), "name") for match in itertools.chain(names, quoted)),
    ]
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
