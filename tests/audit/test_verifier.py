"""The verifier: whatever is changed behind the program's back is found, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from jishi.access import writing
from jishi.access.actor import operator
from jishi.access.door import see
from jishi.access.managing import log_sign_in
from jishi.access.models import Grant, User
from jishi.access.writing import Draft
from jishi.audit import trail
from jishi.audit.models import ChainHead, Entry, EntryValues
from jishi.audit.trail import digest, link_hash
from jishi.audit.verifier import ERASE, Result, verify
from jishi.kernel.unscoped import rows
from jishi.places.models import Place
from jishi.records.audited import AUDITED, shipped_as_they_were
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.people.models import Person
from tests.workbook.littletown import TOWN

pytestmark = pytest.mark.usefixtures("trail_of_a_town")


def problems() -> list[str]:
    return [f"{p.chain} {p.seq} {p.what} {p.record}" for p in verify(AUDITED).problems]


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount != 0, statement


def stored(value: Any, field: models.Field[Any, Any]) -> Any:
    return field.get_db_prep_value(value, connection, prepared=False)


def other(value: Any, field: models.Field[Any, Any], dice: random.Random) -> Any:
    """Another value that the column takes, in the database's own form."""
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField | models.DateField):
        before = value.replace(year=value.year - 1, day=1) if value else None
        return "2001-01-01" if before is None else stored(before, field)
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    text = value if isinstance(value, str) else ""
    room = field.max_length or 1000
    return text[:-1] + "z" if len(text) >= room else text + dice.choice("z9")


def random_entry(dice: random.Random, chain: str | None = None) -> Entry:
    entries = Entry.objects.filter(chain=chain) if chain else Entry.objects.all()
    return dice.choice(list(entries))


def edit_an_entry(dice: random.Random) -> str:
    entry = random_entry(dice)
    field = dice.choice([f for f in Entry._meta.concrete_fields if not f.primary_key])
    value = other(getattr(entry, field.attname), field, dice)
    if field.attname == "seq":
        value = 10_000
    sql(f'UPDATE audit_entry SET "{field.column}" = %s WHERE id = %s', value, entry.pk)
    return f"{field.attname} of {entry}"


def edit_an_entry_and_hash_it_anew(dice: random.Random) -> str:
    entry = random_entry(dice)
    entry.actor = "nobody"
    sql("UPDATE audit_entry SET actor = %s, hash = %s WHERE id = %s",
        "nobody", link_hash(entry), entry.pk)  # fmt: skip
    return str(entry)


