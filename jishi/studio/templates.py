"""What is done with a town's templates: taken in, renamed, replaced, retired. Each in the trail."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.indicators.naming import called_in
from jishi.kernel.columns import Text
from jishi.reports.figures import vocabulary
from jishi.reports.template import Template, TemplateError, load
from jishi.studio.models import TemplateFile, TownTemplate
from jishi.studio.telling import change, told
from jishi.values import placecode

LONGEST_NAME = 60
MOST = 100  # templates of a town


class Fault(Exception):
    """It cannot be kept so: `field` says where, the message what and how to mend it."""

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(str(message))
        self.field, self.message = field, message


class Passed(Exception):
    """Somebody else changed the template meanwhile."""


@dataclass(frozen=True)
class Check:
    """What the check of a file says: `template` where it can be used, else every fault."""

    template: Template | None
    problems: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What works, but hardly as meant."""
        return self.template.notes if self.template else ()


def templates_of(town: str, *, by: Actor, to: str = "read") -> Any:
    """The templates of a town as a queryset. Raises policy.Forbidden where he may not."""
    if not door.reaches(by, f"templates.{to}", town):
        raise policy.Forbidden(f"templates.{to}")
    return TownTemplate.objects.filter(town=town)


def usable(place: str, *, by: Actor) -> Any:
    """The templates by which the report of a place may be told, in the order of their names."""
    town = placecode.at_level(place, "town")
    if town is None or not door.reaches(by, "reports.make", place):
        return TownTemplate.objects.none()
    return TownTemplate.objects.filter(town=town, retired_on=None).order_by("name")


def file_of(template: TownTemplate, number: int | None = None) -> TemplateFile:
    """The file in use, or an earlier one. Raises TemplateFile.DoesNotExist."""
    held: TemplateFile = template.files.get(number=number or template.number)
    return held


def check(content: bytes, town: str) -> Check:
    """Whether a file can be used in a town, under the town's own names of figures."""
    try:
        return Check(load(content, vocabulary(called_in(town))))
    except TemplateError as error:
        return Check(None, tuple(error.problems))


def add(town: str, name: str, content: bytes, file_name: str, *, by: Actor) -> TownTemplate:
    """Take a template in. Raises Fault, TemplateError, policy.Forbidden."""
    if templates_of(town, by=by, to="write").count() >= MOST:
        raise Fault("name", _("一个镇最多放100份模板，先停用几份。"))
    _usable(content, town)
    template = TownTemplate(town=town, name=_named(name))
    return _store(template, None, by, _file(template, 1, content, file_name, by))


def rename(template: TownTemplate, name: str, *, seen: int, by: Actor) -> TownTemplate:
    """Give it another name. Raises Fault, Passed, policy.Forbidden."""
    return _changed(template, seen, by, {"name": _named(name)})


def replace_file(
    template: TownTemplate, content: bytes, file_name: str, *, seen: int, by: Actor
) -> TownTemplate:
    """Use another file from now on; the old ones stay. Raises TemplateError, Passed, Forbidden."""
    templates_of(template.town, by=by, to="write")
    _usable(content, template.town)
    made = _file(template, template.number + 1, content, file_name, by)
    if made.digest == file_of(template).digest:
        raise Fault("file", _("这份文件和现在用的一模一样。"))
    return _changed(template, seen, by, {"number": made.number}, made)


def retire(template: TownTemplate, on: date | None, *, seen: int, by: Actor) -> TownTemplate:
    """Offer it no longer (or, with None, again). Raises Passed, policy.Forbidden."""
    return _changed(template, seen, by, {"retired_on": on})


def _named(name: str) -> str:
    said = " ".join(name.split())
    if not said:
        raise Fault("name", _("给模板起个名字。"))
    if len(said) > LONGEST_NAME:
        raise Fault("name", _("模板名称最多60个字。"))
    return said


def _usable(content: bytes, town: str) -> None:
    load(content, vocabulary(called_in(town)))


def _file(
    template: TownTemplate, number: int, content: bytes, file_name: str, by: Actor
) -> TemplateFile:
    return TemplateFile(
        template=template, number=number, file_name=file_name[-120:], content=content,
        digest=hashlib.sha256(content).hexdigest(), at=timezone.now(), actor=by.name,
    )  # fmt: skip


def _changed(
    template: TownTemplate, seen: int, by: Actor, values: dict[str, Any],
    file: TemplateFile | None = None,
) -> TownTemplate:  # fmt: skip
    templates_of(template.town, by=by, to="write")
    with transaction.atomic():
        held = TownTemplate.objects.select_for_update().get(pk=template.pk)
        if held.version != seen:
            raise Passed
        before = told(held)
        for name, value in values.items():
            setattr(held, name, value)
        if told(held) == before:
            return held
        held.version += 1
        return _store(held, before, by, file)


def _store(
    template: TownTemplate, before: dict[str, Any] | None, by: Actor, file: TemplateFile | None
) -> TownTemplate:
    try:
        with transaction.atomic():
            template.save(force_insert=before is None, force_update=before is not None)
            changes = [change(template.town, template, before)]
            if file is not None:
                file.template = template
                file.save(force_insert=True)
                changes.append(change(template.town, file, None))
            trail.append(changes, actor=by.name, origin=by.origin)
    except IntegrityError as error:
        raise Fault("name", _("已经有一份同名的模板，换个名字。")) from error
    return template
