"""The sample town's people: leading team, village teams, cadres, grid members; their posts."""

import random
from dataclasses import dataclass, field
from datetime import date

from jishi.demo.book import Book, Row
from jishi.demo.days import AS_OF, DAY, MIDYEAR, NEW_YEAR, YEAR_END, between
from jishi.demo.ground import NAME, VILLAGES, group_name
from jishi.demo.names import Names

INVENTED = "示例数据，人名为虚构"
_TERM = date(2021, 6, 18)
SECRETARY, DEPUTY, MEMBER = "镇党委书记", "镇党委副书记", "镇党委委员"
MAYOR, VICE, CHAIR = "镇长", "副镇长", "镇人大主席"
#: Town leading team: key, name, birth, posts (kind, full title, since, until, trap).
TEAM: tuple[tuple[str, str, date, tuple[tuple[str, str, date, date | None, str], ...]], ...] = (
    ("secretary", "程志远", date(1979, 5, 12), ((SECRETARY, "党委书记", _TERM, None, ""),)),
    ("mayor", "胡文斌", date(1984, 3, 8), (
        (DEPUTY, "党委副书记", _TERM, None, "leading_team team_under_40_share: one person, two posts"),
        (MAYOR, "镇长", date(2021, 9, 2), None, ""))),
    ("deputy", "章晓梅", date(1986, 11, 2), (
        (MEMBER, "党委委员", _TERM, NEW_YEAR, ""),
        (DEPUTY, "党委副书记、政法委员", NEW_YEAR, None, ""))),
    ("chair", "汪立新", date(1972, 8, 19), (
        (MEMBER, "党委委员", _TERM, None, ""), (CHAIR, "人大主席", _TERM, None, ""))),
    ("discipline", "曹建平", date(1983, 9, 30), (
        (MEMBER, "党委委员、纪委书记", _TERM, None,
         "team_under_40_share: 41st birthday on the as-of day itself, no longer counted"),)),
    ("organiser", "柯静怡", date(1990, 4, 25), (
        (MEMBER, "党委委员、组织委员", date(2022, 3, 10), None, ""),)),
    ("publicity", "邵明亮", date(1983, 10, 1), (
        (VICE, "副镇长", date(2021, 9, 2), None,
         "team_under_40_share: 41st birthday the day after the as-of day, still counted"),
        (MEMBER, "党委委员、宣传委员", AS_OF, None,
         "linked_leaders: joins the committee on the as-of day, guides a village since before"))),
    ("arms", "方国强", date(1978, 12, 6), (
        (MEMBER, "党委委员、武装部长", _TERM, AS_OF + DAY,
         "linked_leaders leading_team team_under_40_share honoured_members: "
         "leaves the day after, in post on the as-of day"),)),
    ("industry", "周海涛", date(1988, 6, 17), (
        (MEMBER, "党委委员", date(2022, 3, 10), None, ""),
        (VICE, "副镇长", _TERM, None, ""))),
    ("vice_education", "胡晓燕", date(1991, 2, 14), ((VICE, "副镇长", date(2022, 8, 1), None, ""),)),
    ("vice_farming", "许卫东", date(1975, 10, 10), ((VICE, "副镇长", _TERM, None, ""),)),
    ("vice_new", "曾思远", date(1992, 7, 23), (
        (VICE, "副镇长", AS_OF, None,
         "leading_team team_under_40_share honoured_members: in post since the as-of day"),)),
    ("publicity_before", "单永红", date(1976, 4, 3), (
        (MEMBER, "党委委员、宣传委员", _TERM, AS_OF,
         "linked_leaders leading_team team_under_40_share honoured_members: "
         "leaves on the as-of day, which no longer counts"),)),
    ("arms_next", "解东升", date(1989, 1, 20), (
        (MEMBER, "党委委员、武装部长", AS_OF + DAY, None,
         "linked_leaders leading_team team_under_40_share honoured_members: "
         "joins the day after the as-of day"),)),
    ("vice_before", "仇立民", date(1977, 7, 7), (
        (VICE, "副镇长", _TERM, MIDYEAR,
         "leading_team team_under_40_share: leaves on 30 June, which no longer counts"),)),
    ("deputy_before", "查庆丰", date(1974, 2, 26), ((DEPUTY, "党委副书记", _TERM, NEW_YEAR, ""),)),
)  # fmt: skip
#: Village team members who came or went: village, since, until, why ("" counts on AS_OF).
_MOVED = (
    ("余川村", AS_OF, None, "in post since the as-of day", True),
    ("宅坦村", _TERM, AS_OF + DAY, "leaves the day after the as-of day", True),
    ("宅坦村", AS_OF + DAY, None, "in post only from the day after", False),
    ("旺川村", _TERM, AS_OF, "left on the as-of day, which no longer counts", False),
    ("余川村", _TERM, MIDYEAR, "left on 30 June, which no longer counts", False),
    ("寺后村", _TERM, MIDYEAR + DAY, "left on 1 July: in post on 30 June", False),
    ("寺后村", date(2024, 8, 15), None, "", True),
    ("瑞川村", _TERM, YEAR_END, "left on 31 December, which no longer counts", False),
    ("瑞川村", NEW_YEAR, None, "in post since 1 January", True),
)
_TWO_HEADED = {"瑞川村", "寺后村"}  # secretary and director are two persons there


@dataclass
class People:
    """Who does what, for the other sheets to link to."""

    team: dict[str, Row] = field(default_factory=dict)
    secretaries: dict[str, Row] = field(default_factory=dict)
    members: dict[str, list[Row]] = field(default_factory=dict)  # in post all the time
    moved: list[Row] = field(default_factory=list)
    cadres: list[Row] = field(default_factory=list)
    grid: dict[str, Row] = field(default_factory=dict)  # by group name

    def lasting(self) -> list[Row]:
        """Town leaders who were in post all the time."""
        keys = ("secretary", "mayor", "deputy", "chair", "discipline", "organiser", "industry",
                "vice_education", "vice_farming")  # fmt: skip
        return [self.team[key] for key in keys]


class Staff:
    """Adds persons with invented names, and their posts."""

    def __init__(self, book: Book, rng: random.Random) -> None:
        self.book, self.rng = book, rng
        self.names = Names(rng, {name for _key, name, *_rest in TEAM})

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
    for key, name, birth, posts in TEAM:
        person = book.add(
            "persons", name=name, place=NAME, birth_on=birth, note=INVENTED,
            duty_phone=f"0563-8{rng.randrange(200000, 999999)}",
        )  # fmt: skip
        people.team[key] = person
        for kind, title, since, until, trap in posts:
            staff.post(person, kind, NAME, since, until, title=title, trap=trap)
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
    moved = [row for row in _MOVED if row[0] == name]
    lasting = team - sum(row[4] for row in moved)
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
    for _name, begun, until, why, _counts in moved:
        person = staff.person(name, (1968, 1996))
        people.moved.append(person)
        trap = f"leading_team: {why}" if why else ""
        staff.post(person, "村“两委”成员", name, begun, until, title="村“两委”委员", trap=trap)


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
