"""Exporting: a town's ledger, or one list, as a workbook that imports again to the same figures."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Ledger
from jishi.places.models import Place
from jishi.places.tree import subtree_of
from jishi.records.attachments.actions import of_town
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.workbook.entry import MASK, Shown, show
from jishi.workbook.lookups import Lookups, parted
from jishi.workbook.placenames import normal
from jishi.workbook.sheets import VERSION
from jishi.workbook.writing import save


@override("zh-hans")
def export_town(target: Path | BinaryIO, town: str, *, by: Actor) -> dict[str, int]:
    """Write the whole ledger of a town; the number of rows by sheet. Raises policy.Forbidden."""
    if not by.operator and not any(
        town in held for held in policy.territories(by, "workbook.export")
    ):
        raise policy.Forbidden("workbook.export")
    rows: dict[str, list[dict[str, Any]]] = {}
    names = shown(town, by=by)
    for ledger in LEDGERS:
        rows[ledger.key] = list(_rows(ledger, _of_town(ledger, town, by), names))
    save(target, rows, versions=True, files=_files(town, by))
    return {key: len(held) for key, held in rows.items()}


@override("zh-hans")
def export_list(
    target: Path | BinaryIO, ledger: Ledger, found: "models.QuerySet[Any]", town: str, *, by: Actor
) -> int:
    """Write exactly the records shown in a list; their number. `found` has passed the door."""
    rows = list(_rows(ledger, found, shown(town, by=by), _veiled(ledger, found, by)))
    save(target, {ledger.key: rows}, ledgers=[ledger], versions=True,
         guide=[_("这是从台账导出的一张表，改好后可以再导入。")])  # fmt: skip
    return len(rows)


def shown(town: str, *, by: Actor) -> Shown:
    """Names for all codes of a town, as sheets write them."""
    names = Lookups(town, by=by)
    kinds = [(ledger, kind) for ledger, held in names.all_kinds.items() for kind in held]
    kind_names = Counter((key, normal(kind.zh)) for key, kind in kinds)
    programme_names = Counter(map(normal, names.programme_names.values()))
    # A name is written only where it is read back as the same; else the code.
    return Shown(
        {
            place.code: name if names.places.find(name) == place.code else place.code
            for place in names.places
            for name in [names.places.full_name(place.code)]
        },
        {
            kind.code: kind.zh
            if kind_names[key, normal(kind.zh)] == 1
            and names.kinds(key)[normal(kind.zh)].code == kind.code
            else kind.code
            for key, kind in kinds
        },
        {
            code: zh
            if programme_names[normal(zh)] == 1
            and names.programmes[normal(zh)] == code
            and not parted(zh)
            else code
            for code, zh in names.programme_names.items()
        },
        _Numbers(town, by),
    )


def _files(town: str, by: Actor) -> list[tuple[str, str, str, str, str]]:
    """The attachments of a town's records that the exporter may see, as a sheet lists them."""
    held = of_town(town)
    numbers: dict[tuple[str, str], str] = {}
    for key in {one.ledger for one in held}:
        ledger = BY_KEY[key]
        for pk, number in _of_town(ledger, town, by).values_list("pk", ledger.identity):
            numbers[key, str(pk)] = str(number)
    return [
        (str(BY_KEY[one.ledger].zh), numbers[one.ledger, one.record], one.name,
         f"{max(1, round(one.size / 1024))} KB", one.digest)
        for one in held
        if (one.ledger, one.record) in numbers
    ]  # fmt: skip


class _Numbers(dict[str, Mapping[Any, str]]):
    """Record id → number by ledger, looked up when first asked for."""

    def __init__(self, town: str, by: Actor) -> None:
        super().__init__()
        self.town, self.by = town, by

    def __missing__(self, ledger: str) -> Mapping[Any, str]:
        model = BY_KEY[ledger].model
        self[ledger] = dict(
            see(model, by=self.by).filter(town=self.town).values_list("pk", "number")
        )
        return self[ledger]


def _of_town(ledger: Ledger, town: str, by: Actor) -> "models.QuerySet[Any]":
    model = ledger.model
    field: str = model.PLACE_FIELD  # type: ignore[attr-defined]
    found = see(model, by=by).filter(subtree_of(field, town)).order_by(ledger.identity)
    return found.filter(level="group") if model is Place else found


def _veiled(ledger: Ledger, found: "models.QuerySet[Any]", by: Actor) -> Collection[Any]:
    """Ids of records whose private columns stay hidden: those not the exporter's to write."""
    if not any(column.private for column in ledger.columns):
        return ()
    shown_ids = set(found.order_by().values_list("pk", flat=True))
    if not policy.allows(by, f"{ledger.key}.write"):
        return shown_ids
    own = see(ledger.model, by=by, to="write").filter(pk__in=found.order_by().values("pk"))
    return shown_ids - set(own.values_list("pk", flat=True))


def _rows(
    ledger: Ledger, found: "models.QuerySet[Any]", names: Shown, veiled: Collection[Any] = ()
) -> Iterator[dict[str, Any]]:
    for row in found.iterator(2000):
        values = {
            column.name: MASK if column.private and row.pk in veiled else show(column, row, names)
            for column in ledger.columns
        }
        values[VERSION] = row.version
        if ledger.key == "kinds":
            values["family"] = row.family
        yield values
