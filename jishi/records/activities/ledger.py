"""活动台账: columns of the sheets of activities, agendas and classrooms."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.activities import rules
from jishi.records.activities.models import Activity, AgendaItem, Classroom
from jishi.records.columns import (
    KIND,
    NOTE,
    NUMBER,
    ON,
    PROGRAMMES,
    SINCE,
    UNTIL,
    interval,
    place,
)

ACTIVITIES = Ledger(
    key="activities", model=Activity, zh=_("活动"), prefix="HD", title="title", date="on",
    check=rules.activity,
    help=_("会议、学习、宣讲、放映、志愿、助企，一次一行。取消的填取消日，不要删。"),
    columns=(
        NUMBER, ON, KIND,
        Column("title", _("内容"), required=True, aliases=("活动内容", "主题", "影片")),
        place("town", "village", "group"),
        Column("venue", _("地点"), help=_("党群服务中心、远教广场等。")),
        Column("attendance", _("人次"), "int", low=0, high=100000, unit=_("人次"), total=True,
               aliases=("参加人数",)),
        Column("lead", _("牵头人"), "link", to="persons", doer=True),
        Column("cancelled_on", _("取消日"), "date", listed=False),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
AGENDA = Ledger(
    key="agenda", model=AgendaItem, zh=_("议题"), prefix="YT", title="title",
    check=rules.item, settle=rules.settle_item,
    help=_("会上一项议题一行；第1项是第一议题的填“是”。"),
    columns=(
        NUMBER,
        Column("meeting", _("会议"), "link", required=True, to="activities",
               help=_("填会议在“活动”表里的编号。")),
        Column("position", _("第几项"), "int", required=True, low=1, high=99),
        Column("title", _("议题"), required=True),
        Column("first_topic", _("是第一议题"), "bool"),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
CLASSROOMS = Ledger(
    key="classrooms", model=Classroom, zh=_("学习课堂"), prefix="KT", title="kind", date="since",
    check=interval, exclusive=rules.one_classroom,
    help=_("纪律课堂、榜样课堂等，设着一处一行；同一类几处只算一类。"),
    columns=(
        NUMBER,
        Column("kind", _("课堂"), "kind", required=True),
        place("town", "village"),
        Column("venue", _("地点")),
        Column("lead", _("负责人"), "link", to="persons"),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [ACTIVITIES, AGENDA, CLASSROOMS]
