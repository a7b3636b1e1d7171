"""The report with all its figures, against text replaced in a Word file. Told only."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

from bench.timing import Result, interleaved
from jishi.access.actor import operator
from jishi.demo.prepare import TOWN
from jishi.indicators.figures import ground
from jishi.reports.document import to_word
from jishi.reports.figures import report_of

_AS_OF = date(2024, 9, 30)
_TEXT = "word/document.xml"


def run() -> Iterator[Result]:
    """Once from the records on: figures, text, annex with every digest; once the writing alone."""
    by = operator()
    made = report_of(ground(TOWN, _AS_OF, by), by=by)
    word = to_word(made)

    def whole() -> bytes:
        return to_word(report_of(ground(TOWN, _AS_OF, by), by=by))

    def replaced() -> bytes:
        return _replaced(word, dict.fromkeys(made.figures, "0"))

    what = f"{len(made.figures)} figures and their annex"
    floor = "text replaced in the zip"
    yield Result(f"report, {what}", *interleaved(whole, replaced), floor)
    yield Result("report, writing Word alone", *interleaved(lambda: to_word(made), replaced), floor)


def _replaced(word: bytes, values: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == _TEXT:
                text = part.decode()
                for key, value in values.items():
                    text = text.replace(f"{{{{{key}}}}}", value)
                part = text.encode()
            new.writestr(name, part)
    return held.getvalue()
