"""党员: figures about what party members do."""

from django.utils.translation import gettext_lazy as _

from jishi.indicators.expression import f
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count
from jishi.indicators.timing import InForce, YearToDate

TABLE = (
    Indicator(
        key="warning_screenings", zh=_("警示教育片观看"), unit="次", chapter="members",
        definition=_("今年1月1日到截止日组织集中观看警示教育片的次数，取消的不算。"),
        fact="activity", kind=f.kind == "warning_screening", where=f.cancelled_on.missing(),
        time=YearToDate("on"), measure=Count(), columns=("attendance",),
        said=("警示教育片", "警示片", "警示教育影片", "警示教育 观看", "警示教育专题片",
            "警示教育 片子",
            "警示教育 片", "警示教育 看片", "?警示教育", "?片子", "?看片"),
    ),
    Indicator(
        key="responsibility_zones", zh=_("党员责任区"), unit="个", chapter="members",
        definition=_("截止日设着的党员责任区。"),
        fact="duty_unit", kind=f.kind == "responsibility_zone", time=InForce(), measure=Count(),
        said=("责任区", "党员责任区"),
    ),
    Indicator(
        key="demonstration_posts", zh=_("党员示范岗"), unit="个", chapter="members",
        definition=_("截止日设着的党员示范岗。"),
        fact="duty_unit", kind=f.kind == "demonstration_post", time=InForce(), measure=Count(),
        said=("示范岗", "党员示范岗", "先锋示范岗"),
    ),
    Indicator(
        key="commando_teams", zh=_("党员突击队"), unit="支", chapter="members",
        definition=_("截止日建着的党员突击队。"),
        fact="organisation", kind=f.kind == "commando_team", time=InForce(), measure=Count(),
        said=("突击队", "党员突击队"),
    ),
    Indicator(
        key="service_teams", zh=_("党员服务队"), unit="个", chapter="members",
        definition=_("截止日建着的党员服务队。"),
        fact="organisation", kind=f.kind == "service_team", time=InForce(), measure=Count(),
        counted_in=("支",), said=("服务队", "党员服务队", "党员志愿服务队"),
    ),
    Indicator(
        key="volunteer_activities", zh=_("党员志愿活动"), unit="次", chapter="members",
        written="more_than",
        definition=_("今年1月1日到截止日开展的党员志愿活动，取消的不算。"),
        fact="activity", kind=f.kind == "volunteering", where=f.cancelled_on.missing(),
        time=YearToDate("on"), measure=Count(), columns=("attendance",),
        said=("党员志愿活动", "志愿服务活动", "志愿活动", "党员志愿服务", "志愿服务", "志愿者 出动",
            "志愿者 活动", "志愿 服务", "志愿 活动",
            "?志愿者"),
    ),
)  # fmt: skip
