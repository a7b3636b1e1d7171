"""群众: figures about people's concerns."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jishi.indicators.expression import as_of, f, in_force
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Reaches, Share, Sum, different
from jishi.indicators.timing import InForce, Since, UnderWay, YearToDate

SINCE_2023 = date(2023, 1, 1)
ROLES = ("linked_leader", "linked_cadre", "village_link", "grid_member")
LINKED = f.role.is_in(*ROLES) & in_force("link_since", "link_until")
#: Words that tell of a dispute, as of other matters, that it was settled.
SETTLED = ("办结", "处理", "处置", "解决", "了结", "平息")
HOUSEHOLD_IN_FORCE = in_force("household_since", "household_until")

TABLE = (
    Indicator(
        key="villager_groups", zh=_("村民组"), unit="个", chapter="concerns",
        definition=_("截止日的村民组。"),
        fact="place", kind=f.level == "group", time=InForce(), measure=Count(),
        said=("全镇 村民组", "村民组", "村民小组", "户 ^组", "?^组"),
    ),
    Indicator(
        key="households", zh=_("农户"), unit="户", chapter="concerns",
        definition=_("截止日在册的农户，截止日当天销户的不算。"),
        fact="household", time=InForce(), measure=Count(),
        said=("农户总数", "农户数", "有农户", "全镇 农户", "全镇 ^户", "现有 农户", "辖 农户",
            "村民组 ^户", "组 ^户", "共有 农户", "在册 农户", "户 包保", "农户 包保", "总户数",
            "?农户",
            "?^户", "?住户"),
    ),
    Indicator(
        key="household_coverage", zh=_("农户包保覆盖率"), unit="%", chapter="concerns",
        definition=_("截止日在册农户里，联村领导、联村干部、村“两委”、网格员四员齐全的占多少。"),
        fact="household_link", time=InForce(), universal=True,
        measure=Share("household", reaches=Reaches(
            different("role", LINKED, among=ROLES), ">=", len(ROLES))),
        aliases=("全覆盖", "包村联户"),
        said=("包保 全覆盖", "农户 全覆盖", "户 全覆盖", "包村联户 全覆盖", "包保 覆盖率",
            "农户 覆盖率", "包保农户覆盖率", "四员 农户 覆盖率", "包保 覆盖", "四级责任人 占",
            "责任人 农户 占", "包保 均", "联户 均", "农户 包保率", "包保率", "包户率", "联户率",
            "包保到户率", "包保到户",
            "四员齐全 户", "包户 到位", "包户 覆盖", "联户 覆盖", "四员 齐全"),
    ),
    Indicator(
        key="group_coverage", zh=_("村民组包保覆盖率"), unit="%", chapter="concerns",
        definition=_("截止日的村民组里，组内每户四员都齐全的占多少；没有农户的组算齐全。"),
        fact="group_link", time=InForce(), universal=True,
        measure=Share("group", reaches=Reaches(
            different("household_role", LINKED & HOUSEHOLD_IN_FORCE), "=", len(ROLES),
            different("household", HOUSEHOLD_IN_FORCE))),
        said=("村民组 全覆盖", "村民组 覆盖率", "村民组 包保 覆盖"),
    ),
    Indicator(
        key="visit_batches", zh=_("接待来访批次"), unit="批", chapter="concerns",
        definition=_("今年1月1日到截止日开门接访的批次，一批算一批。"),
        fact="reception", kind=f.kind == "open_day", time=YearToDate("on"), measure=Count(),
        columns=("heads",),
        said=("来访", "接访", "接待群众", "群众来访", "信访接待"),
    ),
    Indicator(
        key="visit_persons", zh=_("接待来访人次"), unit="人次", chapter="concerns",
        definition=_("今年1月1日到截止日开门接访的人次，各批相加。"),
        fact="reception", kind=f.kind == "open_day", time=YearToDate("on"), measure=Sum("heads"),
        said=("来访", "接访", "接待群众", "群众来访", "信访接待"),
    ),
    Indicator(
        key="disputes_found", zh=_("矛盾纠纷摸排"), unit="件", chapter="concerns",
        definition=_("今年1月1日到截止日登记的矛盾纠纷，一件算一件。"),
        fact="matter", kind=f.family == "dispute", time=YearToDate("opened_on"),
        measure=Count(), columns=("closed_on", "outcome"),
        said=("摸排 矛盾纠纷", "排查 矛盾纠纷", "登记 矛盾纠纷", "受理 矛盾纠纷", "矛盾纠纷",
            "摸排 纠纷", "排查 纠纷", "登记 纠纷", "受理 纠纷", "摸排 矛盾", "排查 矛盾",
            "登记 矛盾", "登记在册 矛盾", "纠纷 登记", "矛盾 登记", "纠纷 受理", "纠纷 摸排",
            "纠纷 排查", "矛盾 摸排", "矛盾 排查", "?纠纷", "?矛盾", "?扯皮", "?吵架", "?吵嘴",
            "?拌嘴", "?烦心事"),
    ),
    Indicator(
        key="disputes_mediated", zh=_("矛盾纠纷调解成功"), unit="件", chapter="concerns",
        definition=_("今年1月1日到截止日登记、到截止日已经达成协议的矛盾纠纷。"),
        fact="matter", kind=f.family == "dispute",
        where=(f.outcome == "agreement") & (f.closed_on <= as_of),
        time=YearToDate("opened_on"), measure=Count(), of_whole=True,
        columns=("closed_on", "outcome"), aliases=("调解成功",),
        said=("调解成功", "成功调解", "成功调解 矛盾纠纷", "调解成功 矛盾纠纷", "调处 矛盾纠纷",
            "化解 矛盾纠纷", "调解 矛盾纠纷", "矛盾纠纷 调解成功", "矛盾纠纷 成功化解", "成功化解",
            "达成调解协议", "调解 协议", "调处成功", "化解矛盾纠纷", "矛盾纠纷 化解",
            "纠纷 化解", "纠纷 调解", "纠纷 调成", "调成", "纠纷 调处", "矛盾 化解", "矛盾 调解",
            "矛盾 调处", "握手言和",
            "调处 成功", "调解 成功", "化解 成功", "?调处", "?调解",
            *(f"{verb} {what}" for verb in SETTLED for what in ("矛盾纠纷", "纠纷", "矛盾")),
            *(f"{what} {verb}" for what in ("纠纷", "矛盾") for verb in SETTLED),
            "纠纷 调解成", "纠纷 和解", "纠纷 达成和解", "矛盾 调成"),
    ),
    Indicator(
        key="double_base_projects", zh=_("双基建设项目"), unit="个", chapter="concerns",
        definition=_("归入双基建设、2023年以来在建过的项目，从开工算到竣工或终止。"),
        fact="project", kind=f.programmes.has("double_base"),
        time=UnderWay("started_on", "closed_on", SINCE_2023), measure=Count(),
        columns=("started_on", "closed_on"), aliases=("双基",),
        said=("双基 项目", "双基建设项目", "双基项目", "双基 工程"),
    ),
    Indicator(
        key="livelihood_tasks", zh=_("为民办实事"), unit="件", chapter="concerns",
        definition=_("2023年1月1日到截止日办成的为民实事，按办成之日算。"),
        fact="matter", kind=f.kind == "livelihood_promise", where=f.outcome == "completed",
        time=Since("closed_on", SINCE_2023), measure=Count(), columns=("closed_on", "outcome"),
        said=("为民办实事", "民生实事", "为民实事", "办实事", "办成 实事", "实事 办",
            "实事 办成", "实事 办结", "民生 实事", "?实事"),
    ),
    Indicator(
        key="platform_matters", zh=_("绩事绩办平台化解矛盾纠纷"), unit="件", chapter="concerns",
        definition=_("从绩事绩办平台来、2023年1月1日到截止日达成协议的矛盾纠纷。"),
        fact="matter", kind=(f.family == "dispute") & (f.channel == "platform"),
        where=f.outcome == "agreement", time=Since("closed_on", SINCE_2023), measure=Count(),
        columns=("closed_on", "outcome"), aliases=("绩事绩办",),
        said=("绩事绩办 矛盾纠纷", "绩事绩办 化解", "绩事绩办 办理", "绩事绩办", "绩事绩办 解决",
            "平台 化解矛盾纠纷", "平台 化解 矛盾纠纷", "平台 化解 纠纷", "平台 化解 矛盾",
            "绩事绩办 握手言和", "绩事绩办 调解", "绩事绩办 调成", "绩事绩办 调处", "绩事绩办 和解",
            "绩事绩办 纠纷", "绩事绩办 矛盾", "?平台 握手言和", "?平台 调解", "?平台 调成",
            "?平台 化解", "?平台 办结"),
    ),
    Indicator(
        key="measures", zh=_("帮扶措施"), unit="条", chapter="concerns",
        definition=_("2023年1月1日到截止日制定的帮扶措施，一条算一条，不论落实没有。"),
        fact="measure", time=Since("drawn_up_on", SINCE_2023), measure=Count(),
        columns=("carried_out_on",),
        said=("帮扶措施", "制定 帮扶措施", "落实 帮扶措施", "帮扶 措施", "帮扶 条措施",
            "?措施", "?^措施"),
    ),
)  # fmt: skip
