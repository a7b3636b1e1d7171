"""Making a Word template from a readable source: templates/town.txt → templates/town.docx.

The text is what we keep and review; the Word file is what a town copies and changes.
A test demands that the two agree. Run `python -m jishi.reports.drafting` after a change.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from jishi.reports.document import to_template
from jishi.reports.report import Level, Paragraph, Segment
from jishi.reports.template import level_by_mark

TOWN = "town"
_HEADS = {"题：": Level.TITLE, "题下：": Level.SUBTITLE}


def make_template(source: str) -> bytes:
    """The .docx of a template text: a paragraph a line, `#` lines and blank lines left out.

    题： marks the title, 题下： the line below it; 一、（一）1. the levels; placeholders
    stay as they are.
    """
    lines = (line.strip() for line in source.splitlines())
    return to_template(_paragraph(line) for line in lines if line and not line.startswith("#"))


def source(name: str = TOWN) -> str:
    """The text of a shipped template."""
    return files("jishi.reports").joinpath(f"templates/{name}.txt").read_text(encoding="utf-8")


def shipped(name: str = TOWN) -> bytes:
    """The Word file of a shipped template, to load or to offer for download."""
    return files("jishi.reports").joinpath(f"templates/{name}.docx").read_bytes()


def _paragraph(line: str) -> Paragraph:
    for head, level in _HEADS.items():
        if line.startswith(head):
            return Paragraph(level, (Segment(line.removeprefix(head)),))
    return Paragraph(level_by_mark(line)[0] or Level.BODY, (Segment(line),))


if __name__ == "__main__":
    target = Path(__file__).parent / "templates" / f"{TOWN}.docx"
    target.write_bytes(make_template(source()))
