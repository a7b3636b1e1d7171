"""The sample town's activities: how many of each kind a month, and the hand-written edges."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jishi.demo.book import Book, Row
from jishi.demo.days import AS_OF, DAY, MIDYEAR, NEW_YEAR, START, YEAR_END, spread
from jishi.demo.ground import NAME, VILLAGES, group_name
from jishi.demo.ground import TITLES as PROGRAMMES
from jishi.demo.people import People
from jishi.demo.tables import table

#: By kind: how many come, where it is held, what it is called, in turn.
FORMS = {row["kind"]: row for row in table("activities")}


@dataclass(frozen=True)
class Course:
    """A kind of activity through the sample: numbers by month, 2023 and January to September 2024.

    `town` of a hundred are the town's own; the others fall to the villages by size. The months'
    numbers include the edges, one on each boundary day.
    """

    kind: str
    figure: str
    in_2023: tuple[int, ...]
    in_2024: tuple[int, ...]
    town: int
    programmes: str = ""
    cancelled: int = 0
    names: tuple[str, ...] = ()  # the kinds that take turns, where it is a family


_ENTERPRISE = ("问题帮办", "车间课堂", "党员为企献计", "百企联百村结对共建", "银企对接")
#: What the figures count. The numbers of 2024 add up to the town's own.
COURSES = (
    Course("党委会", "committee_meetings first_topic", (3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3),
           (3, 2, 3, 2, 2, 3, 2, 3, 2), 100, cancelled=1),
    Course("理论中心组学习", "theory_sessions", (2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
           (2, 1, 1, 1, 1, 1, 1, 1, 1), 100, cancelled=1),
    Course("理论宣讲", "theory_lectures", (4, 4, 5, 5, 6, 7, 6, 5, 6, 6, 6, 6),
           (5, 5, 7, 6, 6, 8, 7, 6, 7), 12, "四下基层", cancelled=2),
    Course("警示教育片观看", "warning_screenings", (3, 4, 4, 5, 5, 6, 5, 4, 5, 5, 4, 5),
           (5, 4, 5, 6, 5, 7, 5, 6, 5), 15, cancelled=1),
    Course("党员志愿活动", "volunteer_activities", (12, 14, 16, 15, 14, 15, 14, 13, 15, 16, 15, 16),
           (14, 19, 18, 16, 15, 18, 19, 17, 20), 5, "我为群众办实事", cancelled=3),
    Course("助企活动", "enterprise_activities", (3, 2, 3, 4, 3, 4, 3, 4, 4, 4, 4, 4),
           (4, 4, 5, 5, 5, 5, 5, 5, 5), 10, "双创两提升", cancelled=1, names=_ENTERPRISE),
)  # fmt: skip
#: The daily rest of the ledger, neighbours of the kinds above.
_DAILY = (
    Course("镇长办公会", "committee_meetings", (2,) * 12, (2,) * 9, 100),
    Course("班子集中学习", "theory_sessions", (1,) * 12, (1,) * 9, 100, "六大课堂"),
    Course("政策解读", "theory_lectures", (2, 2, 3, 3, 2, 3, 2, 2, 3, 3, 3, 2),
           (3, 2, 3, 3, 3, 3, 2, 3, 3), 10),
    Course("红色影视播放", "warning_screenings", (0, 0, 0, 0, 5, 6, 8, 8, 6, 4, 2, 2),
           (2, 2, 3, 4, 6, 7, 9, 9, 6), 5, "红色影视播放季"),
    Course("群众志愿活动", "volunteer_activities", (3,) * 12, (3, 3, 4, 3, 3, 4, 3, 3, 4), 5),
    Course("用工招聘", "enterprise_activities", (2, 3, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0),
           (2, 4, 1, 1, 0, 1, 0, 1, 1), 60),
    Course("主题党日", "volunteer_activities", (7,) * 12, (7,) * 9, 0, "主题党日+"),
    Course("党员大会", "", (0, 0, 7) * 4, (0, 0, 7) * 3, 0),
    Course("党课", "theory_lectures", (0, 0, 4, 0, 0, 7, 0, 0, 4, 0, 0, 4),
           (0, 0, 4, 0, 0, 7, 0, 0, 4), 10),
    Course("村工作例会", "committee_meetings", (0,) * 12, (28, 21, 28, 28, 28, 28, 35, 28, 28), 0),
    Course("入户走访", "", (8,) * 12, (9,) * 9, 0, "暖民心行动"),
    Course("问卷调查", "", (0, 0, 2, 0, 0, 3, 0, 0, 2, 0, 0, 3),
           (0, 0, 2, 0, 0, 3, 0, 0, 4), 0, "四下基层"),
)  # fmt: skip
#: Boundary days, and what a row on each shows.
EDGES = (
    (START - DAY, "the day before the ledger and the year 2023 begin"),
    (START, "the first day of 2023"),
    (YEAR_END, "the last day of 2023: not of 2024"),
    (NEW_YEAR, "the first day of 2024: not of 2023"),
    (MIDYEAR, "on 30 June itself"),
    (MIDYEAR + DAY, "on 1 July: after 30 June"),
    (AS_OF, "on the as-of day itself"),
    (AS_OF + DAY, "the day after the as-of day"),
)


class Diary:
    """Adds activities with title, venue, attendance and somebody in the lead."""

    def __init__(self, book: Book, people: People, rng: random.Random) -> None:
        self.book, self.people, self.rng = book, people, rng
        self._turn = 0

    def hold(
        self, course: Course, on: date, *, trap: str = "", cancelled: date | None = None
    ) -> Row:
        """An activity of that course on that day."""
        rng = self.rng
        self._turn += 1
        kind = course.names[self._turn % len(course.names)] if course.names else course.kind
        place = self._place(course)
        town = place == NAME
        lead = rng.choice(self.people.lasting() if town else self.people.members[place[:3]])
        form = FORMS[kind]
        titles, heads = form["titles"], rng.randint(form["low"], form["high"])
        return self.book.add(
            "activities", trap, on=on, kind=kind, title=titles[self._turn % len(titles)],
            place=place, venue=rng.choice(form["venues"]), attendance=heads,
            lead=lead, cancelled_on=cancelled, programmes=course.programmes,
            note=("因雨取消" if kind == "党员志愿活动" else "因故改期") if cancelled else "",
        )  # fmt: skip

    def _place(self, course: Course) -> str:
        if self.rng.random() * 100 < course.town:
            return NAME
        village = self.rng.choices(VILLAGES, [village.share for village in VILLAGES])[0]
        if course.kind in ("党员志愿活动", "入户走访") and self.rng.random() < 0.15:
            return group_name(village.name, self.rng.randint(1, 6))
        return village.name


def build(book: Book, people: People, rng: random.Random) -> None:
    """Write activities, agendas and classrooms."""
    diary = Diary(book, people, rng)
    for course in COURSES:
        _edges(diary, course)
        _ordinary(diary, course)
        for day in _cancelled(rng, course):
            figure = course.figure
            diary.hold(course, day, trap=f"{figure}: cancelled, never counts", cancelled=day - DAY)
    for course in _DAILY:
        _ordinary(diary, course)
        if course.figure:
            diary.hold(course, date(2024, 9, 26), trap=f"{course.figure}: a neighbouring kind")
    _agendas(book, rng)
    _classrooms(book, people)


def _edges(diary: Diary, course: Course) -> None:
    for day, why in EDGES:
        diary.hold(course, day, trap=f"{course.figure}: {why}")


def _ordinary(diary: Diary, course: Course) -> None:
    """The months' numbers less the edges, and a week of October 2024 for good measure."""
    edges = [day for day, _why in EDGES] if course in COURSES else []
    for year, counts in ((2023, course.in_2023), (2024, course.in_2024)):
        left = [
            count - sum((day.year, day.month) == (year, month) for day in edges)
            for month, count in enumerate(counts, start=1)
        ]
        for day in spread(diary.rng, year, left):
            diary.hold(course, day)
    for number in range(2 if course.town < 100 else 1):
        diary.hold(course, date(2024, 10, 8 + number))


