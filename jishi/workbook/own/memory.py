"""What a town agreed on about its own files: kept, offered again, taken back; all in the trail."""

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

from django.db import IntegrityError, transaction

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.kernel.record import facts
from jishi.workbook.models import HeadingMap
from jishi.workbook.own.layout import headings
from jishi.workbook.own.mapping import SheetMap, signature
from jishi.workbook.reading import Sheet


def remembered(town: str) -> dict[str, SheetMap]:
    """The town's maps by the signature of their headings."""
    held = HeadingMap.objects.filter(town=town)
    return {row.signature: SheetMap.from_text(row.mapped) for row in held}


def listed(town: str) -> list[HeadingMap]:
    """The town's maps, the latest first."""
    return list(HeadingMap.objects.filter(town=town).order_by("-id"))


def remember(
    sheets: Sequence[Sheet], maps: Sequence[SheetMap], name: str, town: str, *, by: Actor
) -> int:
    """Keep the maps of a file's sheets for the town; how many are new or changed."""
    _authorise(town, by)
    by_name = {sheet.name: sheet for sheet in sheets}
    told = []
    for one in maps:
        if one.ledger:
            texts = headings(by_name[one.sheet], one.first, one.last)
            told.append((signature(texts), texts, one))
    told.sort(key=itemgetter(0))  # rows are locked in one order, whoever comes first
    try:
        return _remember(told, name, town, by)
    except IntegrityError:  # another remembered the same headings meanwhile: look again
        return _remember(told, name, town, by)


def _remember(
    told: Sequence[tuple[str, list[str], SheetMap]], name: str, town: str, by: Actor
) -> int:  # fmt: skip
    changes = []
    with transaction.atomic():
        for key, texts, one in told:
            row = HeadingMap.objects.select_for_update().filter(town=town, signature=key).first()
            before = facts(row) if row else None
            if row is None:
                row = HeadingMap(town=town, signature=key, version=0)
            own = {"sheet": "", "first": 1, "last": 1, "year": 0}  # this file's, not the headings'
            plain = SheetMap(**(one.__dict__ | own)).as_text()
            if before is not None and row.mapped == plain:
                continue
            row.ledger, row.mapped, row.by = one.ledger, plain, by.name
            row.name = f"{name} · {one.sheet}"[:120]
            row.headings = "\n".join(text for text in texts if text)
            row.version += 1
            row.save()
            changes.append(trail.of_row(row, "update" if before else "create", before))
        if changes:
            trail.append(changes, actor=by.name, origin=by.origin)
    return len(changes)


def forget(key: UUID, town: str, *, by: Actor) -> bool:
    """Take one map back; False where the town has none of that key."""
    _authorise(town, by)
    with transaction.atomic():
        row = HeadingMap.objects.select_for_update().filter(town=town, pk=key).first()
        if row is None:
            return False
        change = trail.Change(
            chain=town, action="delete", ledger=HeadingMap.LEDGER, record=str(row.pk),
            version=row.version + 1, before=facts(row),
        )  # fmt: skip
        row.delete()
        trail.append([change], actor=by.name, origin=by.origin)
    return True


def _authorise(town: str, by: Actor) -> None:
    held = policy.territories(by, "workbook.import")
    if not by.operator and not any(town in territory for territory in held):
        raise policy.Forbidden("workbook.import")
