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
from jishi.kernel.kinds import kinds_for, programmes_for, shipped_programmes
from jishi.kernel.models import Kind, Programme
from jishi.places.models import Place
from jishi.places.tree import subtree_of
from jishi.records.ledgers import BY_KEY
from jishi.values.complaint import Complaint
from jishi.values.entries import nearest
from jishi.values.placecode import LEVELS

_LEVEL_WORDS = {"town": "镇", "village": "村", "group": "村民组"}


class Lookups:
    """Names of one town, as its reader sees it; grows while a workbook is read."""

    def __init__(self, town: str, *, by: Actor) -> None:
        self.town, self.by = town, by
        self._records: dict[str, dict[str, models.Model]] = {}
        self._named: dict[str, dict[str, list[models.Model]]] = {}
        self._kinds: dict[str, dict[str, Kind]] = {}

    @cached_property
    def places(self) -> dict[str, str]:
        """Ways to name a place of the town → its code: path, short path, or the code itself."""
        found: dict[str, str] = {}
        rows = {place.code: place for place in Place.objects.filter(subtree_of("code", self.town))}
        for place in rows.values():
            for name in _ways(place, rows.get(place.parent)):
                found.setdefault(name, place.code)
        return found

    def add_place(self, place: Place) -> None:
        """A villager group that the workbook brings along."""
        parent = Place.objects.filter(code=place.parent).first()
        for name in _ways(place, parent):
            self.places.setdefault(name, place.code)

    def place(self, text: str, column: Column) -> str:
        """Code of the place that `text` names. Raises Complaint."""
        code = self.places.get(_normal(text))
        if code is None:
            near = nearest(text, (n for n in self.places if not n.isdigit()))
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

    def kinds(self, ledger: str) -> dict[str, Kind]:
        """Kinds of a ledger by name, code and the town's own number."""
        if ledger not in self._kinds:
            found: dict[str, Kind] = {}
            for kind in kinds_for(ledger, self.town):
                for name in (kind.zh, kind.code, kind.number, kind.en):
                    if name:
                        found[_normal(name)] = kind
            self._kinds[ledger] = found
        return self._kinds[ledger]

    def add_kind(self, kind: Kind) -> None:
        """A kind that the workbook brings along."""
        for name in (kind.zh, kind.number):
            self.kinds(kind.ledger)[_normal(name)] = kind

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
        """Programmes by name and code."""
        found = {row["zh"]: row["code"] for row in shipped_programmes()}
        found.update((zh, code) for code, zh in self.programme_names.items())
        return {_normal(zh): code for zh, code in found.items()} | {
            code: code for code in self.programme_names
        }

    def add_programme(self, programme: Programme) -> None:
        """A programme that the workbook brings along."""
        self.programmes[_normal(programme.zh)] = programme.number
        self.programmes[programme.number] = programme.number
        self.programme_names[programme.number] = programme.zh

    def programme_codes(self, text: str) -> tuple[str, ...]:
        """Codes of the programmes named in `text`, parted by 、 or a comma. Raises Complaint."""
        found = []
        for name in filter(None, re.split(r"[、，,;；|\n]+", text)):
            code = self.programmes.get(_normal(name))
            if code is None:
                near = nearest(name, self.programme_names.values())
                raise Complaint(
                    N_("没有“%(text)s”这个归口项目。"),
                    N_("最接近的是“%(near)s”。") if near else N_("先在“归口项目”表里加上。"),
                    text=name.strip(), near=near or "",
                )  # fmt: skip
            found.append(code)
        return tuple(sorted(set(found)))

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
            self._named[ledger.key][_normal(str(row))].append(row)

    def learn(self, ledger: Ledger, row: models.Model) -> None:
        """What later sheets may name: a place, kind, programme or record just read."""
        if isinstance(row, Place):
            self.add_place(row)
        elif isinstance(row, Kind):
            self.add_kind(row)
        elif isinstance(row, Programme):
            self.add_programme(row)

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
        near = nearest(text, [*self._by_name(ledger), *self.records(ledger)][:20000])
        raise Complaint(
            N_("“%(ledger)s”里没有“%(text)s”。"),
            N_("最接近的是“%(near)s”。") if near else N_("填它的编号，或先在那张表里加上。"),
            text=text, ledger=zh, near=near or "",
        )  # fmt: skip

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


def _ways(place: Place, parent: Place | None) -> Iterable[str]:
    yield place.code
    if place.level != "group":
        yield _normal(place.name)
        return
    village = parent.name if parent else ""
    own = place.name.removeprefix(village)
    stem = village.removesuffix("村")
    for above in (village, stem):
        yield _normal(above + own)
        # “第3组” and “3组” are the same group to everyone but a computer.
        yield _normal(above + re.sub(r"^第", "", own))


def _normal(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("村民小组", "组").replace("村民组", "组").casefold()


