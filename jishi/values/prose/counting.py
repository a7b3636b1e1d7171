"""What is written like a figure and counts nothing 不表示数量的: 一 as an article, set words.

In characters a number without a measure word is a word (一律, 三农); 一 with one counts only where
something says so (召开一次), 零 only where it says that there was none (零事故).
"""

from __future__ import annotations

import re

from jishi.values.prose.grammar import Written
from jishi.values.prose.numerals import DIGITS
from jishi.values.prose.units import counts_whole
from jishi.values.prose.wording import any_of, words

#: A bare number that stands for a figure: behind a word, before a stop, or alone in a cell.
_BARE_BEFORE = re.compile(r"[\u4e00-\u9fff：:”）\t\n、¥￥]$|^$|\|[ ]?$")
_BARE_AFTER = re.compile(
    r"[ ]?(?:[，。；、！？\n\t）)|]|$|和|及|与|/"
    r"|(?:缩小|扩大|提高|降低|下降|上升|增加|减少|调整|上调|升|降|增)[至到为])"
)
_SIZED = re.compile(r"[百千万亿][余多一二三四五六七八九]?$")
#: 两亿五千四百万: so much is counted whatever stands behind it.
_LARGE = re.compile(r"[一二两三四五六七八九十百千]+[万亿][一二两三四五六七八九][千百万]")
_UNSURE = re.compile(r"[余多来几]")
_HAN_NEXT = re.compile(r"[\u4e00-\u9fff]{2}")
#: Longest number in digits that may stand without a unit; a longer one is no amount.
_LONGEST_BARE = 8

#: Measure words that a number in characters is not read with: 三分, 五里, 二线 are words.
_NOT_WITH_HAN = frozenset(
    words("""
        分 里 度 点 面 头 路 口 方 把 步 回 国 日 周 角 升 克 排 列 行 章 首 号人 例 层 道 门 顶 包
        声 手 线 级 代 单 封 具 杆 炮 站 园 院 校 对 管 圈 秒 期 段 讲 节 卷
    """)
)
#: 学了整整十回: so often something was held, where a verb or a word of counting says so.
_OCCASIONS = frozenset(words("回 期 节 讲"))
_HELD = re.compile(r"(?:整整|足足|前后|[开学办讲看搞做听去放上][了过]|共[开学办讲看]?|已有|达)$")
#: 三点要求 counts points made, 三点 alone is an hour.
_POINTS_MADE = re.compile(any_of("要求 意见 建议 希望 体会 做法 启示 经验 思考 想法 感受"))
#: 八大功能 counts, 五大行动 is a name.
_GENERAL = re.compile(
    any_of("""
        功能 类 板块 领域 片区 举措 问题 难题 短板 环节 方面 模块 场景 平台 中心(?!任务) 项目 载体
        阵地 产业 系列 单元 节点 要素 措施 重点
    """)
)
#: 零 before what is counted says that there was none; before these it does not.
_NOT_NONE = re.compile(
    any_of("""
        # parts of words
        散 售 碎 工 星 食 丁 余 乱 落 陵 部件 件 钱 花 用 头 和 壹 一 二 三 的
        # places on a scale
        下 时 点 起点 基础 距离
        # slogans
        容忍 跑腿 跑动 门槛 排放 担保 接触 敲 材料 证明 等待 延迟
        # prices and rates
        成本 首付 利率 关税 失误率
    """)
)

# --- 一 -------------------------------------------------------------------------------------
#: 一 with a measure word is an article unless something counts: a verb, a frequency, a bound.
_COUNTING_ONE = re.compile(
    any_of(r"""
        召开 开展 举办 举行 组织 新建 建成 新增 修建? 架 完成 培育 引进 仅有? 共有? 只有 安排
        每[^，。；]{1,6} 至少 不少于 增加 减少 [少多](?!于) 开设 达成 设立 配备 选派 派出 慰问 走访
        调解 接待 查处 发现 发生 (?<!指)派 储备 选拔
        实施 组建 观看 接访 来访 谋划 推荐 表彰 争取 编制 调处
        受理 排查 摸排 制定 签订 出台 捐[赠献] 发放 获得? (?<!没)有 剩下? 建 买 种 拆除 更换 化解
        办 各 派来 调来 选出 选上 送来 分来 增派 下派
    """)
    + "了?(?:掉)?$"
)
#: Words behind 一个 with which it stays an article.
_ONE_AFTER = re.compile(
    any_of("""
        重要 整体 系统 新的? 好 大(?!会) 小(?!学|组|时) 更 良 长 共同 中心 目标 方面 样 缩影 过程
        亮点 难题 名字 时期 个 环节 支点 抓手 体系 字 地方 以 由 又 接 国家 政党 民族 时代 完整
        全 别开 特殊 深刻 生动 场 次
    """)
)
#: With these 一 counts unless a word around it says otherwise, and with those it never does.
_COUNTS_ONE = frozenset(words("起 座 所 栋 台 辆 元 吨 公里 票 例 处 口 株 头"))
_NEVER_ONE = frozenset(words("种 样 片 段 道 点 块 类 层 面"))
_FREQUENCIES = words("每周 每月 每年 每日 每天")
#: 化解纠纷一件。 stands at an end, or before the next count; 其中一件 picks one out.
_STOP_NEXT = re.compile(
    r"[，。；、！）)\n\d]|$|[一二两三四五六七八九十]+(?:[名户次件个项条家支]|人次?)"
)
#: ，一名镇村干部获得表彰: people who head a clause are counted.
#: 双基项目半打。 and 助理俩， count; 他俩, 夫妻俩, 爷仨 name people.
_FEW_AFTER = re.compile(r"[，。；、！？）)\n]|$|[了呢啊呀]|有余|左右")
_FEW_OF = re.compile(r"[我你他她它咱您爷哥姐弟妹娘母父夫妻婆媳口们这那哪兄嫂叔侄子女孙友伴家人]$")
#: 一起干, 一起来: together.
_TOGETHER = re.compile(r"[干来去走上下做学吃看为把动帮抓过参开组想商坐住玩]")
_STOPPED = re.compile(r"[，。；、：]$")
_ONE_OF = re.compile(r"(?:其中|之|第|某|另|任|每|同|[是为成]|这|那|哪|不)$")
_NO_COUNT_BEFORE = re.compile(
    any_of("又 再 有 这 那 同 新的 前 后 上 下 头 另 某 哪 近 统 唯 第 从 任何 每") + "$"
)
_NO_COUNT_AFTER = re.compile(
    any_of("性 次 度 年 天 来 直 律 致 系列 定 样 共 又 再 比 贯 如 到 生 代 辈")
)


