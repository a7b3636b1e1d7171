"""People 人员: persons, organisations, posts, postings, reserve lists, honours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import Event, Record, State

SECTORS = (("nonpublic", _("非公")), ("public", _("公有")))
HONOUR_LEVELS = (
    ("nation", _("国家级")),
    ("province", _("省级")),
    ("city", _("市级")),
    ("county", _("县级")),
    ("town", _("镇级")),
)
RESERVE_OUTCOMES = (("appointed", _("已任用")), ("left", _("退出")))


class Person(Record):
    """Someone who holds a post, a duty or an honour. Neither identity nor private numbers."""

    LEDGER = "persons"

    name = models.CharField(_("姓名"), max_length=40)
    birth_on = models.DateField(_("出生日期"), null=True, blank=True)
    duty_phone = models.CharField(_("值班电话"), max_length=20, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Organisation(State):
    """A party organisation, enterprise, co-operative or team, in force from founding to end."""

    LEDGER = "organisations"

    kind = models.CharField(_("种类"), max_length=80)
    name = models.CharField(_("名称"), max_length=120)
    sector = models.CharField(_("经济性质"), max_length=12, choices=SECTORS, blank=True, default="")
    host = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="hosted",
        verbose_name=_("设在哪个单位"),
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below",
        verbose_name=_("上级组织"),
    )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Post(State):
    """A post 任职 held by a person in an interval."""

    LEDGER = "posts"

    kind = models.CharField(_("职务"), max_length=80)
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("人员"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="posts",
        verbose_name=_("所在组织"),
    )  # fmt: skip
    title = models.CharField(_("职务全称"), max_length=80, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.person.name} {self.title}".strip()


class Posting(State):
    """A posting 选派挂职: sent up, down or across; belongs to its reporting place."""

    LEDGER = "postings"

    kind = models.CharField(_("种类"), max_length=80)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="postings", verbose_name=_("人员")
    )
    origin = models.CharField(_("派出单位"), max_length=120, blank=True, default="")
    destination = models.CharField(_("去往单位和职务"), max_length=120, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.person.name} {self.destination}".strip()


class Reserve(State):
    """An entry in a reserve list 后备干部, from selection to appointment or leaving."""

    LEDGER = "reserves"

    kind = models.CharField(_("种类"), max_length=80)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="reserves", verbose_name=_("人员")
    )
    outcome = models.CharField(
        _("出库去向"), max_length=12, choices=RESERVE_OUTCOMES, blank=True, default=""
    )

    def __str__(self) -> str:
        return self.person.name


class Honour(Event):
    """An honour 荣誉 awarded to a person, an organisation, or (with neither) to the place."""

    LEDGER = "honours"

    title = models.CharField(_("荣誉名称"), max_length=120)
    level = models.CharField(_("级别"), max_length=12, choices=HONOUR_LEVELS)
    awarder = models.CharField(_("授予单位"), max_length=120, blank=True, default="")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="honours",
        verbose_name=_("获得者"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="honours",
        verbose_name=_("获得组织"),
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title
