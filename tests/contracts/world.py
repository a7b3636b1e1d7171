"""Two towns with two villages each, a canary in every text: whoever reads one outside his scope
has found a leak. All people, places and events here are invented.

A mark names a part of the county; every text of its records holds the mark's canary. Names that
others may rightly know carry canaries of their own: HOLDER (a leader of the town, named through
a link in village one) and SHARED (the town's kinds and programmes, offered in every form).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import xlsxwriter
from django.test import Client
from django.urls import reverse

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.access.models import User
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.countyforms import actions as countyforms
from jishi.countyforms.binding import Binding
from jishi.indicators.figures import answer, ground
from jishi.indicators.tables import BY_KEY as INDICATORS
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import kinds_for, levels, shipped_programmes
from jishi.pins.actions import LeftIn, pin
from jishi.places.models import Installation, Place
from jishi.records.attachments.actions import attach
from jishi.records.attachments.media import Judged
from jishi.records.ledgers import BY_KEY, LEDGERS, RECORDS
from jishi.reports.source import Piece, word_of
from jishi.studio import drafts, templates
from jishi.values import placecode
from jishi.web import uploads
from jishi.workbook.exporting import export_town

COUNTY, OTHER_COUNTY = "341824", "341823"
TOWN, OTHER_TOWN, FAR_TOWN = "341824103", "341824102", "341823101"
ONE, TWO = TOWN + "201", TOWN + "202"
THREE, FOUR = OTHER_TOWN + "201", OTHER_TOWN + "202"
DOOR, BACK = ONE + "01", ONE + "02"  # the group that the doorstep roles are linked to; the other
PLACES = {
    "34": "安徽省", "3418": "宣城市", COUNTY: "绩溪县", OTHER_COUNTY: "泾县",
    TOWN: "甲镇", OTHER_TOWN: "乙镇", FAR_TOWN: "丙镇",
    ONE: "东村", TWO: "西村", THREE: "南村", FOUR: "北村",
}  # fmt: skip

#: Mark → where its records lie, by the level that a ledger asks for.
MARKS: dict[str, dict[str, str]] = {
    "town": {"town": TOWN},
    "one": {"village": ONE, "group": BACK},
    "door": {"group": DOOR},
    "two": {"village": TWO, "group": TWO + "01"},
    "other": {"town": OTHER_TOWN},
    "three": {"village": THREE, "group": THREE + "01"},
    "four": {"village": FOUR, "group": FOUR + "01"},
}
CANARY = {mark: f"canary-{mark}-q" for mark in MARKS}
#: Duty telephones, and names of villager groups: those of the village are everybody's in it.
PHONE = {mark: f"0563-855{number}137" for number, mark in enumerate(MARKS)}
GROUP = {mark: f"group-{'one' if mark == 'door' else mark}-q" for mark in MARKS}
HOLDER, SHARED, HOLDER_PHONE = "holder-town-q", "shared-town-q", "0563-8559731"
NO_RECORD = "01a20000-0000-7000-8000-000000000000"
OTHER_SHARED = "shared-other-q"
EVERY = frozenset({
    *CANARY.values(), *PHONE.values(), *GROUP.values(), HOLDER, HOLDER_PHONE, SHARED, OTHER_SHARED,
})  # fmt: skip
#: Which canaries each role may come across; the doorstep roles hold group DOOR by a link.
_TOWN_SEES = frozenset(
    {held[mark] for held in (CANARY, PHONE, GROUP) for mark in ("town", "one", "door", "two")}
    | {HOLDER, HOLDER_PHONE, SHARED}
)
_VILLAGE_SEES = frozenset(
    {held[mark] for held in (CANARY, PHONE, GROUP) for mark in ("one", "door")}
    | {HOLDER, HOLDER_PHONE, SHARED}
)
_DOOR_SEES = frozenset({CANARY["door"], GROUP["door"], SHARED})
SEES: dict[str, frozenset[str]] = {
    "administrator": frozenset(),
    "county_reader": frozenset(),
    "town_leader": _TOWN_SEES,
    "town_clerk": _TOWN_SEES,
    "village": _VILLAGE_SEES,
    "grid_member": _DOOR_SEES,
    "linked_cadre": _DOOR_SEES,
    "auditor": frozenset(),
}
ROLES = tuple(SEES)
DAY, AS_OF = date(2024, 5, 5), "2024-09-30"
BIRTH, HOLDER_BIRTH = date(1983, 4, 17), date(1971, 2, 13)
PASSWORD = "long enough 42"
_CLOSED = {"closed_on": date(2024, 6, 6)}
_OUTCOME = {"matters": "agreement", "projects": "completed", "reserves": ""}
_OF_TOWN = ("kinds", "programmes", "programme_items")


@dataclass
class World:
    """The county as built: who may sign in, and the records by ledger and mark."""

    users: dict[str, User] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    book: bytes = b""  # the town's ledger as a workbook
    forms: dict[str, str] = field(default_factory=dict)  # county forms by town
    templates: dict[str, str] = field(default_factory=dict)  # of reports, by town
    drafts: dict[str, str] = field(default_factory=dict)  # of reports, by town
    files: dict[tuple[str, str], str] = field(default_factory=dict)  # by ledger and record's id
    pin: str = ""  # code of a pin of village one
    guard: Any = None  # the person whose links give the doorstep roles group DOOR

    def client(self, who: str) -> Client:
        """A browser of a role, of `ended`, `future` or `suspended`, or of nobody (`anonymous`)."""
        if who not in self.clients:
            self.clients[who] = client = Client()
            if who in self.users:
                client.force_login(
                    self.users[who], backend="django.contrib.auth.backends.ModelBackend"
                )
                client.get(reverse("password"))  # a session is written down once, not at each ask
        return self.clients[who]

    def copy(self) -> World:
        """The same county for one more test: rows of its own, and browsers that start anew."""
        twin = deepcopy(replace(self, clients={}))
        for who, client in self.clients.items():
            twin.clients[who] = Client()
            twin.clients[who].cookies = deepcopy(client.cookies)
        return twin

    def record(self, ledger: str, place: str, *, door: bool = False) -> Any:
        """Some record of the ledger at or below a place, or None; at the linked door if asked."""
        if ledger in ("town", *_OF_TOWN):
            place = place[:9]
        marks = ["door"] if door else list(MARKS)
        held = [row for mark in marks for row in self.rows.get((ledger, mark), ())]
        return next((row for row in held if row.place.startswith(place)), None)

    def act(self, place: str, *, door: bool = False) -> str:
        """The deed that changed every household of the county, one of them at or below a place."""
        record = self.record("households", place, door=door)
        if record is None:
            return NO_RECORD
        told = Entry.objects.filter(ledger="households", record=str(record.pk))
        return told.order_by("seq").last().act

    def upload(self) -> str:
        """Key of a workbook that the town's clerk has just brought and not yet confirmed."""
        clerk = str(self.users["town_clerk"].pk)
        return uploads.keep([self.book], "台账.xlsx", user=clerk, town=TOWN).key

    def all(self, ledger: str) -> list[Any]:
        """All records of a ledger."""
        return [row for mark in MARKS for row in self.rows.get((ledger, mark), ())]


