"""What all records share 记录: identity, place, number, version; a day, or an interval."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.queries import LockedManager


class CodesField(models.TextField):  # type: ignore[type-arg]
    """A set of codes held as one text `|a|b|`: equal in every engine, found by `contains`.

    In Python it is a sorted tuple of codes.
    """

    def from_db_value(self, value: str | None, *_args: Any) -> tuple[str, ...]:
        return split_codes(value or "")

    def to_python(self, value: Any) -> tuple[str, ...]:
        return split_codes(value) if isinstance(value, str) else tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        return value if isinstance(value, str) else join_codes(value or ())


def split_codes(text: str) -> tuple[str, ...]:
    """The codes in a stored `|a|b|`."""
    return tuple(code for code in text.split("|") if code)


def join_codes(codes: Any) -> str:
    """Codes as stored: sorted, each between bars; the empty set is ''."""
    found = sorted(set(codes))
    return f"|{'|'.join(found)}|" if found else ""


class Record(models.Model):
    """One fact, one row. `place` keeps the code of its day; `town` names the ledger it is in."""

    LEDGER: ClassVar[str] = ""
    PLACE_FIELD: ClassVar[str] = "place"

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    number = models.CharField(_("编号"), max_length=60)
    town = models.CharField(max_length=9, editable=False)
    place = models.CharField(_("地方"), max_length=14, db_index=True)
    programmes = CodesField(_("归口项目"), blank=True, default=tuple)
    note = models.TextField(_("备注"), blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LockedManager()
    rows = models.Manager()  # the plain one, for the framework and kernel.unscoped only

    class Meta:
        abstract = True
        base_manager_name = "rows"
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="%(class)s_number_unique"),
        ]

    def __str__(self) -> str:
        return self.number


class Event(Record):
    """Something that happened on a day."""

    on = models.DateField(_("日期"))

    class Meta(Record.Meta):
        abstract = True


class State(Record):
    """Something in force in [since, until): the last day does not count (当日不计)."""

    since = models.DateField(_("自"))
    until = models.DateField(_("止（当日不计）"), null=True, blank=True)

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="%(class)s_interval_forward",
            ),
        ]


def facts(row: models.Model) -> dict[str, Any]:
    """All stored values of a row by column name, as JSON can hold them, for trail and history."""
    return {
        name: plain(row.__dict__[name])
        for name in (field.attname for field in row._meta.concrete_fields)
    }


def row_of(model: type[models.Model], values: dict[str, Any]) -> Any:
    """A row of `model` as `facts()` told it, not stored; columns added since have their default."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.attname in values:
            kind = field.target_field if isinstance(field, models.ForeignKey) else field
            setattr(row, field.attname, kind.to_python(values[field.attname]))
    return row


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates in ISO form, identifiers as text."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    raise TypeError(f"no plain form for {type(value).__name__}")


def canonical(value: Any) -> str:
    """One spelling of a JSON value: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
