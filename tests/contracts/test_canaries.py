"""Nothing of a part of the county outside a reader's scope is on any page, in any file or fault."""

from __future__ import annotations

import io
from copy import copy
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.kernel.unscoped import rows
from jishi.records.ledgers import BY_KEY, RECORDS
from tests.contracts.asking import ask, leaked, pages, without_tokens
from tests.contracts.matrix import PLACES_OF
from tests.contracts.world import (
    AS_OF,
    BIRTH,
    CANARY,
    DOOR,
    HOLDER,
    HOLDER_BIRTH,
    MARKS,
    ONE,
    OTHER_SHARED,
    OTHER_TOWN,
    ROLES,
    SEES,
    THREE,
    TOWN,
    TWO,
    World,
)

MINE = {
    "town_clerk": ("town", "one", "door", "two"),
    "village": ("one", "door"),
    "grid_member": ("door",),
}


def said_of(day: date) -> list[str]:
    """A birth date and the day after it (it was corrected once) in all spellings; Excel's too."""
    return [
        text
        for one in (day, day + timedelta(days=1))
        for text in (
            one.isoformat(), f"{one.year}年{one.month}月{one.day}日",
            f"<v>{(one - date(1899, 12, 30)).days}</v>",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
def test_no_page_tells_what_lies_outside_the_readers_scope(world, who):
    births = said_of(HOLDER_BIRTH) if who != "town_clerk" else []
    if who not in ("town_clerk", "village"):
        births += said_of(BIRTH)
    found, asked = [], 0
    for url in pages(world, who, "own", "below"):
        status, said = ask(world, who, "get", url)
        asked += 1
        found += [f"{url}: tells {canary}" for canary in leaked(who, said)]
        found += [f"{url}: tells a birth date" for text in births if text in said]
        if "/cockpit/" in url:
            found += [f"{url}: proves by birth date" for t in said_of(BIRTH) if t in said]
        if status != 200:
            found.append(f"{url}: {status}")
    assert not found, "\n".join(found)
    assert asked > 1


@pytest.mark.parametrize("who", MINE)
def test_what_happens_out_of_scope_changes_nothing_on_any_page(world, who, time_machine):
    # The clock stands: a page that names the hour would otherwise differ over the full hour.
    time_machine.move_to(datetime.now(UTC), tick=False)
    urls = list(pages(world, who, "own"))
    before = {url: without_tokens(ask(world, who, "get", url)[1]) for url in urls}
    added = 0
    for ledger in RECORDS:
        for mark in MARKS.keys() - set(MINE[who]):
            for row in world.rows.get((ledger.key, mark), ()):
                twin = copy(row)
                twin.pk, twin.number = type(row)().pk, f"{row.number}-twin"
                rows(ledger.model).bulk_create([twin])
                added += 1
    after = {url: without_tokens(ask(world, who, "get", url)[1]) for url in urls}
    assert added > 100
    assert [url for url in urls if before[url] != after[url]] == []


def test_the_check_of_scope_sees_a_change_inside_it(world):
    url = f"{reverse('cockpit', kwargs={'place': ONE})}?as_of={AS_OF}"
    before = without_tokens(ask(world, "village", "get", url)[1])
    assert before == without_tokens(ask(world, "village", "get", url)[1])
    twin = copy(next(row for row in world.rows["activities", "one"] if row.kind == "volunteering"))
    twin.pk, twin.number = type(twin)().pk, "twin"
    rows(type(twin)).bulk_create([twin])
    assert before != without_tokens(ask(world, "village", "get", url)[1])


@pytest.mark.parametrize("ledger", RECORDS, ids=lambda ledger: ledger.key)
def test_searching_and_sorting_by_strangers_tells_nothing(world, ledger):
    url = reverse("list", kwargs={"place": ONE, "ledger": ledger.key})
    plain = ask(world, "village", "get", f"{url}?state=all&q=no-such-thing")[1]
    for mark in ("town", "two", "three"):
        typed = CANARY[mark].removesuffix("-q")
        said = ask(world, "village", "get", f"{url}?state=all&q={typed}")[1]
        assert leaked("village", said) == set()
        assert without_tokens(said).replace(typed, "no-such-thing") == without_tokens(plain)
    for column in ledger.links():
        said = ask(world, "village", "get", f"{url}?state=all&sort={column.name}")[1]
        assert leaked("village", said) == set()


def test_a_village_knows_the_towns_holders_by_name_and_nobody_else_from_outside(world):
    row = next(r for r in world.rows["links", "one"] if r.holder.name.startswith(HOLDER))
    stranger = next(r for r in world.rows["links", "one"] if r.holder.place == TWO)
    for one, known in ((row, True), (stranger, False)):
        url = reverse("record", kwargs={"place": ONE, "ledger": "links", "id": one.pk})
        _status, said = ask(world, "village", "get", url)
        assert (HOLDER in said) is known
        assert ("（不显示）" in said) is not known
        assert not any(text in said for text in said_of(HOLDER_BIRTH))
    url = reverse("record", kwargs={"place": ONE, "ledger": "persons", "id": row.holder_id})
    assert ask(world, "village", "get", url)[0] == 404


@pytest.mark.parametrize(
    ("who", "place"),
    [("town_clerk", TOWN), ("town_leader", TOWN), ("village", ONE), ("grid_member", ONE)],
)
def test_a_record_of_elsewhere_is_not_found_under_ones_own_place(world, who, place):
    asked = 0
    for ledger in BY_KEY.values():
        for mark in MARKS.keys() - set(MINE.get(who, MINE["town_clerk"])):
            for row in world.rows.get((ledger.key, mark), ())[:1]:
                parts = {"place": place, "ledger": ledger.key, "id": str(row.pk)}
                for name, method in (("record", "get"), ("edit", "get"), ("edit", "post")):
                    status, said = ask(world, who, method, reverse(name, kwargs=parts))
                    assert status in (403, 404), (name, ledger.key, mark)
                    assert leaked(who, said) == set()
                    asked += 1
    assert asked > 100


def _form(row, ledger, **changed):
    """The form of a record as the browser would send it."""
    from jishi.kernel.record import facts
    from jishi.web import forms

    numbers = {
        c.name: {str(getattr(row, c.attname)): getattr(row, c.name).number}
        for c in ledger.links() if getattr(row, c.attname)
    }  # fmt: skip
    held = forms.filled(ledger, facts(row), numbers)
    return {**held, "version": row.version, **changed}


@pytest.mark.parametrize(("who", "mine", "foreign"), [
    ("town_clerk", "one", THREE), ("town_clerk", "one", OTHER_TOWN), ("village", "one", TWO),
    ("village", "one", TOWN), ("village", "one", THREE),
])  # fmt: skip
def test_nothing_can_be_moved_or_added_to_a_place_of_others(world, who, mine, foreign):
    own = PLACES_OF[who]["own"]
    for key in ("activities", "matters", "income", "posts", "links", "projects"):
        ledger, row = BY_KEY[key], world.rows[key, mine][0]
        before = rows(ledger.model).count()
        url = reverse("edit", kwargs={"place": own, "ledger": key, "id": str(row.pk)})
        answer = ask_kept(world, who, url, _form(row, ledger, place=foreign))
        assert answer in (403, 422), (key, answer)
        assert rows(ledger.model).get(pk=row.pk).place == row.place
        url = reverse("new", kwargs={"place": own, "ledger": key})
        data = _form(row, ledger, place=foreign, number="", version="")
        assert ask_kept(world, who, url, data) in (403, 422)
        assert rows(ledger.model).count() == before


def test_the_same_form_with_a_place_of_ones_own_is_stored(world):
    for who, place in (("town_clerk", TWO), ("village", DOOR)):
        ledger, row = BY_KEY["activities"], world.rows["activities", "one"][0]
        parts = {"place": PLACES_OF[who]["own"], "ledger": "activities", "id": str(row.pk)}
        status, _said = ask(
            world, who, "post", reverse("edit", kwargs=parts), data=_form(row, ledger, place=place)
        )
        assert status == 302


@pytest.mark.parametrize(
    ("who", "stranger"),
    [("town_clerk", "three"), ("village", "two"), ("village", "town"), ("village", "three")],
)
def test_nobody_of_elsewhere_can_be_linked_by_number_name_or_id(world, who, stranger):
    own = PLACES_OF[who]["own"]
    person = world.rows["persons", stranger][0]
    for key, column in (("activities", "lead"), ("links", "holder"), ("matters", "handler")):
        ledger, row = BY_KEY[key], world.rows[key, "one"][0]
        url = reverse("edit", kwargs={"place": own, "ledger": key, "id": str(row.pk)})
        typed = CANARY[stranger].removesuffix("-q")
        for text in (person.number, person.name, str(person.pk), f"{person.number} {person.name}"):
            assert ask_kept(world, who, url, _form(row, ledger, **{column: text})) == 422
        _status, said = ask(world, who, "post", url, data=_form(row, ledger, **{column: typed}))
        assert leaked(who, said) == set()
        held = getattr(rows(ledger.model).get(pk=row.pk), f"{column}_id")
        assert held == getattr(row, f"{column}_id")


def ask_kept(world: World, who: str, url: str, data: dict) -> int:
    """The answer to a form whose outcome stays in the database."""
    return world.client(who).post(url, data).status_code


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 10, "-1", "٣", "1e3", "\0", "", "2.0"])
def test_a_forged_version_never_overwrites(world, version):
    row = world.rows["activities", "one"][0]
    url = reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": str(row.pk)})
    data = _form(row, BY_KEY["activities"], title="伪造的版本", version=version)
    assert ask_kept(world, "town_clerk", url, data) == 409
    assert rows(type(row)).get(pk=row.pk).title == row.title


