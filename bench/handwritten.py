"""The figures as someone would write them who knows SQL and this ledger well: the floor.

One statement a figure. `:low` and `:high` bound the place's codes, `:day` is the as-of day,
`:year` its 1 January, `:from` and `:to` the last full year, `:born` the day after which one is
not yet 41. SQLite; on the driver itself, with nothing in between.
"""

_HERE = "t.place >= :low AND t.place < :high"
_FORCE = "({0}.since IS NULL OR {0}.since <= :day) AND ({0}.until IS NULL OR {0}.until > :day)"
_OWN = _FORCE.format("t")
_PLACES = (
    "FROM places_place t {join} WHERE t.code >= :low AND t.code < :high AND t.level = '{level}' "
    f"AND {_OWN} AND substr(t.code, 1, 9) IN (SELECT code FROM places_townledger)"
)
_LEADING = "('party_committee', 'town_government', 'village_team')"


def _held(table: str, what: str = "COUNT(*)", more: str = "") -> str:
    return f"SELECT {what} FROM {table} t WHERE {_HERE} AND {_OWN}{more}"


def _activity(condition: str, join: str = "") -> str:
    return (
        f"SELECT COUNT(*) FROM activities_activity t {join} WHERE {_HERE} AND {condition} "
        'AND t.cancelled_on IS NULL AND t."on" BETWEEN :year AND :day'
    )


def _matter(condition: str, dated: str, start: str, join: bool) -> str:
    kind = "JOIN kernel_kind k ON k.code = t.kind" if join else ""
    return (
        f"SELECT COUNT(*) FROM matters_matter t {kind} WHERE {_HERE} AND {condition} "
        f"AND t.{dated} BETWEEN {start} AND :day"
    )


_KIND = "JOIN kernel_kind k ON k.code = t.kind"
_OPERATING = (
    f"FROM economy_incomeentry t {_KIND} WHERE {_HERE} AND k.family = 'operating' "
    'AND t."on" BETWEEN :from AND :to'
)
_PLANNED = (
    f"FROM projects_project t WHERE {_HERE} AND t.programmes LIKE '%|action_plan|%' "
    "AND t.planned_on <= :day "
    "AND NOT COALESCE(t.outcome = 'terminated' AND t.closed_on <= :day, FALSE)"
)
# Each role as a flag per place, and per household where someone answers for that one alone.
_ROLES = ("linked_leader", "linked_cadre", "village_link", "grid_member")
_FLAGS = ", ".join(f"MAX(t.kind = '{role}') AS r{n}" for n, role in enumerate(_ROLES))
_ALL_FOUR = " AND ".join(
    f"(COALESCE(v.r{n}, 0) OR COALESCE(g.r{n}, 0) OR COALESCE(o.r{n}, 0))" for n in range(4)
)
_COVERED = f"""
    WITH links AS (SELECT t.place, t.household_id, {_FLAGS} FROM duties_link t
                   WHERE {_HERE} AND {_OWN} GROUP BY t.place, t.household_id),
         shared AS MATERIALIZED (SELECT * FROM links WHERE household_id IS NULL),
         single AS MATERIALIZED (SELECT * FROM links WHERE household_id IS NOT NULL),
         houses AS (SELECT t.place, {_ALL_FOUR} AS covered FROM households_household t
                    LEFT JOIN shared v ON v.place = substr(t.place, 1, 12)
                    LEFT JOIN shared g ON g.place = t.place AND length(t.place) = 14
                    LEFT JOIN single o ON o.household_id = t.id
                    WHERE {_HERE} AND {_OWN})
"""

