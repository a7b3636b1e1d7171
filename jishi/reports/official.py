"""The parts of a 公文 around its text, as Word paragraphs: 版头, 主送机关, 落款, 版记.

Numbers of clauses are of GB/T 9704-2012. Places for a seal are kept free, none is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from jishi.reports import layout
from jishi.reports.papers import Official, Papers
from jishi.reports.report import Level
from jishi.reports.wordml import Element, paragraph, run, w
from jishi.values.period import in_chinese

_BODY = layout.STYLES[Level.BODY]
_DATE_INDENT = 4  # 成文日期右空四字 (7.3.5.1)
_IN = 280  # the imprint's text stands one character of 14 pt in from both edges
_SEAL_LINES = 2  # blank lines before the signature, so that a seal stands clear of the text


def red_header(official: Official) -> Iterator[Element]:
    """The issuer's name in red, the number two lines below, the red rule, two blank lines."""
    yield paragraph(layout.ISSUER, [], _line(layout.ISSUER_DROP))
    yield paragraph(layout.ISSUER, [_red(official.issuer)], _line(layout.ISSUER_POINTS * 20))
    yield from _blank(2)
    rule = w("pBdr", w("bottom", val="single", sz=12, space=layout.RULE_DROP_POINTS,
                       color=layout.RED))  # fmt: skip
    if official.signer:
        # One that goes up: number left, 签发人 right, both one character in (7.2.6).
        yield paragraph(
            layout.DOCUMENT_NUMBER,
            [
                w("r", w("tab")), run(official.number), w("r", w("tab")), run("签发人："),
                run(official.signer, layout.KAITI),
            ],
            # Tabs, not indents: the rule below is as wide as its paragraph.
            rule,
            w("tabs", w("tab", val="left", pos=320),
              w("tab", val="right", pos=layout.TEXT_WIDTH - 320)),
            w("jc", val="left"),
        )  # fmt: skip
    else:
        yield paragraph(layout.DOCUMENT_NUMBER, [run(official.number)], rule)
    yield from _blank(2)


def recipient(papers: Papers) -> Iterator[Element]:
    """主送机关 flush left, followed by a colon (7.3.2)."""
    if papers.recipient:
        yield paragraph(layout.RECIPIENT, [run(f"{papers.recipient}：")])


def signature(papers: Papers, *ending: Element) -> Iterator[Element]:
    """署名 centred over the date, the date four characters in from the right (7.3.5.1).

    Kept on one page with the line before. `ending` are properties of the last paragraph.
    """
    for _number in range(_SEAL_LINES):
        yield paragraph(_BODY, [], w("keepNext"))
    yield paragraph(
        layout.SIGNATURE, [run(papers.signed_by)], w("keepNext"),
        _from_right(signature_indent(papers.signed_by, papers.signed_on)),
    )  # fmt: skip
    date_line = [run(in_chinese(papers.signed_on))]
    yield paragraph(layout.SIGNATURE, date_line, _from_right(_DATE_INDENT), *ending)


def signature_indent(signed_by: str, signed_on: date) -> float:
    """Characters between the signature and the right edge so that it centres on the date."""
    middle = _DATE_INDENT + _width(in_chinese(signed_on)) / 2
    return max(0.0, middle - _width(signed_by) / 2)


def imprint(official: Official, signed_on: date) -> Iterator[Element]:
    """版记 at the foot of the last page: copies, printer and day between rules (7.4).

    Nothing where neither was declared.
    """
    if not official.printer:
        return
    lines = []
    if official.copies:
        lines.append([run(f"抄送：{official.copies}。")])
    lines.append([
        run(official.printer), w("r", w("tab")), run(f"{in_chinese(signed_on)}印发"),
    ])  # fmt: skip
    yield paragraph(layout.IMPRINT, [], _line(layout.TEXT_HEIGHT - _height(official)))
    last = len(lines) - 1
    for number, content in enumerate(lines):
        borders = [_rule("top", layout.RULE_INNER if number else layout.RULE_OUTER)]
        if number == last:
            borders.append(_rule("bottom", layout.RULE_OUTER))
        yield paragraph(
            layout.IMPRINT, content,
            w("pBdr", *borders),
            w("tabs", w("tab", val="right", pos=layout.TEXT_WIDTH - _IN)),
            _line(layout.LINE_PITCH), w("ind", left=_IN, right=_IN),
        )  # fmt: skip


def _height(official: Official) -> int:
    """Of the imprint's lines and rules in twips, with a little air so that it fits the page."""
    room = (layout.TEXT_WIDTH - 2 * _IN) / (layout.PAGE_NUMBER_POINTS * 20)
    copies = math.ceil(_width(f"抄送：{official.copies}。") / room) if official.copies else 0
    return (copies + 1) * (layout.LINE_PITCH + 40) + 60


def issuer_points(issuer: str) -> int:
    """The size at which the issuer's name fits on one line, ISSUER_POINTS at most (7.2.4)."""
    return min(layout.ISSUER_POINTS, layout.TEXT_WIDTH // 20 // max(1, len(issuer)))


def _red(issuer: str) -> Element:
    half_points = issuer_points(issuer) * 2
    node = run(issuer)
    node.find(w("rPr").tag).extend(
        [w("color", val=layout.RED), w("sz", val=half_points), w("szCs", val=half_points)]
    )
    return node


def _rule(side: str, eighths: int) -> Element:
    return w(side, val="single", sz=eighths, space=1, color="auto")


def _blank(lines: int) -> Iterator[Element]:
    for _number in range(lines):
        yield paragraph(_BODY)


def _line(twips: int) -> Element:
    return w("spacing", before=0, after=0, line=twips, lineRule="exact")


def _from_right(characters: float) -> Element:
    return w("ind", rightChars=round(characters * 100),
             right=round(characters * layout.BODY_POINTS * 20))  # fmt: skip


def _width(text: str) -> float:
    """In characters: digits and Latin letters take half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)