def delete_an_entry(dice: random.Random) -> str:
    entry = random_entry(dice)
    sql("DELETE FROM audit_entryvalues WHERE entry_id = %s", entry.pk)
    sql("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    return str(entry)


def swap_two_entries(dice: random.Random) -> str:
    one, two = dice.sample(list(Entry.objects.filter(chain=TOWN)), 2)
    sql("UPDATE audit_entry SET seq = %s WHERE id = %s", 90_000, one.pk)
    sql("UPDATE audit_entry SET seq = %s WHERE id = %s", one.seq, two.pk)
    sql("UPDATE audit_entry SET seq = %s WHERE id = %s", two.seq, one.pk)
    return f"{one} {two}"


def swap_the_values_of_two(dice: random.Random) -> str:
    one, two = dice.sample(list(EntryValues.objects.filter(entry__chain=TOWN)), 2)
    for to, of in ((one, two), (two, one)):
        sql("UPDATE audit_entryvalues SET salt = %s, before = %s, after = %s WHERE entry_id = %s",
            of.salt, of.before, of.after, to.pk)  # fmt: skip
    return f"{one} {two}"


def cut_the_tail(dice: random.Random) -> str:
    chain = dice.choice([TOWN, "county"])
    keep = dice.randrange(Entry.objects.filter(chain=chain).count())
    sql("DELETE FROM audit_entryvalues WHERE entry_id IN"
        " (SELECT id FROM audit_entry WHERE chain = %s AND seq > %s)", chain, keep)  # fmt: skip
    sql("DELETE FROM audit_entry WHERE chain = %s AND seq > %s", chain, keep)
    return f"{chain} after {keep}"


def cut_the_tail_and_mend_the_head(dice: random.Random) -> str:
    said = cut_the_tail(dice)
    chain, _after, keep = said.split()
    last = Entry.objects.filter(chain=chain, seq=int(keep)).first()
    sql("UPDATE audit_chainhead SET seq = %s, hash = %s WHERE chain = %s",
        int(keep), last.hash if last else "", chain)  # fmt: skip
    return said


def cut_the_tail_with_what_it_told(dice: random.Random) -> str:
    """The last imported rows vanish from the ledger, too: only the log outside knows."""
    entry = Entry.objects.filter(chain=TOWN, ledger="plans").latest("seq")
    sql("DELETE FROM projects_plan WHERE number = 'GH03'")
    sql("DELETE FROM audit_entryvalues WHERE entry_id IN"
        " (SELECT id FROM audit_entry WHERE chain = %s AND seq >= %s)",
        TOWN, entry.seq)  # fmt: skip
    sql("DELETE FROM audit_entry WHERE chain = %s AND seq >= %s", TOWN, entry.seq)
    sql("UPDATE people_person SET note = '', version = 1 WHERE number IN ('RY01', 'RY02')")
    last = Entry.objects.get(chain=TOWN, seq=entry.seq - 1)
    sql("UPDATE audit_chainhead SET seq = %s, hash = %s WHERE chain = %s",
        last.seq, last.hash, TOWN)  # fmt: skip
    return str(entry)


def make_the_whole_chain_anew(dice: random.Random) -> str:
    """Consistent in itself from some entry on: link by link, values, head, record."""
    first = random_entry(dice, TOWN)
    previous = first.previous
    for entry in Entry.objects.filter(chain=TOWN, seq__gte=first.seq).order_by("seq"):
        if entry.pk == first.pk:
            entry.actor = "somebody else"
        entry.previous = previous
        previous = entry.hash = link_hash(entry)
        sql("UPDATE audit_entry SET actor = %s, previous = %s, hash = %s WHERE id = %s",
            entry.actor, entry.previous, entry.hash, entry.pk)  # fmt: skip
    sql("UPDATE audit_chainhead SET hash = %s WHERE chain = %s", previous, TOWN)
    return str(first)


def add_an_entry_at_the_end(dice: random.Random) -> str:
    head = ChainHead.objects.get(chain=TOWN)
    entry = random_entry(dice, TOWN)
    values = EntryValues.objects.get(entry=entry)
    entry.pk, entry.seq, entry.previous = 900_000, head.seq + 1, head.hash
    entry.before, entry.after = digest("s", values.before), digest("s", values.after)
    entry.hash = link_hash(entry)
    entry.save(force_insert=True)
    EntryValues.objects.create(entry=entry, salt="s", before=values.before, after=values.after)
    sql("UPDATE audit_chainhead SET seq = %s, hash = %s WHERE chain = %s",
        entry.seq, entry.hash, TOWN)  # fmt: skip
    return str(entry)


def change_the_head(dice: random.Random) -> str:
    head = dice.choice(list(ChainHead.objects.all()))
    if dice.random() < 0.5:
        sql("DELETE FROM audit_chainhead WHERE chain = %s", head.chain)
    else:
        sql("UPDATE audit_chainhead SET hash = %s WHERE chain = %s", "0" * 64, head.chain)
    return str(head)


def change_values(dice: random.Random) -> str:
    values = dice.choice(list(EntryValues.objects.all()))
    column = dice.choice(["salt", "before", "after"])
    field = EntryValues._meta.get_field(column)
    sql(f"UPDATE audit_entryvalues SET {column} = %s WHERE entry_id = %s",
        other(getattr(values, column), field, dice), values.pk)  # fmt: skip
    return f"{column} {values}"


def delete_values(dice: random.Random) -> str:
    values = dice.choice(list(EntryValues.objects.all()))
    sql("DELETE FROM audit_entryvalues WHERE entry_id = %s", values.pk)
    return str(values)


def say_that_values_were_erased(dice: random.Random) -> str:
    values = dice.choice(list(EntryValues.objects.exclude(after="")))
    sql("UPDATE audit_entryvalues SET salt = '', before = '', after = '', erased_by = %s"
        " WHERE entry_id = %s", dice.choice([1, 5, 100_000]), values.pk)  # fmt: skip
    return str(values)


def change_a_record(dice: random.Random) -> str:
    one = dice.choice(AUDITED)
    row = dice.choice(list(one.rows()) or list(rows(Person)))
    told = [
        f for f in row._meta.concrete_fields
        if not f.primary_key and not f.is_relation
        and f.attname not in ("last_login", "person", "level", "parent", "created_at")
    ]  # fmt: skip
    field = dice.choice(told)
    value = other(getattr(row, field.attname), field, dice)
    with_checks_off(
        f'UPDATE {row._meta.db_table} SET "{field.column}" = %s WHERE {row._meta.pk.column} = %s',
        value, stored(row.pk, row._meta.pk),
    )  # fmt: skip
    return f"{row._meta.db_table}.{field.column} of {row.pk}"


def with_checks_off(statement: str, *values: Any) -> None:
    """A vandal is not held back by a CHECK; a refused statement is no tampering."""
    try:
        with transaction.atomic():
            sql(statement, *values)
    except Exception as refused:
        raise Refused from refused


class Refused(Exception):
    """The database itself did not let it happen."""


def delete_a_record(dice: random.Random) -> str:
    ledger = dice.choice([one for one in LEDGERS if rows(one.model).exists()])
    found = rows(ledger.model)
    if ledger.model is Place:
        found = found.filter(level="group")
    if ledger.key == "kinds":
        found = found.filter(town=TOWN)
    row = dice.choice(list(found))
    sql(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s",
        stored(row.pk, row._meta.pk))  # fmt: skip
    return f"{row._meta.db_table} {row.pk}"


def insert_a_record(dice: random.Random) -> str:
    filled = [
        one for one in LEDGERS
        if one.identity == "number" and rows(one.model).filter(town=TOWN).exists()
    ]  # fmt: skip
    ledger = dice.choice(filled)
    row: Any = dice.choice(list(rows(ledger.model).filter(town=TOWN)))
    row.pk = None if ledger.key != "kinds" else f"{row.pk}x"
    if row.pk is None:
        row.pk = row._meta.pk.get_default()
    row.number = "X1"
    row._state.adding = True
    ledger.model._base_manager.bulk_create([row])
    return f"{row._meta.db_table} {row.pk}"


def change_a_password(dice: random.Random) -> str:
    sql("UPDATE access_user SET password = %s", make_password("stolen"))
    return "password"


def give_a_grant(dice: random.Random) -> str:
    grant = Grant.objects.get()
    if dice.random() < 0.5:
        sql("UPDATE access_grant SET place = %s", "341824")
    else:
        Grant(user=grant.user, role="administrator", place="341824", since=grant.since).save()
    return "grant"


def let_in_someone_ended(dice: random.Random) -> str:
    sql("UPDATE access_user SET is_active = %s", False)
    return "is_active"


def change_the_log_outside(dice: random.Random) -> str:
    path = trail.head_log()
    lines = path.read_text().splitlines()
    at = dice.randrange(len(lines))
    way = dice.randrange(3)
    if way == 0:
        lines[at] = lines[at][:-1] + ("0" if lines[at][-1] != "0" else "1")
    elif way == 1:
        lines[at] = "\x00 garbage"
    else:
        del lines[[line.split()[0] for line in lines].index("county") :]
    path.write_text("\n".join(lines) + "\n")
    return f"log {way}"


TAMPERINGS: dict[Callable[[random.Random], str], int] = {
    edit_an_entry: 40, edit_an_entry_and_hash_it_anew: 10, delete_an_entry: 10,
    swap_two_entries: 10, swap_the_values_of_two: 10, cut_the_tail: 10,
    cut_the_tail_and_mend_the_head: 10, cut_the_tail_with_what_it_told: 1,
    make_the_whole_chain_anew: 10, add_an_entry_at_the_end: 5, change_the_head: 6,
    change_values: 20, delete_values: 6, say_that_values_were_erased: 6, change_a_record: 60,
    delete_a_record: 20, insert_a_record: 20, change_a_password: 1, give_a_grant: 2,
    let_in_someone_ended: 1, change_the_log_outside: 8,
}  # fmt: skip


def test_a_trail_that_nobody_touched_has_no_problem():
    result = verify(AUDITED)
    assert result.problems == []
    assert result.entries == Entry.objects.count()
    assert result.records == sum(one.rows().count() for one in AUDITED)
    assert result.heads == dict(ChainHead.objects.values_list("chain", "hash"))


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_every_tampering_is_found(tamper):
    log = trail.head_log().read_text()
    done = 0
    for seed in range(1000):
        dice = random.Random(seed)
        with transaction.atomic():
            try:
                said = tamper(dice)
            except Refused:
                continue
            assert problems(), f"seed {seed}: {said}"
            transaction.set_rollback(True)
        trail.head_log().write_text(log)
        done += 1
        if done == TAMPERINGS[tamper]:
            break
    assert done == TAMPERINGS[tamper]
    assert problems() == []


def test_there_are_two_hundred_tamperings():
    assert sum(TAMPERINGS.values()) >= 200


def test_a_problem_names_the_record_and_the_entry():
    person = rows(Person).get(number="RY01")
    sql("UPDATE people_person SET name = %s WHERE number = %s", "别人", "RY01")
    (problem,) = verify(AUDITED).problems
    assert problem.record == str(person.pk)
    assert Entry.objects.get(chain=problem.chain, seq=problem.seq).record == str(person.pk)


def test_a_head_printed_on_a_report_must_be_on_a_chain():
    head = ChainHead.objects.get(chain=TOWN).hash
    first = Entry.objects.get(chain=TOWN, seq=3).hash
    assert verify(AUDITED, head=head).problems == []
    assert verify(AUDITED, head=first).problems == []
    assert verify(AUDITED, head="0" * 64).problems


def test_the_log_outside_may_not_vanish():
    trail.head_log().unlink()
    assert problems()


def _erase(number: str) -> tuple[list[Entry], Entry]:
    """What the procedure does: the row emptied by an entry `erase`, earlier values gone."""
    person = rows(Person).get(number=number)
    entries = list(Entry.objects.filter(record=str(person.pk)).order_by("seq"))
    before = trail.facts(person)
    person.note, person.version = "", person.version + 1
    with transaction.atomic():
        person.save()
        trail.append([trail.of_row(person, ERASE, before)], actor="clerk", origin="test")
        eraser = Entry.objects.filter(record=str(person.pk)).latest("seq")
        EntryValues.objects.filter(entry__in=entries).update(
            salt="", before="", after="", erased_by=eraser.seq
        )
    return entries, eraser


def test_erased_values_are_told_as_erased_and_are_no_problem():
    entries, eraser = _erase("RY01")
    result: Result = verify(AUDITED)
    assert result.problems == []
    assert result.erased == [{"chain": TOWN, "seq": e.seq, "by": eraser.seq} for e in entries]


def test_an_erased_record_may_still_not_be_changed():
    _erase("RY01")
    sql("UPDATE people_person SET name = %s WHERE number = %s", "别人", "RY01")
    assert problems()


def test_values_marked_erased_that_still_stand_there_are_a_problem():
    _entries, eraser = _erase("RY01")
    sql("UPDATE audit_entryvalues SET after = 'x' WHERE erased_by = %s", eraser.seq)
    assert problems()


def test_what_was_rolled_back_leaves_no_line_in_the_log():
    log = trail.head_log().read_text()
    person = rows(Person).get(number="RY03")
    with transaction.atomic():
        writing.write(BY_KEY["persons"], [Draft({"note": "不算"}, person)], by=operator())
        transaction.set_rollback(True)
    assert trail.head_log().read_text() == log
    assert problems() == []


def test_signing_in_is_told_and_is_no_change_of_the_account():
    log_sign_in(User.objects.get(), by=operator())
    assert Entry.objects.filter(action="sign_in").count() == 1
    assert problems() == []


def test_the_trail_goes_on_when_the_clock_is_set_back(time_machine):
    time_machine.move_to("2020-01-01")
    person = see(Person, by=operator()).get(number="RY01")
    writing.write(BY_KEY["persons"], [Draft({"note": "昨天"}, person)], by=operator())
    assert problems() == []


def test_every_record_table_is_watched():
    watched = {one.rows().model for one in AUDITED}
    assert {ledger.model for ledger in LEDGERS} <= watched
    assert {User, Grant} <= watched


def test_shipped_kinds_and_villages_changed_behind_the_program_are_told():
    assert list(shipped_as_they_were()) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_kind SET family = 'dispute' WHERE code = 'volunteering'")
        cursor.execute(f"UPDATE places_place SET until = '2024-01-01' WHERE code = '{TOWN}206'")
    found = {problem.record for problem in shipped_as_they_were()}
    assert found == {"volunteering", f"{TOWN}206"}
