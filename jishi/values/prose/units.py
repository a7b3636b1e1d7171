"""Units and measure words 单位、量词: what may stand behind a number, and its plain unit.

`UNITS` maps a written unit to (plain unit, factor): km is 公里, 成 ten per cent.
The multipliers 万 and 亿 belong to the number (万元 → 元). The table is the language's, not a
town's: one list of classifiers, one of measures.
"""

from __future__ import annotations

import re
from fractions import Fraction

from jishi.values.prose.wording import any_of, words

PERCENT = "%"
POINTS = "个百分点"

#: Words that count whole things. 人次 and 人 are two.
_COUNTED = words("""
    # persons and things that take part or are handled
    人次 家次 轮次 辆次 台套 艘次 册次 村次 处次 所次 车辆次 头次 店次 车次 架次 班次 场次 户次 件次
    批次 宗次 例次 台次 天次 届次 课时 学时 人份 人头
    # classifiers
    个 名 人 位 户 家 次 场 期 篇 份 件 项 条 支 批 宗 起 例 桩 所 处 座 栋 幢 间 套 台 辆 艘 架
    部 本 册 张 幅 块 片 面 盏 根 株 棵 头 只 羽 尾 匹 组 轮 班 队 桌 餐 瓶 袋 箱 盒 捆 粒 则 首 曲
    集 章 节 课 讲 堂 票 席 款 档 类 种 样 扇 眼 孔 段 层 对 双 副 把 帮 趟 遍 回 门 字 页 站
    口 道 枚 幕 封 方 具 顶 杆 支队 点 笔 单 卷 句 步 大类 小类 担 届 号人 号店
    床 晚 剂 基 桶 筐 针 车 代 任 石 丈 尺 寸 斗 顷 文 串 罐 壶 坛 局 路 茬 束 枪 艇 盘 碗 朵 垄 畦
    丛 管 炉 窝 圈 拨 伙 行 列 排 炮
    # places and bodies
    院 校 园 村 乡镇 镇 乡 县 市 省 国 社区 街道 企 店
""")
_MEASURED = words("""
    # length, area, volume
    公里 千米 米 厘米 毫米 公分 里 里路 平方公里 平方千米 平方米 平米 平方 公顷 亩 立方米 立方
    升 毫升
    km m cm mm ㎡ m² m2 m³ m3 hm² ml
    # weight
    吨 公斤 千克 克 毫克 微克 斤 市斤 兆 吨位 标准箱 kg
    # time
    年 周 日 天 秒 分钟 小时 分 个月 个小时 工作日 个工作日 日历天 工日 岁 周岁
    学期 个学期 星期 个星期 个学时 个课时 学分 个学分
    # money
    元 圆 块钱 毛 角 美元 港元 欧元 日元 元人民币 人民币
    # shares and rates
    百分点 个百分点 个基点 倍 番 个标准
    # electricity, heat, sound, blood
    千瓦时 千瓦 兆瓦 瓦 兆伏安 千伏 千伏安 伏 度 摄氏度 ℃ 分贝 毫米汞柱 kW MW kWh
    # 3个亿
    亿
""")
_SAME = {
    "平米": "平方米", "m²": "平方米", "m2": "平方米", "㎡": "平方米", "平方千米": "平方公里",
    "立方": "立方米", "m³": "立方米", "m3": "立方米", "圆": "元", "km": "公里", "kg": "千克",
    "百分点": POINTS, "元人民币": "元", "人民币": "元", "hm²": "公顷",
    "cm": "厘米", "mm": "毫米", "m": "米", "kW": "千瓦", "MW": "兆瓦", "kWh": "千瓦时",
    "平方": "平方米", "市斤": "斤", "℃": "摄氏度",
    # 个 before a stretch of time says nothing.
    "个小时": "小时", "个月": "月", "个工作日": "工作日", "个星期": "星期", "个学期": "学期",
    "个学时": "学时", "个课时": "课时", "个学分": "学分",
}  # fmt: skip

