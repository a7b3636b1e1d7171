"""The database itself refuses to change a pin or take one away.

A later migration that rebuilds the table on SQLite (it does so to alter a column) loses the
triggers with the old table and must put them back: `guard` below. Emptying the whole table
(TRUNCATE, which only the table's owner may) is not stopped here but found by `audit verify`.
"""

from django.db import migrations

_SAID = "a pin stays as it is"


def guard(_apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for what in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER pins_pin_no_{what.lower()} BEFORE {what} ON pins_pin "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
    elif vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION pins_pin_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER pins_pin_stays BEFORE UPDATE OR DELETE ON pins_pin "
            "FOR EACH ROW EXECUTE FUNCTION pins_pin_stays()"
        )


def unguard(_apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for what in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS pins_pin_no_{what}")
    elif vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS pins_pin_stays ON pins_pin")
        schema_editor.execute("DROP FUNCTION IF EXISTS pins_pin_stays()")


class Migration(migrations.Migration):

    dependencies = [
        ('pins', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(guard, unguard),
    ]
