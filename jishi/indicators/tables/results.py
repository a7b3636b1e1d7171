"""实绩: figures about results."""

from django.utils.translation import gettext_lazy as _

from jishi.indicators.expression import as_of, f
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Groups, Reaches, Sum, total
from jishi.indicators.timing import Happened, InForce, LastFullYear, YearToDate

FEN = 100
STRONG_FEN = 500_000 * FEN  # 强村: operating income of 500 000 yuan a year (the town's practice)
ACTION_PLAN = f.programmes.has("action_plan")
NOT_ENDED = ~((f.outcome == "terminated") & (f.closed_on <= as_of))

TABLE = (
    Indicator(
        key="nonpublic_orgs", zh=_("非公企业党组织"), unit="个", chapter="results",
        definition=_("截止日建在非公企业里的党组织，党委、总支、支部、联合支部都算，综合党委不算。"),
        fact="organisation", kind=f.family == "party_organisation",
        where=f.host_sector == "nonpublic", time=InForce(), measure=Count(),
        aliases=("非公党组织",),
        said=("非公企业党组织", "非公党组织", "非公企业 党组织", "非公 党组织",
            "两新 非公 党组织", "企业党组织", "企业 党组织", "民企 党组织", "企业 建起党组织"),
    ),
    Indicator(
        key="enterprise_activities", zh=_("助企活动"), unit="次", chapter="results",
        written="more_than",
        definition=_("今年1月1日到截止日开展的助企活动，取消的不算。"),
        fact="activity", kind=f.family == "enterprise_support", where=f.cancelled_on.missing(),
        time=YearToDate("on"), measure=Count(), columns=("attendance",),
        said=("助企活动", "助企", "助企发展 活动", "百企联百村 活动", "企业 活动", "帮办 企业",
            "助企纾困", "帮企业", "帮企", "服务企业", "助企 服务"),
    ),
    Indicator(
        key="collective_income", zh=_("村集体经济经营性收入"), unit="元", chapter="results",
        definition=_("上一个完整年度村集体的经营性收入之和，补助和捐赠不算。"),
        fact="income", kind=f.family == "operating", time=LastFullYear("on"),
        measure=Sum("amount_fen", per=FEN), aliases=("村集体经济收入",),
        said=("集体经济 经营性收入", "集体经营性收入", "集体经济收入", "集体经济总收入",
            "集体收入", "经营性收入", "集体经营收入", "村集体 经营性 收入", "?集体经济",
            "?村集体 收入", "?村集体 进账", "?进账"),
    ),
    Indicator(
        key="strong_villages", zh=_("经营性收入50万元以上的村"), unit="个", chapter="results",
        definition=_("上一个完整年度经营性收入达到50万元的村，含50万元。"),
        fact="income", kind=f.family == "operating", time=LastFullYear("on"),
        measure=Groups("village", Reaches(total("amount_fen"), ">=", STRONG_FEN), per=FEN),
        aliases=("强村",),
        said=("强村", "50万元以上 强村", "50万元以上 ^村", "^村 超过50万元", "50万元 ^村",
            "50万元以上 的村", "达到50万元 的村", "过50万元 的村", "超过50万元 的村",
            "超50万元 ^村", "达到50万元 ^村", "经营性收入 50万元以上 ^村",
            "经营性收入50万元以上的村", "50万元 门槛", "50万元 大关", "五十万元 大关",
            "50万元 强村",
            "五十万元 门槛", "五十万元 ^村", "五十万元以上 ^村",
            "超过50万 的村", "超50万 的村", "过50万 的村",
            "超过五十万 的村", "过五十万 的村", "五十万以上 的村", "50万以上 的村",
            "50万元 的有", "50万元以上 的有", "50万 的有", "50万 ^村", "五十万 ^村"),
    ),
    Indicator(
        key="projects", zh=_("谋划实施项目"), unit="个", chapter="results",
        definition=_("行动方案里到截止日已经谋划的项目，终止的不算，竣工的还算。"),
        fact="project", kind=ACTION_PLAN, where=NOT_ENDED, time=Happened("planned_on"),
        measure=Count(), columns=("planned_fen", "outcome"),
        said=("谋划实施项目", "谋划项目", "谋划实施 项目", "行动方案 项目", "实施项目", "在册项目",
            "?方案 项目", "?行动方案", "?项目",
            "?^项目"),
    ),
    Indicator(
        key="total_investment", zh=_("项目总投资"), unit="元", chapter="results",
        definition=_("行动方案里到截止日已经谋划、没有终止的项目，总投资相加。"),
        fact="project", kind=ACTION_PLAN, where=NOT_ENDED, time=Happened("planned_on"),
        measure=Sum("planned_fen", per=FEN), columns=("outcome",),
        said=("总投资", "计划总投资", "总投资额", "!双基 总投资", "行动方案 投资",
            "行动方案 盘子", "项目 盘子", "总盘子", "谋划 项目 投资", "?行动方案",
            "?项目 ^投资", "?项目 投资",
            "?盘子"),
    ),
    Indicator(
        key="village_plans", zh=_("示范片区村庄规划编制完成"), unit="个", chapter="results",
        definition=_("示范片区里到截止日编制完成的村庄规划，批没批复都算。"),
        fact="plan", kind=f.kind == "village_plan", where=f.zone_kind == "demonstration",
        time=Happened("drafted_on"), measure=Count(), columns=("approved_on",),
        aliases=("村庄规划",),
        said=("村庄规划", "示范片区 规划", "村庄规划编制",
            "^村庄的规划", "?规划 编"),
    ),
)  # fmt: skip