def build() -> World:
    """Places, a record of every kind for every mark, changes to each, and an account per role."""
    Installation.objects.create(county=COUNTY)
    Place.objects.bulk_create(
        Place(
            code=code, name=name, level=placecode.level(code), parent=placecode.parent(code) or ""
        )
        for code, name in PLACES.items()
    )  # fmt: skip
    world = World()
    for ledger in LEDGERS:
        _fill(world, ledger)
    _cross(world)
    world.pin = _pin()
    for ledger in RECORDS:
        _change(world, ledger)
    for ledger in LEDGERS:
        _attach(world, ledger)
    _appoint(world)
    held = io.BytesIO()
    export_town(held, TOWN, by=operator())
    world.book = held.getvalue()
    for mark, town in (("town", TOWN), ("other", OTHER_TOWN)):
        form = countyforms.add(
            town, countyforms.About(CANARY[mark], CANARY[mark]), _form(CANARY[mark]), "表.xlsx",
            by=operator(),
        )  # fmt: skip
        binding = Binding("volunteer_activities")
        countyforms.bind(form, {"Sheet1!B1": binding}, seen=1, by=operator())
        world.forms[town] = str(form.pk)
        _tell(world, mark, town)
    return world


def _pin() -> str:
    """A pin whose records are all changed afterwards, in what the figure does not read."""
    on = ground(ONE, date.fromisoformat(AS_OF), operator())
    figure = answer(INDICATORS["volunteer_activities"], on)
    left_in = LeftIn("report", CANARY["one"])
    return pin([(figure, "若干次")], by=operator(), left_in=left_in)[0].shown


def _tell(world: World, mark: str, town: str) -> None:
    """A template, offered to whoever reports on a place of the town, and a draft of the town's."""
    shared = SHARED if mark == "town" else OTHER_SHARED
    words = word_of([Piece("title", shared), Piece("body", "今年以来{{ 党员志愿活动 }}。")])
    template = templates.add(town, shared, words, f"{shared}.docx", by=operator())
    world.templates[town] = str(template.pk)
    text = [Piece("title", CANARY[mark]), Piece("body", f"{CANARY[mark]}{{{{ 党委会 }}}}。")]
    draft = drafts.begin(town, CANARY[mark], text, date(2024, 9, 30), by=operator())
    world.drafts[town] = str(draft.pk)