UNITS: dict[str, tuple[str, Fraction]] = {
    **{word: (word, Fraction(1)) for word in (*_COUNTED, *_MEASURED)},
    **{word: (plain, Fraction(1)) for word, plain in _SAME.items()},
    "%": (PERCENT, Fraction(1)),
    "‰": ("‰", Fraction(1)),
    "成": (PERCENT, Fraction(10)),
    "块钱": ("元", Fraction(1)),
    "毛": ("元", Fraction(1, 10)),
}
COUNTED = frozenset(_COUNTED)

#: Signs with which a measure word makes another word: 分之, 个别, 条例, 成立, 人民, 家庭 …
_NOT = {
    "个": "别性体",
    "人": "民大口均工才选事类间们心士民物社",
    "家": "庭乡长属家园风教",
    "条": "例件款",
    "成": "立功果效为员年长绩本交品型熟分就都人",
    "分": "之别局管析类布散",
    "部": "门署分委队",
    "方": "面案向式法针",
    "类": "似别型",
    "面": "积向对临貌",
    "点": "多少赞评燃",
    "站": "在位点",
    "行": "动业政为驶",
    "路": "径口段上线灯网面人程基",
    "车": "间辆位库站道",
    "代": "表理替",
    "任": "务何期职命",
    "基": "本层础地",
    "石": "材头",
    "文": "件化明字",
    "局": "面长部级",
    "单": "位元独",
    "把": "手",
    "对": "象于接照口",
    "道": "路德理",
    "期": "间限盼待",
    "节": "约能点日省",
    "课": "堂题程",
    "组": "织成建长",
    "班": "子组",
    "里": "面程的",
    "头": "等号脑条",
    "本": "级市地村镇年月",
    "场": "所地景",
    "所": "有以需谓在",
    "处": "理置于级分",
    "位": "于置居列次",
    "支": "部持撑付出柱",
    "支队": "伍员",
    "起": "来到草步点",
    "届": "时满次",
    "名": "单称义录列",
    "户": "籍口",
    "度": "假过",
    "口": "号径碑岸",
    "门": "口户",
    "票": "否决",
    "市": "场民",
    "国": "家",
    "省": "级",
    "县": "级",
    "村": "级干民",
    "园": "区",
    "校": "长园",
    "院": "长士",
    "企": "业",
    "层": "次面级",
    "段": "时",
    "样": "本板子式",
    "种": "植子养类",
    "片": "区面",
    "项": "目",
    "集": "中体团成",
    "讲": "话述解",
    "份": "额",
    "步": "伐",
    "首": "先次要",
    "角": "度色",
    "周": "边期",
    "日": "常益程",
    "天": "然气下",
    "米": "粉面",
    "次": "要序生",
    "批": "准复评发",
    "例": "如会外行",
    "排": "查名序",
    "列": "入为",
    "管": "理",
    "双": "方",
    "字": "样号",
}
_BY_LENGTH = sorted(UNITS, key=len, reverse=True)


def _pattern(word: str) -> str:
    forbidden = _NOT.get(word, "")
    ahead = f"(?![{forbidden}])" if forbidden else ""
    if word.isascii() and word != "%":
        ahead = "(?![A-Za-z0-9])"
    return re.escape(word) + ahead


UNIT = "(?:" + "|".join(map(_pattern, _BY_LENGTH)) + ")"
#: 元/亩, 吨/亩: what is told per thing.
_THING = any_of("""
    亩 吨 公斤 千克 斤 平方米 人次 人 户 年 月 日 天 次 ㎡ 度 千瓦时 公里 只 头 株 个 立方米 小时
    分钟 秒 学时 课时 公顷 村 件 场 辆 台 车 床 米 套 间 棵 班 生 袋 升
""")
PER = rf"(?:/{_THING}(?:[/·]{_THING})?)?"


def plain_unit(written: str) -> tuple[str, Fraction]:
    """The plain unit of a written one, and how many of it one of those is."""
    head, slash, tail = written.partition("/")
    unit, factor = UNITS.get(head, (head, Fraction(1)))
    return unit + slash + tail, factor


def counts_whole(unit: str) -> bool:
    """True where the unit counts whole things (次, 户), False for what is measured (元, 亩, %)."""
    return unit in COUNTED
