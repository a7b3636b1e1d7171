"""What the words of a town's sheets stand for: places, kinds, programmes, records by number."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as N_

from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import all_kinds_for, programmes_for, shipped_programmes
from jishi.kernel.models import Kind, Programme
from jishi.places.models import Place
from jishi.places.tree import subtree_of
from jishi.records.ledgers import BY_KEY
from jishi.values.complaint import Complaint
from jishi.values.entries import nearest
from jishi.values.placecode import LEVELS
from jishi.workbook.placenames import PlaceNames
from jishi.workbook.placenames import normal as _normal

_LEVEL_WORDS = {"town": "镇", "village": "村", "group": "村民组"}
#: Looking for the nearest of thousands takes long, and nobody reads a hundred such hints.
_MANY, _HINTS = 300, 40
_BETWEEN = re.compile(r"[、，,;；|\n]+")


class Lookups:
    """Names of one town, as its reader sees it; grows while a workbook is read."""

    def __init__(self, town: str, *, by: Actor) -> None:
        self.town, self.by = town, by
        self._records: dict[str, dict[str, models.Model]] = {}
        self._named: dict[str, dict[str, list[models.Model]]] = {}
        self._kinds: dict[str, dict[str, Kind]] = {}
        self._hints = _HINTS

    @cached_property
    def places(self) -> PlaceNames:
        """Places of the town by what people call them."""
        return PlaceNames(Place.objects.filter(subtree_of("code", self.town)))

    def place(self, text: str, column: Column) -> str:
        """Code of the place that `text` names. Raises Complaint."""
        code = self.places.find(text)
        if code is None:
            several = self.places.several(text)
            if several:
                raise Complaint(
                    N_("本镇有%(count)s个“%(text)s”，分不清是哪一个。"),
                    N_("写上村名，例如“%(name)s”。"),
                    text=text, count=len(several), name=several[0],
                )  # fmt: skip
            near = nearest(text, self.places.names())
            raise Complaint(
                N_("本镇没有“%(text)s”这个地方。"),
                N_("最接近的是“%(near)s”；也可以填区划代码。")
                if near
                else N_("填本镇的村名或“村名第几组”。"),
                text=text, near=near or "",
            )  # fmt: skip
        if column.levels and LEVELS[len(code)] not in column.levels:
            raise Complaint(
                N_("这里要填%(wanted)s，“%(text)s”不是。"),
                N_("换成%(wanted)s的名称。"),
                text=text, wanted="、".join(_LEVEL_WORDS[level] for level in column.levels),
            )  # fmt: skip
        return code

    @cached_property
    def all_kinds(self) -> dict[str, list[Kind]]:
        """Kinds that the town may use, by ledger; one without kinds is left out."""
        return all_kinds_for(self.town)

    def kinds(self, ledger: str) -> dict[str, Kind]:
        """Kinds of a ledger by code, else the town's own number, else the name."""
        if ledger not in self._kinds:
            self._kinds[ledger] = _by_any_name(self.all_kinds.get(ledger, ()))
        return self._kinds[ledger]

    def kind(self, text: str, ledger: str) -> str:
        """Code of the kind that `text` names. Raises Complaint."""
        found = self.kinds(ledger).get(_normal(text))
        if found:
            return found.code
        names = [kind.zh for kind in self.kinds(ledger).values()]
        near = nearest(text, names)
        if near:
            raise Complaint(
                N_("没有“%(text)s”这个种类。"), N_("最接近的是“%(near)s”。"), text=text, near=near
            )
        raise Complaint(
            N_("没有“%(text)s”这个种类。"), N_("可以填：%(names)s。"),
            text=text, names="、".join(dict.fromkeys(names)),
        )  # fmt: skip

    @cached_property
    def programme_names(self) -> dict[str, str]:
        """Programme code → name: the town's, and the shipped ones it may use."""
        return programmes_for(self.town)

    @cached_property
    def programmes(self) -> dict[str, str]:
        """Programmes by code, else by name; by the shipped name too where the town has its own."""
        found = {_normal(row["zh"]): row["code"] for row in shipped_programmes()}
        found.update((_normal(zh), code) for code, zh in self.programme_names.items())
        found.update((_normal(code), code) for code in self.programme_names)
        return found

    def programme_codes(self, text: str) -> tuple[str, ...]:
        """Codes of the programmes named in `text`, parted by 、 or a comma. Raises Complaint."""
        # A name may hold a 、 itself (防汛、抗旱行动).
        whole = self.programmes.get(_normal(text))
        if whole:
            return (whole,)
        found = [self._programme(name) for name in _BETWEEN.split(text) if name.strip()]
        return tuple(sorted(set(found)))

    def _programme(self, name: str) -> str:
        code = self.programmes.get(_normal(name))
        if code is None:
            near = nearest(name, self.programme_names.values())
            raise Complaint(
                N_("没有“%(text)s”这个归口项目。"),
                N_("最接近的是“%(near)s”。") if near else N_("先在“归口项目”表里加上。"),
                text=name.strip(), near=near or "",
            )  # fmt: skip
        return code

    def records(self, ledger: str) -> dict[str, models.Model]:
        """Records of a ledger by number."""
        if ledger not in self._records:
            rows = self._rows(ledger)
            self._records[ledger] = {getattr(row, BY_KEY[ledger].identity): row for row in rows}
        return self._records[ledger]

    def add_record(self, ledger: Ledger, row: models.Model) -> None:
        """A record that the workbook brings along."""
        self.records(ledger.key)[getattr(row, ledger.identity)] = row
        if ledger.key in self._named:
            self.add_name(ledger.key, str(row), row)

    def add_name(self, ledger: str, name: str, row: models.Model) -> None:
        """Another name of a record: the one that the workbook gives it."""
        held = self._by_name(ledger)[_normal(name)]
        if row not in held:
            held.append(row)

    def learn(self, row: models.Model) -> None:
        """What later sheets may name: a place, kind, programme or record just read."""
        if isinstance(row, Place):
            self.places.add(row)
        elif isinstance(row, Kind):
            known = self.kinds(row.ledger)
            known.update(_by_any_name([*known.values(), row]))
        elif isinstance(row, Programme):
            self.programmes[_normal(row.zh)] = row.number
            self.programmes[_normal(row.number)] = row.number
            self.programme_names[row.number] = row.zh

    def record(self, text: str, ledger: str) -> models.Model:
        """The record named by number, or by name where the name is its own. Raises Complaint."""
        found = self.records(ledger).get(text)
        if found is not None:
            return found
        zh = BY_KEY[ledger].zh
        named = self._by_name(ledger).get(_normal(text), [])
        if len(named) == 1:
            return named[0]
        if named:
            numbers = "、".join(row.number for row in named[:6])  # type: ignore[attr-defined]
            raise Complaint(
                N_("“%(text)s”有%(count)s个，分不清是哪一个。"),
                N_("改填编号：%(numbers)s。"),
                text=text, count=len(named), numbers=numbers,
            )  # fmt: skip
        near = self._nearest(text, [*self._by_name(ledger), *self.records(ledger)])
        raise Complaint(
            N_("“%(ledger)s”里没有“%(text)s”。"),
            N_("最接近的是“%(near)s”。") if near else N_("填编号，或先在那张表里加上。"),
            text=text, ledger=zh, near=near or "",
        )  # fmt: skip

    def _nearest(self, text: str, names: list[str]) -> str | None:
        if len(names) > _MANY:
            self._hints -= 1
            if self._hints < 0:
                return None
        return nearest(text, names)

    def _by_name(self, ledger: str) -> dict[str, list[models.Model]]:
        if ledger not in self._named:
            named: dict[str, list[models.Model]] = defaultdict(list)
            for row in self.records(ledger).values():
                named[_normal(str(row))].append(row)
            self._named[ledger] = named
        return self._named[ledger]

    def _rows(self, ledger: str) -> "models.QuerySet[Any]":
        model = BY_KEY[ledger].model
        field: str = model.PLACE_FIELD  # type: ignore[attr-defined]
        return see(model, by=self.by).filter(self._town(field))

    def _town(self, field: str) -> Q:
        return subtree_of(field, self.town)


def parted(name: str) -> bool:
    """True where a name would be taken for several in a cell that holds a list of names."""
    return _BETWEEN.search(name) is not None


def _by_any_name(kinds: Iterable[Kind]) -> dict[str, Kind]:
    held = list({kind.code: kind for kind in kinds}.values())
    found: dict[str, Kind] = {}
    for field in ("en", "zh", "number", "code"):
        found.update((_normal(getattr(kind, field)), kind) for kind in held)
    found.pop("", None)
    return found
