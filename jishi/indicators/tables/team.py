"""班子: figures about the leading team."""

from django.utils.translation import gettext_lazy as _

from jishi.indicators.expression import as_of, f, in_force, years_ago
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Distinct, Share
from jishi.indicators.timing import Happened, InForce, YearToDate

LEADING = f.family.is_in("party_committee", "town_government", "village_team")
CITY_OR_ABOVE = f.honour_level.is_in("city", "province", "nation")

TABLE = (
    Indicator(
        key="linked_leaders", zh=_("指导村级抓党建的党委班子成员"), unit="人", chapter="team",
        definition=_("截止日正在指导村级抓党建、同时在镇党委班子任职的人，一人算一名。"),
        fact="link_post", kind=f.kind == "village_guidance",
        where=(f.post_family == "party_committee") & in_force("post_since", "post_until"),
        time=InForce(), measure=Distinct("person"), aliases=("书记抓、抓书记",),
        said=("党委班子成员 指导", "班子成员 包抓", "镇党委 班子成员 村", "党委班子成员 抓党建",
            "党委班子成员 对口", "党委班子成员 点对点", "党委班子成员 联系", "班子成员 对口联系",
            "党委委员 联系", "党委委员 指导", "党委领导 指导", "书记抓抓书记 班子成员",
            "结对 党委班子成员", "结对 班子成员"),
    ),
    Indicator(
        key="villages", zh=_("村"), unit="个", chapter="team",
        definition=_("截止日的行政村，一村算一个。"),
        fact="place", kind=f.level == "village", time=InForce(), measure=Count(),
        aliases=("行政村",),
        said=("全镇 ^村", "指导 ^村", "党委班子成员 ^村", "下辖 ^村", "辖 ^村", "现有 ^村",
            "共有 ^村", "下辖 行政村", "辖 行政村", "现有 行政村", "共有 ^行政村", "下辖 ^行政村",
            "全镇 ^行政村", "现有 ^行政村", "辖 ^行政村", "?^村", "?行政村", "?^行政村"),
    ),
    Indicator(
        key="classrooms", zh=_("学习课堂"), unit="类", chapter="team",
        definition=_("截止日在用的学习课堂有几类，同一类开几处只算一类。"),
        fact="classroom", time=InForce(), measure=Distinct("kind"), aliases=("六大课堂",),
        said=("课堂", "学习课堂"),
    ),
    Indicator(
        key="leading_team", zh=_("镇村领导班子成员"), unit="人", chapter="team",
        definition=_("截止日在镇党委、镇政府、人大或村班子任职的人，一人几职只算一名。"),
        fact="post", kind=LEADING, time=InForce(), measure=Distinct("person"),
        aliases=("班子成员",),
        said=("?班子成员", "镇村领导班子", "镇、村领导班子", "镇村两级班子", "村两级领导班子",
            "两级班子成员", "两级领导班子成员", "镇村班子", "镇、村班子", "镇村两级领导班子",
            "镇村干部 班子",
            "?镇村干部", "?村班子", "?村领导班子", "?班子"),
        counted_in=("个", "号人"),
    ),
    Indicator(
        key="committee_meetings", zh=_("党委会"), unit="次", chapter="team", level="town",
        definition=_("今年1月1日到截止日开的镇党委会，一次算一次，取消的不算。"),
        fact="activity", kind=f.kind == "committee_meeting", where=f.cancelled_on.missing(),
        time=YearToDate("on"), measure=Count(),
        said=("党委会", "党委会议", "党委会会议", "召开党委扩大会", "党委（扩大）会",
            "党委(扩大)会", "镇党委 会议"),
    ),
    Indicator(
        key="theory_sessions", zh=_("理论中心组学习"), unit="次", chapter="team", level="town",
        definition=_("今年1月1日到截止日开展的理论学习中心组学习，取消的不算。"),
        fact="activity", kind=f.kind == "theory_session", where=f.cancelled_on.missing(),
        time=YearToDate("on"), measure=Count(), aliases=("中心组学习",),
        said=("中心组学习", "理论中心组", "理论学习中心组", "中心组集中学习", "中心组"),
    ),
    Indicator(
        key="theory_lectures", zh=_("理论宣讲"), unit="次", chapter="team", written="more_than",
        definition=_("今年1月1日到截止日开展的理论宣讲，取消的不算。"),
        fact="activity", kind=f.kind == "lecture", where=f.cancelled_on.missing(),
        time=YearToDate("on"), measure=Count(), columns=("attendance",),
        said=("理论宣讲", "宣讲活动", "理论政策宣讲", "宣讲"),
    ),
    Indicator(
        key="reserve_cadres", zh=_("村级后备干部"), unit="人", chapter="team",
        definition=_("雏鹰工程开始以来先后选拔进村级后备的人，后来怎样都算，一人算一次。"),
        fact="reserve", kind=f.kind == "village_reserve",
        where=f.programme_since.missing() | (f.since >= f.programme_since),
        time=Happened("since"), measure=Distinct("person"), aliases=("雏鹰工程",),
        counted_in=("个",),
        said=("村级后备干部", "村后备干部", "后备干部", "村级后备力量", "村级后备",
            "村级后备人才", "村后备", "后备人才", "雏鹰", "?后备"),
    ),
    Indicator(
        key="reserve_secretaries", zh=_("党组织书记后备力量"), unit="人", chapter="team",
        definition=_("截止日在库的党组织书记后备，一人算一次。"),
        fact="reserve", kind=f.kind == "secretary_reserve", time=InForce(),
        measure=Distinct("person"), counted_in=("个",),
        said=("书记后备力量", "党组织书记后备", "书记后备", "后备书记", "书记后备人选",
            "书记 后备", "书记接班人", "书记 接班人", "支书后备", "支书 后备", "?接班人"),
    ),
    Indicator(
        key="village_assistants", zh=_("到村任职的镇干部"), unit="名", chapter="team",
        definition=_("截止日派到村任村委会主任助理的镇干部，一人算一名。"),
        fact="posting", kind=f.kind == "village_assistant", time=InForce(),
        measure=Distinct("person"), counted_in=("个",),
        said=("主任助理", "任 村委会主任助理", "到村任职", "派驻 村任职", "到村任 助理",
            "村 任职", "下派 村 任职", "到村 助理"),
    ),
    Indicator(
        key="cross_posted", zh=_("上下交叉挂职干部"), unit="名", chapter="team", level="town",
        definition=_("截止日正在上下交叉挂职的领导干部，一人算一名。"),
        fact="posting", kind=f.kind == "cross_posting", time=InForce(),
        measure=Distinct("person"), counted_in=("个",), aliases=("交叉挂职",),
        said=("交叉挂职", "上下挂职", "上下交流 挂职", "双向挂职", "上下 挂职", "?挂职干部"),
    ),
    Indicator(
        key="team_under_40_share", zh=_("镇班子40周岁以下占比"), unit="%", chapter="team",
        level="town",
        definition=_("截止日镇领导班子里还没过41岁生日的人，占镇领导班子人数的比例。"),
        fact="post", kind=f.family.is_in("party_committee", "town_government"), time=InForce(),
        measure=Share("person", part=f.birth_on > years_ago(41)), columns=("age",),
        said=("40周岁以下 占比", "40周岁以下 占", "40岁以下 占比", "40岁以下 占",
            "四十周岁以下 占", "40周岁及以下 占",
            "班子 年轻人", "班子 年轻干部", "40周岁以下 比重", "40周岁以下 比例", "40岁以下 比例",
            "40岁以下 比重", "四十岁以下 占", "班子 40岁以下", "班子 40周岁以下", "班子 四十岁以下",
            "班子 四十周岁以下", "?40岁以下", "?40周岁以下", "?四十岁以下",
            "四十岁以下 镇领导", "40岁以下 镇领导",
            "40周岁以下 过半", "四十岁以下 过半"),
    ),
    Indicator(
        key="honoured_members", zh=_("获市级以上荣誉的班子成员"), unit="名", chapter="team",
        definition=_("截止日在任的镇村班子成员里，到截止日得过市级及以上荣誉的人。"),
        fact="post_honour", kind=LEADING, where=CITY_OR_ABOVE & (f.awarded_on <= as_of),
        time=InForce(), measure=Distinct("person"), columns=("honour_level",),
        said=("班子成员 荣誉", "班子成员 市级 荣誉", "班子成员 表彰", "班子 市级以上荣誉",
            "领导干部 市级 荣誉", "市级以上荣誉", "市级及以上荣誉", "班子成员 奖",
            "班子 市级 奖", "班子 市级 荣誉", "成员 市级以上", "市级以上表彰", "市级及以上表彰",
            "班子成员 市里 表彰", "成员 市级表彰", "成员 市级 奖", "干部 市里 表彰"),
    ),
    Indicator(
        key="first_topic", zh=_("党委会落实第一议题"), unit="%", chapter="team", level="town",
        definition=_("今年以来的镇党委会里，第1项是第一议题的占多少，取消的会不算。"),
        fact="meeting_item", kind=f.kind == "committee_meeting",
        where=f.cancelled_on.missing(), time=YearToDate("on"), universal=True,
        measure=Share("meeting", part=(f.position == 1) & (f.first_topic == True)),  # noqa: E712
        aliases=("第一议题",),
        said=("第一议题 率", "第一议题 占", "第一议题 落实", "落实第一议题"),
    ),
)  # fmt: skip
