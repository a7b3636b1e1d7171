"""Honours, reserve lists, postings: what is said of the sample town's people beside their posts."""

import random
from datetime import date

from jishi.demo.book import Book, Row
from jishi.demo.days import AS_OF, DAY, MIDYEAR, NEW_YEAR, YEAR_END, between
from jishi.demo.ground import NAME, TITLES
from jishi.demo.people import People, Staff

EAGLE = date(2021, 3, 1)  # first day of 雏鹰工程 in the town's programmes


def honours(book: Book, people: People, rng: random.Random) -> None:
    """Honours of persons, organisations and the town; three leading-team members count."""
    team, secretaries = people.team, people.secretaries
    grid_member = people.grid["上庄村第2组"]
    branch = next(row["person"] for row in book.rows["posts"] if row["kind"] == "支部书记")
    awarded: tuple[tuple[Row | None, str, str, str, str, date, str], ...] = (
        (team["arms"], "全省人民武装工作先进个人", "省级", "省有关部门", NAME, date(2023, 7, 28),
         "honoured_members: still in post on the as-of day"),
        (team["vice_new"], "全市优秀选调生", "市级", "宣城市委组织部", NAME, date(2023, 5, 12),
         "honoured_members: on the team since the as-of day"),
        (team["vice_new"], "全市防汛救灾先进个人", "市级", "宣城市人民政府", NAME, date(2024, 8, 20),
         "honoured_members: a second honour of one person"),
        (secretaries["宅坦村"], "全国模范人民调解员", "国家级", "国家有关部门", "宅坦村", AS_OF,
         "honoured_members: awarded on the as-of day; nation stands above city"),
        (secretaries["旺川村"], "全市优秀党务工作者", "市级", "宣城市委", "旺川村", AS_OF + DAY,
         "honoured_members: awarded only the day after"),
        (team["publicity_before"], "全市宣传思想工作先进个人", "市级", "宣城市委宣传部", NAME,
         date(2022, 12, 15), "honoured_members: holder left on the as-of day"),
        (team["arms_next"], "全市乡村振兴先进个人", "市级", "宣城市委", NAME, date(2023, 3, 2),
         "honoured_members: holder joins only the day after"),
        (grid_member, "全省优秀网格员", "省级", "省有关部门", "上庄村", date(2024, 1, 26),
         "honoured_members: a grid member, not of the leading team"),
        (branch, "全市优秀党支部书记", "市级", "宣城市委组织部", "上庄村", date(2023, 6, 27),
         "honoured_members: a branch secretary, not of the leading team"),
        (secretaries["上庄村"], "全县优秀党务工作者", "县级", "绩溪县委", "上庄村", date(2023, 6, 30),
         "honoured_members: below the city level"),
        (team["organiser"], "全县组织工作先进个人", "县级", "绩溪县委组织部", NAME, date(2024, 1, 18), ""),
        (people.members["五联村"][1], "镇优秀共产党员", "镇级", "上庄镇党委", "五联村", date(2024, 6, 28), ""),
        (people.cadres[3], "镇优秀党务工作者", "镇级", "上庄镇党委", NAME, date(2023, 6, 29), ""),
        (None, "2023年度全市信访工作目标管理考核“三无”乡镇", "市级", "宣城市信访工作联席会议", NAME,
         date(2024, 3, 12), "honoured_members: an honour of the place, not of a person"),
        (None, "省乡村振兴示范镇", "省级", "省有关部门", NAME, date(2024, 5, 21), ""),
    )  # fmt: skip
    for person, title, level, awarder, place, on, trap in awarded:
        book.add("honours", trap, title=title, level=level, awarder=awarder, person=person,
                 place=place, on=on)  # fmt: skip
    for name in ("余川村", "寺后村", "瑞川村"):
        on = between(rng, date(2023, 2, 1), date(2024, 8, 30))
        book.add("honours", title="全县先进基层党组织", level="县级", awarder="绩溪县委", place=name,
                 on=on)  # fmt: skip


#: 村级后备: village, since, until, outcome, why; a repeated key is the same person again.
_VILLAGE_RESERVE = (
    ("a", "上庄村", EAGLE, None, "", "chosen on the programme's first day"),
    ("b", "上庄村", date(2023, 4, 12), None, "", ""),
    ("c", "余川村", date(2021, 6, 20), date(2022, 12, 1), "退出", "left the list: still once selected"),
    ("c", "余川村", date(2023, 6, 9), None, "", "the same person selected again: one person"),
    ("d", "余川村", date(2022, 5, 16), date(2024, 9, 30), "已任用", "appointed: still once selected"),
    ("e", "瑞川村", date(2021, 9, 3), None, "", ""),
    ("f", "瑞川村", date(2024, 3, 22), None, "", ""),
    ("g", "宅坦村", date(2021, 11, 11), date(2023, 8, 1), "已任用", ""),
    ("h", "宅坦村", AS_OF, None, "", "selected on the as-of day"),
    ("i", "旺川村", date(2022, 3, 7), None, "", ""),
    ("j", "旺川村", date(2023, 9, 14), None, "", ""),
    ("k", "五联村", date(2022, 7, 21), None, "", ""),
    ("l", "五联村", date(2023, 3, 28), None, "", ""),
    ("m", "寺后村", date(2022, 10, 10), None, "", ""),
    ("n", "寺后村", date(2024, 6, 12), None, "", ""),
    ("o", "旺川村", AS_OF + DAY, None, "", "selected only the day after"),
    ("p", "瑞川村", EAGLE - DAY, date(2022, 6, 1), "退出", "the day before the programme began"),
    ("q", "上庄村", date(2020, 7, 1), date(2021, 12, 1), "已任用", "before the programme began"),
)  # fmt: skip
_SECRETARY_RESERVE = (
    ("b", "上庄村", date(2023, 7, 1), None, "", "of both lists"),
    (None, "余川村", date(2022, 6, 1), None, "", ""),
    (None, "瑞川村", date(2023, 2, 20), None, "", ""),
    (None, "宅坦村", date(2021, 10, 8), MIDYEAR + DAY, "已任用", "left on 1 July: in force on 30 June"),
    (None, "宅坦村", date(2024, 8, 6), None, "", ""),
    (None, "旺川村", date(2021, 5, 6), AS_OF + DAY, "已任用", "leaves the day after: still in force"),
    (None, "旺川村", AS_OF + DAY, None, "", "selected only the day after"),
    (None, "五联村", date(2021, 5, 6), MIDYEAR, "退出", "left on 30 June, which no longer counts"),
    (None, "五联村", AS_OF, None, "", "selected on the as-of day"),
    (None, "寺后村", date(2021, 8, 30), AS_OF, "退出", "left on the as-of day, which no longer counts"),
    (None, "寺后村", date(2024, 9, 12), None, "", ""),
)  # fmt: skip