def _form(text: str) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [text, "0"])
    return held.getvalue()


def _fill(world: World, ledger: Ledger) -> None:
    drafts = []
    for mark in MARKS:
        place = _place(ledger, mark)
        if place:
            drafts += [Draft(v, mark=mark) for v in _rows(world, ledger, mark, place)]
    written = write(ledger, drafts, by=operator())
    for draft, row in zip(drafts, written.created, strict=True):
        world.rows.setdefault((ledger.key, draft.mark), []).append(row)


def _place(ledger: Ledger, mark: str) -> str:
    """Where a mark's records of a ledger lie; '' where it can have none."""
    held = MARKS[mark]
    if ledger.key in ("town", *_OF_TOWN):
        return held.get("town", "")
    if ledger.key in ("groups", "households", "measures"):
        return held.get("group", "")
    if ledger.key == "agenda":
        return next(iter(held.values())) if mark != "door" else ""
    levels = ledger.column("place").levels
    return next((code for level, code in held.items() if level in levels), "")


def _rows(world: World, ledger: Ledger, mark: str, place: str) -> Iterator[dict[str, Any]]:
    match ledger.key:
        case "town":
            yield {"code": place, "name": PLACES[place], "start": date(2023, 1, 1)}
            return
        case "groups":
            yield {"code": place, "name": f"{GROUP[mark]}{place[-2:]}"}
            return
        case "kinds":
            shared = SHARED if mark == "town" else OTHER_SHARED
            yield {"number": "own", "town": place, "ledger": "activities", "zh": shared,
                   "family": ""}  # fmt: skip
            return
        case "programmes":
            shared = SHARED if mark == "town" else OTHER_SHARED
            yield {"number": "own", "place": place, "zh": shared, "since": DAY,
                   "note": CANARY[mark]}  # fmt: skip
            return
        case "programme_items":
            yield {"number": "own-1", "programme": world.rows["programmes", mark][0],
                   "what": CANARY[mark], "owner": CANARY[mark], "note": CANARY[mark]}  # fmt: skip
            return
    kinds = [kind.code for kind in kinds_for(ledger.key, place[:9])] or [""]
    for number, kind in enumerate(kinds):
        values = {c.attname: _value(world, ledger, c, mark, number) for c in ledger.columns}
        if "kind" in values:
            values["kind"] = kind
        if kind == "branch_secretary":
            values.pop("organisation_id", None)  # a branch has one at a time
        if len(place) != _LYING.get(kind, len(place)):
            continue
        yield values | ({"place": place} if ledger.key != "agenda" else {})


#: Kinds that lie at one level only, by the length of its codes.
_LYING = {
    code: placecode.LENGTHS[level] for one in RECORDS for code, level in levels(one.key).items()
}


def _value(world: World, ledger: Ledger, column: Column, mark: str, number: int) -> Any:
    canary = CANARY[mark]
    match column.type:
        case "code":
            return f"{canary}-{number}"
        case "text" | "longtext":
            return f"{canary} {column.name}"
        case "phone":
            return PHONE[mark]
        case "date":
            if column.name == "birth_on":
                return BIRTH
            return {"until": None, "cancelled_on": None, "closed_on": date(2024, 6, 6)}.get(
                column.name, DAY
            )
        case "int":
            return 1 if column.name == "position" else 31 + list(MARKS).index(mark)
        case "money":
            return (7_110_017 + 110_010 * list(MARKS).index(mark)) * 100
        case "bool":
            return True
        case "choice":
            wanted = _OUTCOME.get(ledger.key, column.choices[0][0])
            return wanted if column.name == "outcome" else column.choices[0][0]
        case "programmes":
            return tuple(sorted(row["code"] for row in shipped_programmes()))
        case "link":
            return _link(world, ledger, column, mark)
    return ""


def _link(world: World, ledger: Ledger, column: Column, mark: str) -> Any:
    if column.to == ledger.key or (ledger.key, column.name) in (
        ("honours", "organisation"), ("links", "household"),
    ):  # fmt: skip
        return None
    if (ledger.key, column.name, mark) == ("posts", "organisation", "door"):
        return None  # its organisations are village one's, whose secretary there is one of
    held = world.rows.get((column.to, mark)) or world.rows.get((column.to, "one"), [])
    return held[0].pk if held else None


