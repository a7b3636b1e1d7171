"""The sample town's organisations: party organisations, enterprises, co-operatives, teams."""

import random
from datetime import date

from jishi.demo.book import Book, Row
from jishi.demo.days import Span, spans
from jishi.demo.ground import NAME, VILLAGES
from jishi.demo.people import People, Staff
from jishi.demo.tables import table

_PLAIN = (
    "绩溪县瑞川养蜂场",
    "绩溪县五联毛竹加工厂",
    "上庄镇旺川贡菊专业合作社",
    "绩溪县上庄建筑安装有限公司",
)


def build(book: Book, staff: Staff, people: People, rng: random.Random) -> None:
    """Write the organisations and their branch secretaries."""
    town = book.add(
        "organisations", name="中共上庄镇委员会", kind="党委", place=NAME, since=date(2004, 12, 1)
    )
    book.add(
        "organisations",
        name="上庄镇机关党支部",
        kind="党支部",
        place=NAME,
        parent=town,
        since=date(2004, 12, 1),
        trap="nonpublic_orgs: a branch outside any enterprise",
    )
    for village in VILLAGES:
        _village(staff, people, village.name, town)
    umbrella = _umbrella(book, town)
    hosts = _nonpublic(book, staff, umbrella, rng)
    _public(book, town)
    _teams(book, hosts, rng)


def _village(staff: Staff, people: People, name: str, town: Row) -> None:
    book, rng = staff.book, staff.rng
    general = book.add(
        "organisations",
        name=f"{name}党总支",
        kind="党总支",
        place=name,
        parent=town,
        since=date(2008, 7, 1),
    )
    for part in ("第一", "第二"):
        branch = book.add(
            "organisations",
            name=f"{name}{part}党支部",
            kind="党支部",
            place=name,
            parent=general,
            since=date(2008, 7, 1),
        )
        person = staff.person(name, (1962, 1990))
        people.branch_secretaries.append(person)
        staff.post(
            person,
            "支部书记",
            name,
            date(2021, 7, 1),
            title=f"{name}{part}党支部书记",
            organisation=branch,
        )
    book.add(
        "organisations",
        name=f"{name}股份经济合作社",
        kind="村集体公司",
        place=name,
        sector="公有",
        since=date(2019, rng.randrange(1, 12), 18),
    )


def _umbrella(book: Book, town: Row) -> Row:
    chamber = book.add(
        "organisations",
        name="上庄商会",
        kind="商会",
        place=NAME,
        sector="非公",
        since=date(2018, 11, 6),
    )
    return book.add(
        "organisations",
        name="上庄商会非公企业综合党委",
        kind="综合党委",
        place=NAME,
        host=chamber,
        parent=town,
        since=date(2022, 9, 28),
        trap="nonpublic_orgs: the comprehensive committee above them is not one of them",
    )


def _nonpublic(book: Book, staff: Staff, umbrella: Row, rng: random.Random) -> list[Row]:
    hosts = []
    for row, span in zip(table("nonpublic"), spans(rng, 7, old=0.4), strict=True):
        host, place = row["host"], row["place"]
        kind = "合作社" if "合作社" in host else "企业"
        enterprise = book.add(
            "organisations",
            name=host,
            kind=kind,
            place=place,
            sector="非公",
            since=date(rng.randrange(2005, 2019), rng.randrange(1, 13), 8),
        )
        organisation = book.add(
            "organisations",
            _trap("nonpublic_orgs", span),
            name=row["name"],
            kind=row["kind"],
            place=place,
            host=enterprise,
            parent=umbrella,
            since=span.since,
            until=span.until,
        )
        secretary = staff.person(place, (1965, 1990))
        staff.post(
            secretary,
            "支部书记",
            place,
            span.since,
            span.until,
            title="党组织书记",
            organisation=organisation,
        )
        hosts.append(enterprise)
    for number, name in enumerate(_PLAIN):
        book.add(
            "organisations",
            name=name,
            kind="合作社" if "合作社" in name else "企业",
            place=VILLAGES[2 + number % 4].name,
            sector="非公",
            since=date(2012 + number, 3, 20),
        )
    return hosts


def _public(book: Book, town: Row) -> None:
    joint = book.add(
        "organisations",
        name="上庄联村文化旅游发展有限公司",
        kind="村集体公司",
        place=NAME,
        sector="公有",
        since=date(2022, 11, 18),
        note="7个村共同出资。",
    )
    book.add(
        "organisations",
        name="上庄联村文化旅游发展有限公司党支部",
        kind="党支部",
        place=NAME,
        host=joint,
        parent=town,
        since=date(2023, 4, 10),
        trap="nonpublic_orgs: inside a company that the villages own",
    )


def _teams(book: Book, hosts: list[Row], rng: random.Random) -> None:
    names = [village.name for village in VILLAGES]
    works = {
        "党员突击队": ("commando_teams", ("防汛抢险", "森林防火", "除雪保畅", "环境整治")),
        "党员服务队": ("service_teams", ("助老", "茶叶技术", "调解", "代办")),
    }
    for kind, (figure, tasks) in works.items():
        for number, span in enumerate(spans(rng, 8, old=0.5)):
            place = names[number % 7] if number != 7 else NAME
            book.add(
                "organisations",
                _trap(figure, span),
                kind=kind,
                place=place,
                name=f"{place}{tasks[number % 4]}{kind}{'' if number < 7 else number - 5}",
                since=span.since,
                until=span.until,
            )
    book.add(
        "organisations",
        name="岭北茶业除雪党员突击队",
        kind="党员突击队",
        place="上庄村",
        host=hosts[0],
        since=date(2021, 11, 2),
        until=date(2023, 3, 1),
        trap="nonpublic_orgs: a team inside an enterprise is no party organisation",
    )
    for name in names[:5]:
        book.add(
            "organisations",
            name=f"{name}群众志愿队",
            kind="群众志愿队",
            place=name,
            since=date(2022, 3, 5),
            trap="commando_teams service_teams: villagers, not party members",
        )
    book.add(
        "organisations",
        name="岭北茶业志愿队",
        kind="群众志愿队",
        place="上庄村",
        host=hosts[0],
        since=date(2022, 3, 5),
        trap="nonpublic_orgs: a volunteers' team in an enterprise",
    )


def _trap(figure: str, span: Span) -> str:
    return f"{figure}: {span.why}" if span.why else ""