def test_a_conflict_shows_no_name_that_the_reader_may_not_know(world):
    row = world.rows["activities", "one"][0]
    stranger = world.rows["persons", "two"][0]
    stale = _form(row, BY_KEY["activities"], title="我改的")
    write(BY_KEY["activities"], [Draft({"lead_id": stranger.pk, "title": "镇里改的"}, row=row)],
          by=operator())  # fmt: skip
    url = reverse("edit", kwargs={"place": ONE, "ledger": "activities", "id": str(row.pk)})
    status, said = ask(world, "village", "post", url, data=stale)
    assert status == 409
    assert "我改的" in said
    assert "镇里改的" in said
    assert leaked("village", said) == set()


def _sheet_naming(world: World, **cells: str) -> bytes:
    """The town's own workbook with a row of activities that names somebody or somewhere."""
    book = openpyxl.load_workbook(io.BytesIO(world.book))
    sheet = book["活动"]
    header = next(r for r in sheet.iter_rows() if any(c.value == "编号" for c in r))
    by_name = {cell.value: cell.column for cell in header}
    for heading, text in cells.items():
        sheet.cell(header[0].row + 1, by_name[heading]).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("mark", ["other", "three"])
def test_the_faults_of_a_workbook_do_not_hint_at_the_other_towns_names(world, mark):
    typed = CANARY[mark].removesuffix("-q")
    client = world.client("town_clerk")
    near = OTHER_SHARED.removesuffix("-q")
    book = _sheet_naming(world, 牵头人=typed, 地方="南", 种类=near, 归口项目=near)
    file = io.BytesIO(book)
    file.name = "册.xlsx"
    upload = client.post(reverse("import", kwargs={"place": TOWN}), {"workbook": file})
    assert upload.status_code == 302
    for url in (upload.url, f"{upload.url}faults/"):
        status, said = ask(world, "town_clerk", "get", url)
        assert status == 200
        assert typed in said
        assert leaked("town_clerk", said) == set()
    # Nobody else may look at what the clerk has brought.
    for who in SEES.keys() - {"town_clerk"}:
        assert ask(world, who, "get", upload.url)[0] in (403, 404)
