"""What is done with county forms: taken in, bound, revised, retired, filled. Each in the trail."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.countyforms.binding import Binding
from jishi.countyforms.filling import Filled, cells, filled_file
from jishi.countyforms.models import CountyForm, Filling
from jishi.countyforms.sheets import sheets_of
from jishi.countyforms.sheetxml import read_form
from jishi.countyforms.telling import KEY, told
from jishi.indicators.tables import BY_KEY
from jishi.kernel.columns import Text
from jishi.places import tree

LONGEST = {"name": 80, "owner": 80, "basis": 200}
MINUTES = _("分钟数写0到10000之间的整数。")


class FormFault(Exception):
    """A form cannot be kept so: `field` says where, the message what and how to mend it."""

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(str(message))
        self.field, self.message = field, message


class Passed(Exception):
    """Somebody else changed the form meanwhile."""


@dataclass(frozen=True)
class About:
    """What is said of a form: who wants it, on what ground, until when, and what it costs."""

    name: str
    owner: str
    basis: str = ""
    expires_on: date | None = None
    minutes: int = 0

    def __post_init__(self) -> None:
        said = {"name": self.name, "owner": self.owner, "basis": self.basis}
        for field, message in wrong(said, self.minutes).items():
            raise FormFault(field, message)


def wrong(said: Mapping[str, str], minutes: int) -> dict[str, Text]:
    """All that is wrong with what is said of a form, by field: `said` its texts, and minutes."""
    found: dict[str, Text] = {}
    if not said["name"].strip():
        found["name"] = _("写上表名。")
    if not said["owner"].strip():
        found["owner"] = _("写上是哪个单位要这张表。")
    for field, most in LONGEST.items():
        if len(said[field].strip()) > most:
            found[field] = _("最多%(most)s个字。") % {"most": most}
    if not 0 <= minutes <= 10_000:
        found["minutes"] = MINUTES
    return found


def forms_of(town: str, *, by: Actor, to: str = "read") -> Any:
    """The forms of a town as a queryset. Raises policy.Forbidden where the actor may not."""
    if not door.reaches(by, f"forms.{to}", town):
        raise policy.Forbidden(f"forms.{to}")
    return CountyForm.objects.filter(town=town)


def times_filled(town: str, year: int) -> Counter[UUID]:
    """How often each form of a town was filled in a year, by its id.

    A place and day count once, however often they were downloaded: by hand they were typed once.
    """
    filled = Filling.objects.filter(form__town=town, at__year=year)
    found = filled.order_by().values_list("form", "place", "as_of").distinct()
    return Counter(form for form, _place, _day in found)


def add(town: str, about: About, content: bytes, file_name: str, *, by: Actor) -> CountyForm:
    """Take a form in. Raises FormFault, RefusedWorkbook, policy.Forbidden."""
    forms_of(town, by=by, to="write")
    read_form(content)
    form = CountyForm(
        town=town, file_name=file_name[:120], content=content,
        digest=hashlib.sha256(content).hexdigest(), **_said(about),
    )  # fmt: skip
    return _store(form, None, by)


def revise(form: CountyForm, about: About, *, seen: int, by: Actor) -> CountyForm:
    """Say something else of a form. Raises FormFault, Passed."""
    return _changed(form, seen, by, _said(about))


def bind(
    form: CountyForm, changes: Mapping[str, Binding | None], *, seen: int, by: Actor
) -> CountyForm:
    """Bind cells ("sheet!B4") to figures, or free them (None). Raises FormFault, Passed."""
    sheets = {sheet.name: sheet for sheet in sheets_of(form)}
    bindings = dict(form.bindings)
    for key, binding in changes.items():
        name, _bang, ref = key.rpartition("!")
        cell = sheets[name].cell(ref) if name in sheets else None
        if cell is None:
            raise FormFault("cell", _("表里没有这一格。"))
        if cell.formula:
            raise FormFault("cell", _("这一格是公式，会自己算，不用对应。"))
        if binding is None:
            bindings.pop(key, None)
            continue
        if binding.figure and binding.figure not in BY_KEY:
            raise FormFault("figure", _("没有这个指标，从列表里选。"))
        if binding.place and not binding.place.startswith(form.town):
            raise FormFault("place", _("只能选本镇或本镇的村。"))
        if binding.place and tree.place(binding.place) is None:
            raise FormFault("place", _("没有这个地方。"))
        bindings[key] = binding.stored()
    return _changed(form, seen, by, {"bindings": bindings})


def retire(
    form: CountyForm, on: date | None, about: About, *, seen: int, by: Actor
) -> CountyForm:  # fmt: skip
    """Say that a form is no longer asked for (or, with None, that it is again), and what the
    page that says so said of it besides. Raises FormFault, Passed."""
    return _changed(form, seen, by, {"retired_on": on, **_said(about)})


def fill_form(
    form: CountyForm, place: str, as_of: date, *, by: Actor
) -> tuple[bytes, list[Filled], Filling]:
    """The filled file and its cells; that it was filled is told. Raises policy.Forbidden."""
    forms_of(form.town, by=by, to="fill")
    found = cells(form.bindings, place, as_of, by=by)
    made, digest = filled_file(bytes(form.content), found)
    filling = Filling(
        form=form, place=place, as_of=as_of, at=timezone.now(), actor=by.name,
        form_version=form.version, cells=sum(one.value is not None for one in found),
        digest=digest,
    )  # fmt: skip
    with transaction.atomic():
        filling.save(force_insert=True)
        change = trail.Change(form.town, "create", "form_fillings", str(filling.pk), 1, None,
                              told(filling))  # fmt: skip
        trail.append([change], actor=by.name, origin=by.origin)
    return made, found, filling


def _said(about: About) -> dict[str, Any]:
    return {
        "name": about.name.strip(), "owner": about.owner.strip(),
        "basis": about.basis.strip(), "expires_on": about.expires_on,
        "minutes": about.minutes,
    }  # fmt: skip


def _changed(form: CountyForm, seen: int, by: Actor, values: Mapping[str, Any]) -> CountyForm:
    forms_of(form.town, by=by, to="write")
    with transaction.atomic():
        held = CountyForm.objects.select_for_update().get(pk=form.pk)
        if held.version != seen:
            raise Passed
        before = told(held)
        for name, value in values.items():
            setattr(held, name, value)
        if told(held) == before:
            return held
        held.version += 1
        return _store(held, before, by)


def _store(form: CountyForm, before: dict[str, Any] | None, by: Actor) -> CountyForm:
    try:
        with transaction.atomic():
            form.save(force_insert=before is None, force_update=before is not None)
            action = "update" if before else "create"
            change = trail.Change(form.town, action, KEY, str(form.pk), form.version,
                                  before, told(form))  # fmt: skip
            trail.append([change], actor=by.name, origin=by.origin)
    except IntegrityError as error:
        namesakes = CountyForm.objects.filter(town=form.town, name=form.name).exclude(pk=form.pk)
        if not namesakes.exists():
            raise  # not about the name: nothing that the user could mend
        raise FormFault("name", _("已经有一张同名的表，换个名字。")) from error
    return form