def reserves(book: Book, staff: Staff) -> None:
    """The two reserve lists: 14 persons ever selected, 7 secretaries' reserves in force."""
    known: dict[str, Row] = {}
    for kind, figure, entries in (
        ("村级后备干部", "reserve_cadres", _VILLAGE_RESERVE),
        ("党组织书记后备", "reserve_secretaries", _SECRETARY_RESERVE),
    ):
        for key, village, since, until, outcome, why in entries:
            person = known.get(key or "") or staff.person(village, (1984, 1999))
            if key:
                known[key] = person
            book.add(
                "reserves", f"{figure}: {why}" if why else "", person=person, kind=kind,
                place=village, since=since, until=until, outcome=outcome,
                programmes=TITLES["young_eagle"] if since >= EAGLE else "",
            )  # fmt: skip


def postings(book: Book, staff: Staff, people: People) -> None:
    """Assistants in villages (2), cross-posted leaders (2), and others who are neither."""
    cadres, team = people.cadres, people.team
    assistant, cross, training = "到村任村委会主任助理", "上下交叉挂职", "跟班学习"
    hall = "绩溪县乡镇"
    rows: tuple[tuple[Row, str, str, str, str, date, date | None, str], ...] = (
        (cadres[0], assistant, "上庄村", NAME, "上庄村村委会主任助理", AS_OF, None,
         "village_assistants: posted on the as-of day"),
        (cadres[0], assistant, "余川村", NAME, "余川村村委会主任助理", date(2022, 9, 1),
         date(2023, 9, 1), "village_assistants: an earlier posting of the same person"),
        (cadres[1], assistant, "五联村", NAME, "五联村村委会主任助理", date(2023, 3, 1), AS_OF + DAY,
         "village_assistants: called back the day after"),
        (cadres[2], assistant, "旺川村", NAME, "旺川村村委会主任助理", date(2022, 9, 1), AS_OF,
         "village_assistants: called back on the as-of day, which no longer counts"),
        (cadres[4], assistant, "瑞川村", NAME, "瑞川村村委会主任助理", AS_OF + DAY, None,
         "village_assistants: posted only the day after"),
        (cadres[5], assistant, "寺后村", NAME, "寺后村村委会主任助理", date(2022, 4, 1), YEAR_END,
         "village_assistants: called back on 31 December, which no longer counts"),
        (cadres[6], assistant, "宅坦村", NAME, "宅坦村村委会主任助理", date(2022, 4, 1), MIDYEAR + DAY,
         "village_assistants: called back on 1 July"),
        (team["vice_education"], cross, NAME, NAME, "县教育体育局副局长（挂职）", AS_OF, None,
         "cross_posted: posted on the as-of day"),
        (team["organiser"], cross, NAME, "县委组织部", "上庄镇党委组织委员（挂职）", date(2023, 3, 10),
         AS_OF + DAY, "cross_posted: ends the day after"),
        (team["industry"], cross, NAME, NAME, "县文化旅游体育局副局长（挂职）", date(2022, 9, 1), AS_OF,
         "cross_posted: ended on the as-of day, which no longer counts"),
        (team["deputy"], cross, NAME, NAME, "县司法局副局长（挂职）", AS_OF + DAY, None,
         "cross_posted: begins only the day after"),
        (team["vice_farming"], cross, NAME, NAME, "县农业农村水利局副局长（挂职）", date(2021, 11, 1),
         MIDYEAR, "cross_posted: ended on 30 June, which no longer counts"),
        (team["discipline"], cross, NAME, NAME, "县纪委监委派驻组副组长（挂职）", date(2022, 5, 1),
         MIDYEAR + DAY, "cross_posted: ended on 1 July"),
        (cadres[7], training, NAME, NAME, "县委办公室跟班学习", date(2024, 3, 4), None,
         "cross_posted village_assistants: training is neither"),
        (cadres[8], training, "宅坦村", NAME, "宅坦村跟班学习", date(2023, 11, 1), NEW_YEAR, ""),
        (cadres[9], training, "寺后村", hall, "寺后村跟班学习", date(2024, 5, 6), None, ""),
    )  # fmt: skip
    for person, kind, place, origin, destination, since, until, trap in rows:
        book.add("postings", trap, person=person, kind=kind, place=place, origin=origin,
                 destination=destination, since=since, until=until)  # fmt: skip


def build(book: Book, staff: Staff, people: People, rng: random.Random) -> None:
    """Write honours, reserves and postings."""
    honours(book, people, rng)
    reserves(book, staff)
    postings(book, staff, people)
