"""Facts 事实: the sixteen flat tables that declarations read, named without any engine.

Each engine builds them once, joins inside. Besides its own columns every fact has `id`,
`number`, `place` (code of its day) and `town`; `title` says what a row is about.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Text


@dataclass(frozen=True)
class Fact:
    """A flat table: column name → what it is called. `ledger` names where its rows are kept.

    `joined` facts can show one record in several rows; a proof then tells it once.
    `on` is the column that dates a row in a proof. `spans` says of columns that begin or end
    something else than the row what that is; `unknown` what is missing where a joined column is
    empty: there is no post, no honour.
    """

    name: str
    zh: Text
    ledger: str
    columns: dict[str, Text]
    on: str
    joined: bool = False
    shown: tuple[str, ...] = field(default=())
    spans: dict[str, Text] = field(default_factory=dict)
    unknown: dict[str, Text] = field(default_factory=dict)


_STATE = {"since": _("自"), "until": _("止")}
_PERSON = {"person": _("人员"), "person_name": _("姓名")}

FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("place", _("地方"), "groups", {"level": _("级别"), **_STATE, "title": _("名称")},
             on="since"),
        Fact("household", _("农户"), "households", {**_STATE, "title": _("户主")}, on="since"),
        Fact("household_link", _("农户与包保责任"), "households",
             {**_STATE, "household": _("农户"), "title": _("户主"), "role": _("责任"),
              "link_since": _("包保自"), "link_until": _("包保止")},
             on="since", joined=True),
        Fact("group_link", _("村民组、农户与包保责任"), "groups",
             {**_STATE, "group": _("村民组"), "title": _("名称"), "household": _("农户"),
              "household_since": _("农户自"), "household_until": _("农户止"), "role": _("责任"),
              "household_role": _("农户和责任"), "link_since": _("包保自"),
              "link_until": _("包保止")},
             on="since", joined=True),
        Fact("link_post", _("包保责任与责任人任职"), "links",
             {"kind": _("责任"), **_STATE, **_PERSON, "post_family": _("任职类别"),
              "post_since": _("任职自"), "post_until": _("任职止"), "title": _("责任人")},
             on="since", joined=True,
             spans={"post_since": _("任职"), "post_until": _("任职")},
             unknown={"post_family": _("台账里没有记他的任职")}),
        Fact("post", _("任职"), "posts",
             {"kind": _("职务"), "family": _("班子"), **_STATE, **_PERSON,
              "birth_on": _("出生日期"), "age": _("年龄"), "title": _("职务")}, on="since"),
        Fact("post_honour", _("任职与荣誉"), "posts",
             {"kind": _("职务"), "family": _("班子"), **_STATE, **_PERSON,
              "honour_level": _("荣誉级别"), "awarded_on": _("获奖日"), "title": _("荣誉")},
             on="awarded_on", joined=True,
             unknown={"honour_level": _("台账里没有记他的荣誉")}),
        Fact("posting", _("选派挂职"), "postings",
             {"kind": _("种类"), **_STATE, **_PERSON, "title": _("去向")}, on="since"),
        Fact("reserve", _("后备干部"), "reserves",
             {"kind": _("种类"), **_STATE, **_PERSON, "programme_since": _("雏鹰工程开始日"),
              "title": _("姓名")}, on="since"),
        Fact("organisation", _("组织"), "organisations",
             {"kind": _("种类"), "family": _("类别"), **_STATE, "host_sector": _("所在单位性质"),
              "title": _("名称")}, on="since"),
        Fact("duty_unit", _("责任区和示范岗"), "duty_units",
             {"kind": _("种类"), **_STATE, "title": _("名称")}, on="since"),
        Fact("activity", _("活动"), "activities",
             {"kind": _("种类"), "family": _("类别"), "on": _("日期"),
              "cancelled_on": _("取消日"), "attendance": _("人次"), "title": _("内容")},
             on="on"),
        Fact("meeting_item", _("会议与议题"), "activities",
             {"kind": _("种类"), "on": _("日期"), "cancelled_on": _("取消日"),
              "meeting": _("会议"), "position": _("第几项"), "first_topic": _("第一议题"),
              "title": _("内容")},
             on="on", joined=True),
        Fact("classroom", _("学习课堂"), "classrooms",
             {"kind": _("课堂"), **_STATE, "title": _("地点")}, on="since"),
        Fact("matter", _("事项"), "matters",
             {"kind": _("种类"), "family": _("类别"), "channel": _("从哪来"),
              "opened_on": _("登记日"), "closed_on": _("办结日"), "outcome": _("结果"),
              "title": _("什么事")}, on="opened_on"),
        Fact("reception", _("接访"), "receptions",
             {"kind": _("种类"), "on": _("日期"), "heads": _("人次"), "title": _("反映什么")},
             on="on"),
        Fact("measure", _("帮扶措施"), "measures",
             {"kind": _("种类"), "drawn_up_on": _("制定日"), "carried_out_on": _("落实日"),
              "title": _("内容")}, on="drawn_up_on"),
        Fact("income", _("集体收入"), "income",
             {"kind": _("收入类别"), "family": _("性质"), "on": _("日期"),
              "amount_fen": _("金额"), "village": _("村"), "title": _("来源")}, on="on"),
        Fact("project", _("项目"), "projects",
             {"programmes": _("归口项目"), "planned_on": _("谋划日"), "started_on": _("开工日"),
              "closed_on": _("竣工或终止日"), "outcome": _("怎么结束的"),
              "planned_fen": _("总投资"), "title": _("项目名称")}, on="planned_on"),
        Fact("plan", _("规划"), "plans",
             {"kind": _("种类"), "zone_kind": _("片区种类"), "drafted_on": _("编制完成日"),
              "approved_on": _("批复日"), "title": _("规划名称")}, on="drafted_on"),
    )
}  # fmt: skip
