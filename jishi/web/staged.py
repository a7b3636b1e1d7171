"""An uploaded workbook as it will be imported: corrections laid over, own headings mapped."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from jishi.access.actor import Actor
from jishi.web.uploads import Teller, Upload
from jishi.workbook.importing import Outcome, import_sheets
from jishi.workbook.limits import LONGEST_NAME
from jishi.workbook.own.applying import Applied, apply
from jishi.workbook.own.mapping import SheetMap
from jishi.workbook.reading import Sheet, read_workbook
from jishi.workbook.recognising import is_ours
from jishi.workbook.separating import Separation, separate
from jishi.workbook.staging import corrected, without


@dataclass
class Staged:
    """`raw`: the file's sheets with corrections; `sheets`: as the importer reads them.

    `sheets` is None where the headings are not ours and nobody has said yet what they mean.
    """

    raw: list[Sheet]
    sheets: list[Any] | None
    applied: Applied = field(default_factory=Applied)


def read(kept: Upload) -> list[Sheet]:
    """The file as it was uploaded. Raises RefusedWorkbook."""
    limits = settings.JISHI
    sheets = read_workbook(
        kept.path, max_rows=limits.import_max_rows, max_bytes=limits.import_max_mb * 2**20
    )
    ours = kept.key[:LONGEST_NAME]  # the one sheet of a text is called as we keep the file
    named = Path(kept.name).stem[:LONGEST_NAME] or ours
    return [replace(one, name=named) if one.name == ours else one for one in sheets]


def stage(kept: Upload) -> Staged:
    """Read and prepare. Raises RefusedWorkbook; Complaint where a sheet is several tables."""
    raw = corrected(read(kept), kept.corrections)
    if kept.maps is not None:
        applied = apply(raw, maps_of(kept), kept.corrections)
        return Staged(raw, list(applied.sheets), applied)
    return Staged(raw, list(raw) if is_ours(raw) else None)


def maps_of(kept: Upload) -> list[SheetMap]:
    """The maps kept beside an upload."""
    return [
        SheetMap(**{**one, "columns": {int(at): name for at, name in one["columns"].items()}})
        for one in kept.maps or ()
    ]


def bring(kept: Upload, staged: Staged, *, by: Actor, sure: bool, whole: bool = False) -> Outcome:
    """Check, or store where `sure`; rows kept out stay out unless the `whole` is asked about."""
    sheets = without(staged.sheets or [], (not whole and kept.out) or ())
    return import_sheets(
        sheets, kept.town, by=importer(by), dry_run=not sure, progress=Teller(kept), name=kept.name
    )


def apart(kept: Upload, staged: Staged, *, by: Actor) -> Separation:
    """Which rows can go in without the faulty ones."""
    return separate(staged.sheets or [], kept.town, by=importer(by), progress=Teller(kept))


def importer(actor: Actor) -> Actor:
    """The same person; the trail shall say that it came by a workbook."""
    return replace(actor, origin="import")
