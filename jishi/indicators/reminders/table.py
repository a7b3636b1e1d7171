"""The rules of Today 今日, in the order in which they are told where nothing is due first."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jishi.indicators.reminders import meetings
from jishi.indicators.reminders.ending import (
    Ending,
    household_stands,
    same_household_or_place,
    same_person,
    same_seat,
)
from jishi.indicators.reminders.rule import EDIT, Rule
from jishi.indicators.reminders.uncovered import groups_without, households_without
from jishi.indicators.reminders.unfinished import Unfinished
from jishi.kernel.kinds import exclusive, shipped
from jishi.records.assistance.models import Measure
from jishi.records.duties.models import Link
from jishi.records.duties.queries import ROLES
from jishi.records.matters.models import Matter
from jishi.records.people.models import Post, Posting


def _of_family(family: str) -> Q:
    return Q(kind__in=[row["code"] for row in shipped()
                       if (row["ledger"], row["family"]) == ("matters", family)])  # fmt: skip


def _link(*, lapsed: bool) -> Ending:
    return Ending(
        Link, (*ROLES, "village_guidance"), same_household_or_place,
        lambda row: {
            "kind": row.kind, "since": row.until.isoformat(),
            **({"household": row.household.number} if row.household else {"place": row.place}),
        },
        ("holder", "household"), lapsed, household_stands,
    )  # fmt: skip


def _post(*, lapsed: bool) -> Ending:
    return Ending(
        Post, tuple(sorted(code for code, once in exclusive("posts").items() if once)), same_seat,
        lambda row: {
            "kind": row.kind, "place": row.place, "since": row.until.isoformat(),
            "title": row.title,
            **({"organisation": row.organisation.number} if row.organisation else {}),
        },
        ("person", "organisation"), lapsed,
    )  # fmt: skip


_POSTING = Ending(
    Posting, ("village_assistant", "cross_posting", "training_secondment"), same_person,
    lambda row: {}, ("person",),
)  # fmt: skip

RULES = (
    Rule(
        "links_lapsed", _("包保断了档，没有人接"), _("%(n)s处包保断了档，没有人接"),
        "links", _link(lapsed=True), _("接上"), ends=True, why=("remind.lapsed",),
    ),
    Rule(
        "groups_unlinked", _("整组的户四员不齐"), _("%(n)s个组的户四员不齐"),
        "links", groups_without, _("补上"),
    ),
    Rule(
        "households_unlinked", _("有一户四员不齐"), _("%(n)s户四员不齐"),
        "links", households_without, _("补上"),
    ),
    Rule(
        "links_ending", _("包保快到期，还没有人接"), _("%(n)s处包保快到期，还没有人接"),
        "links", _link(lapsed=False), _("接上"), ends=True, why=("remind.ending",),
    ),
    Rule(
        "posts_lapsed", _("职务空着，没有人接"), _("%(n)s个职务空着，没有人接"),
        "posts", _post(lapsed=True), _("补上"), ends=True, why=("remind.lapsed",),
    ),
    Rule(
        "posts_ending", _("任职快到期"), _("%(n)s个任职快到期"),
        "posts", _post(lapsed=False), _("接上"), ends=True, why=("remind.ending",),
    ),
    Rule(
        "postings_ending", _("选派挂职快到期"), _("%(n)s个选派挂职快到期"),
        "postings", _POSTING, _("改"), EDIT, ends=True, why=("remind.ending",),
    ),
    Rule(
        "party_day", _("这个月的主题党日还没记"), _("%(n)s个村这个月的主题党日还没记"),
        "activities", meetings.PARTY_DAY, _("记上"), why=("org_life.party_day", "remind.meeting"),
    ),
    Rule(
        "members_meeting", _("这个季度的党员大会还没记"),
        _("%(n)s个村这个季度的党员大会还没记"),
        "activities", meetings.MEMBERS_MEETING, _("记上"), soft=True,
        why=("org_life.members_meeting", "remind.meeting"),
    ),
    Rule(
        "branch_committee", _("这个月的支委会还没记"), _("%(n)s个村这个月的支委会还没记"),
        "activities", meetings.BRANCH_COMMITTEE, _("记上"), soft=True,
        why=("org_life.branch_committee", "remind.meeting"),
    ),
    Rule(
        "committee_meeting", _("这个月的党委会还没记"), _("%(n)s个镇这个月的党委会还没记"),
        "activities", meetings.COMMITTEE, _("记上"), soft=True,
        why=("org_life.committee_meeting", "remind.meeting"),
    ),
    Rule(
        "study_group", _("这个季度的理论中心组学习还没记"),
        _("%(n)s个镇这个季度的理论中心组学习还没记"),
        "activities", meetings.STUDY_GROUP, _("记上"), soft=True,
        why=("org_life.study_group", "remind.meeting"),
    ),
    Rule(
        "party_lecture", _("今年的党课还没记"), _("%(n)s个镇今年的党课还没记"),
        "activities", meetings.PARTY_LECTURE, _("记上"),
        why=("org_life.party_lecture", "remind.meeting"),
    ),
    Rule(
        "petitions_open", _("信访事项还没办结"), _("%(n)s件信访事项还没办结"),
        "matters", Unfinished(Matter, "opened_on", "closed_on", "petition.conclude",
                              lambda: _of_family("petition"), ("handler",)),
        _("去办"), EDIT, soft=True,  # the law counts from acceptance, the ledger from registration
        why=("petition.conclude", "remind.ending"),
    ),
    Rule(
        "disputes_open", _("矛盾纠纷还没调结"), _("%(n)s件矛盾纠纷还没调结"),
        "matters", Unfinished(Matter, "opened_on", "closed_on", "mediation.conclude",
                              lambda: _of_family("dispute"), ("handler",)),
        _("去办"), EDIT, soft=True, why=("mediation.conclude", "remind.ending"),
    ),
    Rule(
        "measures_open", _("帮扶措施定了还没落实"), _("%(n)s条帮扶措施定了还没落实"),
        "measures", Unfinished(Measure, "drawn_up_on", "carried_out_on", "remind.measure",
                               Q, ("household",), late_only=True),
        _("记落实"), EDIT, soft=True, why=("remind.measure",),
    ),
)  # fmt: skip
BY_KEY = {rule.key: rule for rule in RULES}
