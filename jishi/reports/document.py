"""From a `Report` to the bytes of a Word file in the official layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from jishi.reports import annex, grids, layout, official, qr, styles
from jishi.reports.package import FOOTER_IDS, PICTURE_ID, inside_id, packed
from jishi.reports.papers import Papers
from jishi.reports.picture import floating
from jishi.reports.report import Level, Paragraph, Report, Table
from jishi.reports.wordml import Element, link, paragraph, run, w

_PORTRAIT = partial(styles.section, landscape=False, grid=True, footers=FOOTER_IDS)
_ACROSS = partial(styles.section, landscape=True, grid=False, footers=FOOTER_IDS)


def to_word(
    report: Report,
    *,
    papers: Papers | None = None,
    annexes: Sequence[annex.Annex] = (),
    address: str = "",
    pin_address: Callable[[str], str] | None = None,
) -> bytes:
    """The report as .docx: text, signature, then each annex as a section of its own.

    The same report gives the same bytes. A figure in the text leads to its row in the annex.
    Without `papers` the place signs on the as-of date. `annexes` follow the table
    of proofs. `address` is the page's own, printed as a QR code at the foot of each page;
    `pin_address` gives that of a pin by its code, printed in the figure's row.
    """
    papers = papers or Papers(report.place_name, report.as_of)
    declared = papers.official
    several = bool(annexes)
    pinned = annex.codes(report) if pin_address else []
    pictures = {code: inside_id(number) for number, code in enumerate(pinned, start=1)}
    parts: list[Iterable[Element]] = [
        official.red_header(declared) if declared else (),
        _text(report.blocks, frozenset(report.figures), papers),
        _annex_note([annex.TITLE, *(one.title for one in annexes)]),
        official.signature(papers, _PORTRAIT()),
        annex.blocks(report, "1" if several else "", pictures),
    ]
    for number, one in enumerate(annexes, start=2):
        parts.append(_section_end(_ACROSS()))
        parts.append(one.blocks(str(number)))
    last = _ACROSS()
    if declared and declared.printer:
        # The imprint stands at the foot of the last page, an even one (7.4).
        parts.append(_section_end(last))
        parts.append(official.imprint(declared, papers.signed_on))
        last = _PORTRAIT(begins="evenPage")
    body = w("body", *(element for part in parts for element in part), last)
    inside = [qr.png(pin_address(code)) for code in pinned] if pin_address else []
    return _document(body, report.title, address, inside)


def to_template(blocks: Iterable[Paragraph | Table]) -> bytes:
    """Blocks whose placeholders are already text, as a Word file for editing."""
    body = w("body", *_text(tuple(blocks), frozenset(), None), _PORTRAIT())
    return _document(body, "", "")


def _document(
    body: Element, title: str, address: str, inside: Sequence[bytes] = ()
) -> bytes:  # fmt: skip
    words = f"二维码：{address}"
    picture = [floating(PICTURE_ID, layout.QR_MM, words)] if address else []
    again = [floating(PICTURE_ID, layout.QR_MM, words)] if address else []
    parts = {
        "styles": styles.styles(),
        "settings": styles.settings(),
        "fontTable": styles.font_table(),
        "footer1": styles.footer(odd=True, picture=picture),
        "footer2": styles.footer(odd=False, picture=again),
    }
    footer = qr.png(address) if address else None
    return packed(w("document", body), parts, title, footer, inside)


def _text(
    blocks: Iterable[Paragraph | Table], linked: frozenset[str], papers: Papers | None
) -> Iterator[Element]:
    held = tuple(blocks)
    head = True
    for place, item in enumerate(held, start=1):
        if head and (isinstance(item, Table) or item.level not in (Level.TITLE, Level.SUBTITLE)):
            head = False
            yield paragraph(layout.STYLES[Level.BODY])  # a blank line below the title
            if papers is not None:
                yield from official.recipient(papers)
        if isinstance(item, Table):
            yield from grids.blocks(item, linked)
            continue
        yield paragraph(
            layout.STYLES[item.level],
            [
                link(annex.anchor(s.key), s.text) if s.key in linked else run(s.text)
                for s in item.segments
            ],
            # The signature must not stand alone on a page: the last paragraph goes with it.
            *([w("keepNext")] if papers is not None and place == len(held) else []),
        )


def _annex_note(titles: Sequence[str]) -> Iterator[Element]:
    """附件：… one line below the text; several are numbered, one under the other (7.3.4)."""
    yield paragraph(layout.STYLES[Level.BODY], [], w("keepNext"))
    for number, title in enumerate(titles, start=1):
        text = title if len(titles) == 1 else f"{number}. {title}"
        lead = "附件：" if number == 1 else "　　　"
        yield paragraph(layout.STYLES[Level.BODY], [run(f"{lead}{text}")], w("keepNext"))


def _section_end(section: Element) -> Iterator[Element]:
    """The paragraph that ends a section; it takes no room."""
    tiny = w("spacing", before=0, after=0, line=20, lineRule="exact")
    yield paragraph(layout.TABLE_TEXT, [], tiny, section)
