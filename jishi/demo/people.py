"""The sample town's people: leading team, village teams, cadres, grid members; their posts."""

import random
from dataclasses import dataclass, field
from datetime import date

from jishi.demo.book import Book, Row, in_force
from jishi.demo.days import AS_OF, between
from jishi.demo.ground import NAME, VILLAGES, group_name
from jishi.demo.names import Names
from jishi.demo.tables import table

INVENTED = "示例数据，人名为虚构"
_TERM = date(2021, 6, 18)  # first day of the village teams' term
_TWO_HEADED = {"瑞川村", "寺后村"}  # secretary and director are two persons there


@dataclass
class People:
    """Who does what, for the other sheets to link to."""

    team: dict[str, Row] = field(default_factory=dict)
    secretaries: dict[str, Row] = field(default_factory=dict)
    members: dict[str, list[Row]] = field(default_factory=dict)  # in post all the time
    cadres: list[Row] = field(default_factory=list)
    grid: dict[str, Row] = field(default_factory=dict)  # by group name
    branch_secretaries: list[Row] = field(default_factory=list)

    def find(self, text: str) -> Row:
        """The person a table names: `team:mayor`, `cadre:3`, `grid:…`, `member:村:1`, …"""
        group, _colon, key = text.partition(":")
        if group == "team":
            return self.team[key]
        if group == "cadre":
            return self.cadres[int(key)]
        if group == "grid":
            return self.grid[key]
        if group == "branch":
            return self.branch_secretaries[int(key)]
        if group == "secretary":
            return self.secretaries[key]
        village, _colon, number = key.partition(":")
        return self.members[village][int(number)]

    def lasting(self) -> list[Row]:
        """Town leaders who were in post all the time."""
        keys = ("secretary", "mayor", "deputy", "chair", "discipline", "organiser", "industry",
                "vice_education", "vice_farming")  # fmt: skip
        return [self.team[key] for key in keys]


class Staff:
    """Adds persons with invented names, and their posts."""

    def __init__(self, book: Book, rng: random.Random) -> None:
        self.book, self.rng = book, rng
        self.names = Names(rng, {row["name"] for row in table("team")})

    def person(self, place: str, born: tuple[int, int], *, phone: bool = False) -> Row:
        """A new person born between two years."""
        rng = self.rng
        birth = between(rng, date(born[0], 1, 5), date(born[1], 12, 20))
        return self.book.add(
            "persons", name=self.names.person(young=birth.year > 1988), place=place,
            birth_on=birth, note=INVENTED,
            duty_phone=f"0563-8{rng.randrange(200000, 999999)}" if phone else "",
        )  # fmt: skip

    def post(
        self, person: Row, kind: str, place: str, since: date, until: date | None = None,
        *, title: str = "", trap: str = "", organisation: Row | None = None,
    ) -> Row:  # fmt: skip
        """A post of that person."""
        return self.book.add(
            "posts", trap, person=person, kind=kind, place=place, title=title, since=since,
            until=until, organisation=organisation,
        )  # fmt: skip


def build(staff: Staff) -> People:
    """Write the people and their posts; the honours, lists and postings follow elsewhere."""
    people, book, rng = People(), staff.book, staff.rng
    for row in table("team"):
        key = row["key"]
        if key not in people.team:
            people.team[key] = book.add(
                "persons", name=row["name"], place=NAME, birth_on=row["birth_on"], note=INVENTED,
                duty_phone=f"0563-8{rng.randrange(200000, 999999)}",
            )  # fmt: skip
        staff.post(
            people.team[key], row["kind"], NAME, row["since"], row.get("until"),
            title=row["title"], trap=row.get("trap", ""),
        )  # fmt: skip
    people.cadres = [staff.person(NAME, (1976, 2000), phone=True) for _ in range(22)]
    for number, cadre in enumerate(people.cadres):
        since = between(rng, date(2015, 1, 5), date(2022, 11, 20))
        left = date(2024, 3, 1) if number == 21 else None
        trap = "" if number else "leading_team: town staff, not of the leading team"
        staff.post(cadre, "镇干部", NAME, since, left, title="镇干部", trap=trap)
    for key in ("vice_new", "arms_next"):
        staff.post(people.team[key], "镇干部", NAME, _TERM, AS_OF, title="镇干部")
    for village in VILLAGES:
        _village(people, staff, village.name, village.team)
    for village in VILLAGES:
        _groups(people, staff, village.name, village.groups)
    return people


def _village(people: People, staff: Staff, name: str, team: int) -> None:
    moved = [row for row in table("village_moves") if row["place"] == name]
    lasting = team - sum(in_force(row, AS_OF) for row in moved)
    persons = [staff.person(name, (1963, 1994), phone=n == 0) for n in range(lasting)]
    secretary, director = persons[0], persons[1 if name in _TWO_HEADED else 0]
    since = _TERM
    if name == "上庄村":
        since = date(2023, 8, 1)
        before = staff.person(name, (1961, 1964))
        staff.post(before, "村党组织书记", name, date(2018, 7, 1), since, title="党总支书记")
        staff.post(secretary, "村“两委”成员", name, _TERM, since, title="党总支副书记")
    staff.post(secretary, "村党组织书记", name, since, title="党总支书记")
    trap = "leading_team: one person, two posts" if director is secretary else ""
    staff.post(director, "村委会主任", name, since, title="村委会主任", trap=trap)
    for person in persons:
        if person not in (secretary, director):
            titles = ("村“两委”委员", "党总支委员", "村委会委员", "妇联主席", "村文书")
            staff.post(person, "村“两委”成员", name, _TERM, title=staff.rng.choice(titles))
    people.secretaries[name], people.members[name] = secretary, persons
    for row in moved:
        person = staff.person(name, (1968, 1996))
        staff.post(
            person, "村“两委”成员", name, row["since"], row.get("until"), title="村“两委”委员",
            trap=row.get("trap", ""),
        )  # fmt: skip


def _groups(people: People, staff: Staff, name: str, groups: int) -> None:
    """A grid member for each group, and a group head, who often is the same."""
    more = {"上庄村": (13, 14), "余川村": (9,), "五联村": (7,)}.get(name, ())
    for number in [*range(1, groups + 1), *more]:
        group = group_name(name, number)
        person = staff.person(name, (1960, 1992))
        people.grid[group] = person
        staff.post(person, "网格员", group, date(2022, 1, 1), title="网格员")
        head = person if staff.rng.random() < 0.5 else staff.person(name, (1958, 1985))
        staff.post(head, "村民组长", group, date(2021, 10, 15), title="村民组长")
