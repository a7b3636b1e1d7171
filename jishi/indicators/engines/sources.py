"""The facts in the ledger's own database: where each comes from, its joins inside."""

from dataclasses import dataclass

_PERSON = "JOIN people_person p ON p.id = t.person_id"
_KIND = "JOIN kernel_kind k ON k.code = t.kind"
# Links to a household itself, to its group, to its village: three plain joins are found by an
# index each, where one join with OR is not.
_LINK_COLUMNS = (
    "h.id AS id, h.number AS number, h.place AS place, h.since AS since, h.until AS until, "
    "h.head AS title, l.kind AS role, l.since AS link_since, l.until AS link_until"
)
# Each asks the place for itself: through a UNION the database does not always see it.
_HOUSEHOLD_LINKS = f"""
    SELECT {_LINK_COLUMNS} FROM households_household h
        JOIN duties_link l ON l.household_id = h.id WHERE {{place h.place}}
    UNION ALL SELECT {_LINK_COLUMNS} FROM households_household h
        JOIN duties_link l ON l.household_id IS NULL AND l.place = h.place
        WHERE {{place h.place}}
    UNION ALL SELECT {_LINK_COLUMNS} FROM households_household h
        JOIN duties_link l ON l.household_id IS NULL AND l.place = substr(h.place, 1, 12)
        WHERE {{place h.place}}
    UNION ALL SELECT h.id, h.number, h.place, h.since, h.until, h.head, NULL, NULL, NULL
        FROM households_household h WHERE {{place h.place}}
"""
HOUSEHOLDS = "households_household t"
GROUPS = "(SELECT * FROM places_place WHERE level = 'group') g"


@dataclass(frozen=True)
class Source:
    """A FROM clause with `t` the row's own table, and the SQL of each column of the fact.

    `{place COLUMN}` in it stands for the condition that the column's place is asked for.
    """

    tables: str
    columns: dict[str, str]
    id: str = "t.id"
    number: str = "t.number"
    place: str = "t.place"


def _own(*names: str, **others: str) -> dict[str, str]:
    return {**{name: f"t.{name}" for name in names}, **others}


_STATE = ("since", "until")
_PERSON_COLUMNS = {
    "person": "t.person_id", "person_name": "p.name",
    "person_place": "p.place",  # asked by proofs only: whether the reader may know the name
}  # fmt: skip

SOURCES: dict[str, Source] = {
    "place": Source(
        "places_place t", _own("level", *_STATE, title="t.name"),
        id="t.code", number="t.code", place="t.code",
    ),
    "household": Source(HOUSEHOLDS, _own(*_STATE, title="t.head")),
    "household_link": Source(
        f"({_HOUSEHOLD_LINKS}) t",
        _own(*_STATE, "title", "role", "link_since", "link_until", household="t.id"),
    ),
    "group_link": Source(
        f"{GROUPS} LEFT JOIN ({_HOUSEHOLD_LINKS}) t ON t.place = g.code",
        _own("role", "link_since", "link_until", since="g.since", until="g.until",
             group="g.code", title="g.name", household="t.id", household_since="t.since",
             household_until="t.until",
             household_role="CAST(t.id AS VARCHAR(40)) || ' ' || t.role"),
        id="g.code", number="g.code", place="g.code",
    ),
    "link_post": Source(
        "duties_link t JOIN people_person p ON p.id = t.holder_id "
        "LEFT JOIN people_post q ON q.person_id = t.holder_id "
        "LEFT JOIN kernel_kind k ON k.code = q.kind",
        _own("kind", *_STATE, person="t.holder_id", person_name="p.name", title="p.name",
             person_place="p.place",
             post_family="k.family", post_since="q.since", post_until="q.until"),
    ),
    "post": Source(
        f"people_post t {_KIND} {_PERSON}",
        _own("kind", *_STATE, "title", family="k.family", birth_on="p.birth_on",
             age="p.birth_on", **_PERSON_COLUMNS),
    ),
    "post_honour": Source(
        f"people_post t {_KIND} {_PERSON} LEFT JOIN people_honour o ON o.person_id = t.person_id",
        _own("kind", *_STATE, family="k.family", honour_level="o.level", awarded_on='o."on"',
             title="o.title", honour_place="o.place", **_PERSON_COLUMNS),
    ),
    "posting": Source(
        f"people_posting t {_PERSON}",
        _own("kind", *_STATE, title="t.destination", **_PERSON_COLUMNS),
    ),
    "reserve": Source(
        f"people_reserve t {_PERSON} LEFT JOIN kernel_programme g "
        "ON g.town = t.town AND g.number = 'young_eagle'",
        _own("kind", *_STATE, title="p.name", programme_since="g.since", **_PERSON_COLUMNS),
    ),
    "organisation": Source(
        f"people_organisation t {_KIND} LEFT JOIN people_organisation h ON h.id = t.host_id",
        _own("kind", *_STATE, family="k.family", title="t.name", host_sector="h.sector"),
    ),
    "duty_unit": Source("duties_dutyunit t", _own("kind", *_STATE, title="t.name")),
    "activity": Source(
        f"activities_activity t {_KIND}",
        _own("kind", "cancelled_on", "attendance", "title", family="k.family", on='t."on"'),
    ),
    "meeting_item": Source(
        "activities_activity t LEFT JOIN activities_agendaitem i ON i.meeting_id = t.id",
        _own("kind", "cancelled_on", "title", on='t."on"', meeting="t.id",
             position='i."position"', first_topic="i.first_topic"),
    ),
    "classroom": Source(
        "activities_classroom t", _own("kind", *_STATE, title="t.venue"),
    ),
    "matter": Source(
        f"matters_matter t {_KIND}",
        _own("kind", "channel", "opened_on", "closed_on", "outcome", "title",
             family="k.family"),
    ),
    "reception": Source(
        "matters_reception t", _own("kind", "heads", on='t."on"', title="t.topic"),
    ),
    "measure": Source(
        "assistance_measure t", _own("kind", "drawn_up_on", "carried_out_on", "title"),
    ),
    "income": Source(
        f"economy_incomeentry t {_KIND}",
        _own("kind", "amount_fen", family="k.family", on='t."on"', title="t.source",
             village="CASE WHEN length(t.place) >= 12 THEN substr(t.place, 1, 12) END"),
    ),
    "project": Source(
        "projects_project t",
        _own("programmes", "planned_on", "started_on", "closed_on", "outcome", "planned_fen",
             title="t.name"),
    ),
    "plan": Source(
        "projects_plan t LEFT JOIN projects_zone z ON z.id = t.zone_id",
        _own("kind", "drafted_on", "approved_on", title="t.name", zone_kind="z.kind"),
    ),
}  # fmt: skip