def _cross(world: World) -> None:
    """Records of village one that name people of the town and of village two, and the reverse."""
    by = operator()

    def somebody(mark: str, place: str, name: str, phone: str, birth: date) -> Any:
        values = {"number": f"{CANARY[mark]}-h", "name": name, "place": place, "birth_on": birth,
                  "duty_phone": phone, "programmes": (), "note": CANARY[mark]}  # fmt: skip
        person = write(BY_KEY["persons"], [Draft(values)], by=by).created[0]
        world.rows["persons", mark].append(person)
        return person

    person = somebody("town", TOWN, HOLDER, HOLDER_PHONE, HOLDER_BIRTH)
    people = {mark: world.rows["persons", mark][0] for mark in ("one", "two")}
    people["two"] = somebody("two", TWO, CANARY["two"], PHONE["two"], BIRTH)

    def add(ledger: str, mark: str, **changed: Any) -> None:
        model = BY_KEY[ledger]
        sample = world.rows[ledger, mark][0]
        values = {c.attname: getattr(sample, c.attname) for c in model.columns}
        values["number"] = f"{CANARY[mark]}-x{len(world.rows[ledger, mark])}"
        row = write(model, [Draft(values | changed)], by=by).created[0]
        world.rows[ledger, mark].append(row)

    for key in (person.pk, people["two"].pk):
        add("activities", "one", lead_id=key)
        add("matters", "one", handler_id=key)
        add("receptions", "one", leader_id=key)
        add("links", "one", holder_id=key, kind="linked_leader")
        add("duty_units", "one", holder_id=key)
        add("posts", "one", person_id=key, kind="village_member", organisation_id=None)
        add("posts", "one", person_id=key, kind="party_committee_member", organisation_id=None)
        add("honours", "one", person_id=key)
        add("reserves", "one", person_id=key, kind="secretary_reserve")
        add("postings", "one", person_id=key, kind="village_assistant")
    parent = world.rows["organisations", "town"][0].pk
    add("organisations", "one", parent_id=parent, host_id=world.rows["organisations", "two"][0].pk)
    add("plans", "one", zone_id=world.rows["zones", "town"][0].pk)
    add("activities", "town", lead_id=people["one"].pk)
    add("honours", "two", person_id=people["one"].pk)
    add("duty_units", "two", holder_id=people["one"].pk)
    link = {"kind": "grid_member", "place": DOOR, "household_id": None}
    world.guard = somebody("one", ONE, CANARY["one"], PHONE["one"], BIRTH)
    for kind in ("grid_member", "linked_cadre"):
        add("links", "one", holder_id=world.guard.pk, **{**link, "kind": kind})


def _change(world: World, ledger: Ledger) -> None:
    """Every record has been changed once, so that its history has something to tell."""
    column = next(c for c in ledger.columns if c.type in ("text", "longtext") and c.name != "name")
    rows = world.all(ledger.key)
    drafts = []
    for row in rows:
        text = getattr(row, column.name)
        drafts.append(Draft({column.name: f"{text}。"}, row=row))
        if ledger.key == "persons":
            drafts[-1].values["birth_on"] = row.birth_on.replace(day=row.birth_on.day + 1)
    for row, draft in zip(rows, drafts, strict=True):
        for name, value in draft.values.items():
            setattr(row, name, value)
        row.version += 1
    write(ledger, drafts, by=operator())


def _attach(world: World, ledger: Ledger) -> None:
    """Every record that an address may name has a file, whose name and text are its canary."""
    for mark in MARKS:
        for row in world.rows.get((ledger.key, mark), ()):
            text = CANARY[mark]
            held = Judged(f"{text}.txt", "text/plain", text.encode())
            file = attach(ledger, row, [held], by=operator()).created[0]
            world.files[ledger.key, str(row.pk)] = str(file.pk)


def _appoint(world: World) -> None:
    own = {
        "administrator": COUNTY, "county_reader": COUNTY, "town_leader": TOWN, "town_clerk": TOWN,
        "village": ONE, "grid_member": ONE, "linked_cadre": ONE, "auditor": COUNTY,
    }  # fmt: skip
    since = date(2020, 1, 1)
    person = str(world.guard.pk)
    for role, place in own.items():
        follows = person if role in ("grid_member", "linked_cadre") else ""
        new = accounts.NewAccount(role, f"{role}的人", role, place, PASSWORD, follows)
        world.users[role] = accounts.add(new, by=operator(), since=since)
    for who, since_, until in (
        ("ended", since, date(2021, 1, 1)), ("future", date(2999, 1, 1), None),
        ("suspended", since, None),
    ):  # fmt: skip
        new = accounts.NewAccount(who, who, "town_clerk", TOWN, PASSWORD)
        world.users[who] = accounts.add(new, by=operator(), since=since_, until=until)
    world.client("suspended")  # signed in before it is ended
    world.users["suspended"] = accounts.end("suspended", by=operator())