STATEMENTS: dict[str, str] = {
    "linked_leaders": (
        "SELECT COUNT(DISTINCT t.holder_id) FROM duties_link t "
        "JOIN people_post q ON q.person_id = t.holder_id JOIN kernel_kind k ON k.code = q.kind "
        f"WHERE {_HERE} AND t.kind = 'village_guidance' AND k.family = 'party_committee' "
        f"AND {_OWN} AND {_FORCE.format('q')}"
    ),
    "villages": "SELECT COUNT(*) " + _PLACES.format(join="", level="village"),
    "classrooms": _held("activities_classroom", "COUNT(DISTINCT t.kind)"),
    "leading_team": (
        f"SELECT COUNT(DISTINCT t.person_id) FROM people_post t {_KIND} WHERE {_HERE} "
        f"AND k.family IN {_LEADING} AND {_OWN}"
    ),
    "committee_meetings": _activity("t.kind = 'committee_meeting'"),
    "theory_sessions": _activity("t.kind = 'theory_session'"),
    "theory_lectures": _activity("t.kind = 'lecture'"),
    "reserve_cadres": (
        "SELECT COUNT(DISTINCT t.person_id) FROM people_reserve t LEFT JOIN kernel_programme g "
        f"ON g.town = t.town AND g.number = 'young_eagle' WHERE {_HERE} "
        "AND t.kind = 'village_reserve' AND t.since <= :day "
        "AND (g.since IS NULL OR t.since >= g.since)"
    ),
    "reserve_secretaries": _held(
        "people_reserve", "COUNT(DISTINCT t.person_id)", " AND t.kind = 'secretary_reserve'"
    ),
    "village_assistants": _held(
        "people_posting", "COUNT(DISTINCT t.person_id)", " AND t.kind = 'village_assistant'"
    ),
    "cross_posted": _held(
        "people_posting", "COUNT(DISTINCT t.person_id)", " AND t.kind = 'cross_posting'"
    ),
    "team_under_40_share": (
        "SELECT COUNT(DISTINCT CASE WHEN p.birth_on > :born THEN p.id END), COUNT(DISTINCT p.id) "
        f"FROM people_post t {_KIND} JOIN people_person p ON p.id = t.person_id WHERE {_HERE} "
        f"AND k.family IN ('party_committee', 'town_government') AND {_OWN}"
    ),
    "honoured_members": (
        f"SELECT COUNT(DISTINCT t.person_id) FROM people_post t {_KIND} "
        f"JOIN people_honour o ON o.person_id = t.person_id WHERE {_HERE} "
        f"AND k.family IN {_LEADING} AND {_OWN} "
        "AND o.level IN ('city', 'province', 'nation') AND o.\"on\" <= :day"
    ),
    "first_topic": (
        "SELECT COUNT(DISTINCT CASE WHEN i.position = 1 AND i.first_topic THEN t.id END), "
        "COUNT(DISTINCT t.id) FROM activities_activity t "
        "LEFT JOIN activities_agendaitem i ON i.meeting_id = t.id "
        f"WHERE {_HERE} AND t.kind = 'committee_meeting' AND t.cancelled_on IS NULL "
        'AND t."on" BETWEEN :year AND :day'
    ),
    "warning_screenings": _activity("t.kind = 'warning_screening'"),
    "responsibility_zones": _held(
        "duties_dutyunit", more=" AND t.kind = 'responsibility_zone'"
    ),
    "demonstration_posts": _held("duties_dutyunit", more=" AND t.kind = 'demonstration_post'"),
    "commando_teams": _held("people_organisation", more=" AND t.kind = 'commando_team'"),
    "service_teams": _held("people_organisation", more=" AND t.kind = 'service_team'"),
    "volunteer_activities": _activity("t.kind = 'volunteering'"),
    "villager_groups": "SELECT COUNT(*) " + _PLACES.format(join="", level="group"),
    "households": _held("households_household"),
    "household_coverage": f"{_COVERED} SELECT COALESCE(SUM(covered), 0), COUNT(*) FROM houses",
    "group_coverage": (
        f"{_COVERED} SELECT COALESCE(SUM(COALESCE(h.covered, 1)), 0), COUNT(*) "
        + _PLACES.format(level="group", join="LEFT JOIN (SELECT place, MIN(covered) AS covered "
                                             "FROM houses GROUP BY place) h ON h.place = t.code")
    ),
    "visit_batches": (
        f"SELECT COUNT(*) FROM matters_reception t WHERE {_HERE} AND t.kind = 'open_day' "
        'AND t."on" BETWEEN :year AND :day'
    ),
    "visit_persons": (
        f"SELECT COALESCE(SUM(t.heads), 0) FROM matters_reception t WHERE {_HERE} "
        "AND t.kind = 'open_day' AND t.\"on\" BETWEEN :year AND :day"
    ),
    "disputes_found": _matter("k.family = 'dispute'", "opened_on", ":year", join=True),
    "disputes_mediated": _matter(
        "k.family = 'dispute' AND t.outcome = 'agreement' AND t.closed_on <= :day",
        "opened_on", ":year", join=True,
    ),
    "double_base_projects": (
        f"SELECT COUNT(*) FROM projects_project t WHERE {_HERE} "
        "AND t.programmes LIKE '%|double_base|%' AND t.started_on <= :day "
        "AND (t.closed_on IS NULL OR t.closed_on > '2023-01-01')"
    ),
    "livelihood_tasks": _matter(
        "t.kind = 'livelihood_promise' AND t.outcome = 'completed'",
        "closed_on", "'2023-01-01'", join=False,
    ),
    "platform_matters": _matter(
        "k.family = 'dispute' AND t.channel = 'platform' AND t.outcome = 'agreement'",
        "closed_on", "'2023-01-01'", join=True,
    ),
    "measures": (
        f"SELECT COUNT(*) FROM assistance_measure t WHERE {_HERE} "
        "AND t.drawn_up_on BETWEEN '2023-01-01' AND :day"
    ),
    "nonpublic_orgs": (
        f"SELECT COUNT(*) FROM people_organisation t {_KIND} "
        f"JOIN people_organisation h ON h.id = t.host_id WHERE {_HERE} "
        f"AND k.family = 'party_organisation' AND h.sector = 'nonpublic' AND {_OWN}"
    ),
    "enterprise_activities": _activity("k.family = 'enterprise_support'", _KIND),
    "collective_income": f"SELECT COALESCE(SUM(t.amount_fen), 0) / 100.0 {_OPERATING}",
    "strong_villages": (
        f"SELECT COUNT(*) FROM (SELECT 1 {_OPERATING} AND length(t.place) >= 12 "
        "GROUP BY substr(t.place, 1, 12) HAVING SUM(t.amount_fen) >= 50000000)"
    ),
    "projects": f"SELECT COUNT(*) {_PLANNED}",
    "total_investment": f"SELECT COALESCE(SUM(t.planned_fen), 0) / 100.0 {_PLANNED}",
    "village_plans": (
        "SELECT COUNT(*) FROM projects_plan t JOIN projects_zone z ON z.id = t.zone_id "
        f"WHERE {_HERE} AND t.kind = 'village_plan' AND z.kind = 'demonstration' "
        "AND t.drafted_on <= :day"
    ),
}  # fmt: skip