def _cancelled(rng: random.Random, course: Course) -> Iterator[date]:
    """Some of 2024 and one of 2023."""
    counts = [1 if n < course.cancelled else 0 for n in (8, 1, 7, 0, 7, 2, 7, 7, 7)]
    yield from spread(rng, 2024, counts)
    yield from spread(rng, 2023, (0, 0, 0, 0, 0, 0, 1))


_FIRST_TOPICS = (
    "传达学习中央农村工作会议精神", "学习《中国共产党纪律处分条例》", "传达学习全国两会精神",
    "学习《信访工作条例》", "传达学习省委、市委全会精神", "学习学习运用“千万工程”经验有关论述",
    "传达学习安全生产重要指示精神", "学习《中国共产党农村基层组织工作条例》",
)  # fmt: skip
_ITEMS = (
    "研究村集体经济发展项目", "听取信访矛盾化解情况", "研究防汛和地质灾害防范",
    "研究行动方案项目进度", "听取各村抓党建促乡村振兴工作情况", "研究干部事宜", "研究发展党员工作",
    "研究高标准农田后续管护", "听取帮扶措施落实情况", "研究森林防火和安全生产", "研究人居环境整治",
    "研究为民办实事安排",
)  # fmt: skip


def _agendas(book: Book, rng: random.Random) -> None:
    topics = 0
    held = sorted(book.rows["activities"], key=lambda row: row["on"])
    committees = [row for row in held if row["kind"] == "党委会" and "cancelled_on" not in row]
    # Twice in 2023 something else came first: in May, and on the year's last day.
    in_may = next(row for row in committees if row["on"] >= date(2023, 5, 1))
    exceptions = {in_may["on"], YEAR_END}
    for meeting in held:
        committee = meeting["kind"] == "党委会"
        if not committee and meeting["kind"] != "镇长办公会":
            continue
        items = rng.sample(_ITEMS, rng.randint(2, 4))
        without = meeting["on"] in exceptions or "cancelled_on" in meeting
        missed = not committee or without
        if not missed:
            items.insert(0, _FIRST_TOPICS[topics % len(_FIRST_TOPICS)])
            topics += 1
        for position, title in enumerate(items, start=1):
            first = position == 1 and not missed
            trap = "first_topic: a meeting whose first item is another" if (
                committee and missed and position == 1) else ""  # fmt: skip
            book.add("agenda", trap, meeting=meeting, position=position, title=title,
                     first_topic=first)  # fmt: skip


def _classrooms(book: Book, people: People) -> None:
    leads = people.lasting()
    for number, row in enumerate(table("classrooms")):
        lead = leads[number % len(leads)]
        book.add("classrooms", lead=lead, programmes=PROGRAMMES["six_classrooms"], **row)
