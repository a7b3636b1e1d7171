"""From a `Report` to the bytes of a Word file in the official layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jishi.reports import annex, layout, styles
from jishi.reports.package import FOOTER_IDS, packed
from jishi.reports.report import Level, Paragraph, Report
from jishi.reports.wordml import Element, link, paragraph, run, w


def to_word(report: Report) -> bytes:
    """The report as .docx: text, then the annex as a section of its own.

    The same report gives the same bytes. A figure in the text leads to its row in the annex.
    """
    portrait = styles.section(landscape=False, grid=True, footers=FOOTER_IDS)
    across = styles.section(landscape=True, grid=False, footers=FOOTER_IDS)
    body = w(
        "body",
        *_text(report.paragraphs, linked=frozenset(report.figures)),
        *_annex_note(portrait),
        *annex.blocks(report),
        across,
    )
    return _document(body, report.title)


def to_template(paragraphs: Iterable[Paragraph]) -> bytes:
    """Paragraphs whose placeholders are already text, as a Word file for editing."""
    paragraphs = tuple(paragraphs)
    section = styles.section(landscape=False, grid=True, footers=FOOTER_IDS)
    return _document(w("body", *_text(paragraphs, frozenset()), section), "")


def _document(body: Element, title: str) -> bytes:
    parts = {
        "styles": styles.styles(),
        "settings": styles.settings(),
        "fontTable": styles.font_table(),
        "footer1": styles.footer(odd=True),
        "footer2": styles.footer(odd=False),
    }
    return packed(w("document", body), parts, title)


def _text(paragraphs: Iterable[Paragraph], linked: frozenset[str]) -> Iterator[Element]:
    head = True
    for item in paragraphs:
        if head and item.level not in (Level.TITLE, Level.SUBTITLE):
            head = False
            yield paragraph(layout.STYLES[Level.BODY])  # a blank line below the title
        yield paragraph(
            layout.STYLES[item.level],
            [
                link(annex.anchor(s.key), s.text) if s.key in linked else run(s.text)
                for s in item.segments
            ],
        )


def _annex_note(section: Element) -> Iterator[Element]:
    """附件：… one line below the text (7.3.4); it also ends the upright section."""
    yield paragraph(layout.STYLES[Level.BODY])
    yield paragraph(layout.STYLES[Level.BODY], [run(f"附件：{annex.TITLE}")], section)
