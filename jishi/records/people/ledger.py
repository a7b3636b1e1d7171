"""人员与组织的台账: columns of the people's sheets."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.columns import KIND, NOTE, NUMBER, ON, PROGRAMMES, SINCE, UNTIL, place
from jishi.records.people import rules
from jishi.records.people.models import (
    HONOUR_LEVELS,
    RESERVE_OUTCOMES,
    SECTORS,
    Honour,
    Organisation,
    Person,
    Post,
    Posting,
    Reserve,
)

PERSON = Column("person", _("人员"), "link", required=True, to="persons", aliases=("姓名",))

PERSONS = Ledger(
    key="persons", model=Person, zh=_("人员"), prefix="RY", title="name",
    help=_("担任职务、承担责任或获得荣誉的人。不收身份证号和私人电话。"),
    columns=(
        NUMBER,
        Column("name", _("姓名"), required=True),
        place("town", "village", zh=_("所在单位地方")),
        Column("birth_on", _("出生日期"), "date", low=1900, private=True, listed=False,
               help=_("只用来算年龄；别处只显示年龄。")),
        Column("duty_phone", _("值班电话"), "phone"),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
ORGANISATIONS = Ledger(
    key="organisations", model=Organisation, zh=_("组织"), prefix="ZZ", title="name",
    date="since", check=rules.organisation,
    help=_("党组织、企业、合作社、突击队、服务队。"),
    columns=(
        NUMBER,
        Column("name", _("名称"), required=True),
        KIND,
        place("town", "village"),
        Column("sector", _("经济性质"), "choice", choices=SECTORS,
               help=_("企业和合作社填；党组织不填，随所在单位。")),
        Column("host", _("设在哪个单位"), "link", to="organisations",
               help=_("党组织建在企业里的，填那个企业。")),
        Column("parent", _("上级组织"), "link", to="organisations", listed=False),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
POSTS = Ledger(
    key="posts", model=Post, zh=_("任职"), prefix="RZ", title="person", date="since",
    check=rules.interval, exclusive=rules.one_holder,
    help=_("一人几职就填几行；免去之日当日不计。"),
    columns=(
        NUMBER, PERSON,
        Column("kind", _("职务"), "kind", required=True),
        place("town", "village", "group"),
        Column("organisation", _("所在组织"), "link", to="organisations", listed=False,
               apart=True),
        Column("title", _("职务全称")),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
POSTINGS = Ledger(
    key="postings", model=Posting, zh=_("选派挂职"), prefix="GZ", title="person", date="since",
    check=rules.posting, exclusive=rules.once,
    help=_("到村任职填到那个村；上下交叉挂职都填镇。"),
    columns=(
        NUMBER, PERSON, KIND, place("town", "village"),
        Column("origin", _("派出单位")),
        Column("destination", _("去往单位和职务")),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
RESERVES = Ledger(
    key="reserves", model=Reserve, zh=_("后备干部"), prefix="HB", title="person", date="since",
    check=rules.interval, exclusive=rules.once,
    help=_("“自”填入库之日，“止”填出库之日。"),
    columns=(
        NUMBER, PERSON, KIND, place("town", "village"), SINCE, UNTIL,
        Column("outcome", _("出库去向"), "choice", choices=RESERVE_OUTCOMES, dated="until",
               needs=("until",)),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
HONOURS = Ledger(
    key="honours", model=Honour, zh=_("荣誉"), prefix="HY", title="title", date="on",
    check=rules.honour,
    help=_("给个人的填获得者，给组织的填获得组织；都不填就是给这个地方的。"),
    columns=(
        NUMBER,
        Column("title", _("荣誉名称"), required=True),
        Column("level", _("级别"), "choice", required=True, choices=HONOUR_LEVELS),
        Column("awarder", _("授予单位")),
        Column("person", _("获得者"), "link", to="persons", apart=True),
        Column("organisation", _("获得组织"), "link", to="organisations", apart=True),
        place("town", "village"), ON, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [PERSONS, ORGANISATIONS, POSTS, POSTINGS, RESERVES, HONOURS]