def not_counted(figure: Written, unit: str, before: str, after: str) -> str:
    """Why a figure is none after all; '' where it is one.

    `before` and `after` are some signs of the plain text on either side of it.
    """
    if figure.few:
        return "" if _FEW_AFTER.match(after) and not _FEW_OF.search(before) else "word"
    if figure.first is None:
        return ""
    if figure.first[0].isdigit():
        return _in_digits(figure, figure.first, unit, before, after)
    return _in_characters(figure, figure.first, unit, before, after)


def _in_digits(figure: Written, first: str, unit: str, before: str, after: str) -> str:
    if figure.second:
        return ""
    if unit:
        return "date" if unit == "年" and len(first) == 4 else ""
    if "万" in first or "亿" in first or figure.comparator:
        return ""
    if len(first) > _LONGEST_BARE:
        return "long"
    if first[0] == "0" and first[1:2] not in ("", "."):
        return "code"
    return "" if _BARE_BEFORE.search(before) and _BARE_AFTER.match(after) else "bare"


def _in_characters(figure: Written, first: str, unit: str, before: str, after: str) -> str:
    if figure.odd or (unit == "番" and before.endswith(("翻", "翻了"))):
        return ""
    if first == "零" and not unit:
        return "" if _none(before, after) else "word"
    compared = bool(figure.comparator or figure.tail or figure.within or _UNSURE.search(first))
    if unit:
        return _with_measure(first, unit, compared, before, after)
    sized = len(first) > 1 and _SIZED.search(first)
    if _LARGE.match(first):
        return ""
    return (
        ""
        if (compared or sized) and _BARE_AFTER.match(after) and not before.endswith("第")
        else "word"
    )


def _none(before: str, after: str) -> bool:
    """零事故, 事故为零: there was none; not 零距离."""
    if before.endswith(("为", "至", "到")):
        return True
    return bool(_HAN_NEXT.match(after)) and not _NOT_NONE.match(after)


def _with_measure(first: str, unit: str, compared: bool, before: str, after: str) -> str:
    if unit in _OCCASIONS and _HELD.search(before):
        return ""
    if unit in _NOT_WITH_HAN and not (unit == "点" and _POINTS_MADE.match(after)):
        many = len(first) > 2 and any(sign in first for sign in "十百千")
        return "" if many or (compared and unit not in ("分", "点")) else "word"
    if unit == "大" and not _GENERAL.match(after):
        return "name"
    if first[0] in "百千万亿" and not compared:
        return _begins_with_place(first, unit, after)
    if first == "一" and not compared and not _one_counts(unit, before, after):
        return "word"
    if first in ("零", "〇"):
        return "" if counts_whole(unit) and unit not in ("件", "头", "票", "点") else "word"
    return ""


def _begins_with_place(first: str, unit: str, after: str) -> str:
    """千亩茶园 and 亿元项目 count; 百家争鸣 and 单位：万元 do not."""
    if unit in ("亩", "元", "吨", "斤") and "\u4e00" <= after[:1] <= "\u9fff":
        return ""
    return "word" if len(first) == 1 or DIGITS.keys().isdisjoint(first) else ""


def _one_counts(unit: str, before: str, after: str) -> bool:
    if _STOP_NEXT.match(after) and not _ONE_OF.search(before):
        return True
    if unit in _NEVER_ONE or (unit == "起" and _TOGETHER.match(after)):
        return False
    if unit in ("名", "位") and _STOPPED.search(before):
        return not _ONE_AFTER.match(after)
    counting = bool(_COUNTING_ONE.search(before))
    if unit not in _COUNTS_ONE:
        return counting and not _ONE_AFTER.match(after)
    if not (counting or before.endswith(_FREQUENCIES)) and _NO_COUNT_BEFORE.search(before):
        return False
    return not _NO_COUNT_AFTER.match(after)
