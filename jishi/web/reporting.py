"""What the report's pages show: paragraphs, days to choose from, the papers' form."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.access.actor import Actor
from jishi.indicators.figures import Ground
from jishi.reports.compare import MONTH, YEAR, earlier
from jishi.reports.layout import TEXT_WIDTH
from jishi.reports.official import issuer_points
from jishi.reports.papers import FIELDS, LONGEST, Official
from jishi.reports.report import (
    HEADINGS,
    FigureText,
    Level,
    Paragraph,
    Report,
    Segment,
    Table,
)
from jishi.values.period import in_chinese, month_end
from jishi.web.pages import at, default_as_of

_MONTHS = 36  # offered to choose from
#: The type area across which the red header is drawn, in points.
HEADER_WIDTH = round(TEXT_WIDTH / 20)


def shown(
    number: int, block: Paragraph | Table, made: Report, chosen: FigureText | None
) -> dict[str, Any]:
    """A paragraph or table for the page: its tag by level, and its figures as links.

    Each figure has a mark of its own in the text, so that choosing it keeps one's place.
    """
    if isinstance(block, Table):
        return {"kind": "table", "rows": _rows(number, block, made, chosen), "parts": []}
    parts = _parts(f"at-{number}", block.segments, made, chosen)
    return {"kind": _kind(block), "level": block.level.name.lower(), "parts": parts}


def _parts(
    mark: str, segments: Iterable[Segment], made: Report, chosen: FigureText | None
) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for position, segment in enumerate(segments):
        part: dict[str, Any] = {"text": segment.text}
        if segment.key is not None:
            part |= {
                "key": segment.key,
                "mark": f"{mark}-{position}",
                "title": made.figures[segment.key].name,
                "here": chosen is not None and chosen.key == segment.key,
            }
        parts.append(part)
    return parts


def _rows(
    number: int, table: Table, made: Report, chosen: FigureText | None
) -> list[dict[str, Any]]:
    """Rows `{head, cells: [{lines: [parts], columns, rows, figure}]}`; cells that go on are left
    to the one above, which tells how far down it reaches."""
    found: list[dict[str, Any]] = []
    reaching: dict[int, dict[str, Any]] = {}
    for place, row in enumerate(table.rows):
        cells, column = [], 0
        for cell in row.cells:
            if cell.merge == "continue" and column in reaching:
                reaching[column]["rows"] += 1
            else:
                mark = f"at-{number}-{place}-{column}"
                shown_ = {
                    "lines": [
                        {"parts": _parts(f"{mark}-{at}", line, made, chosen)}
                        for at, line in enumerate(cell.lines)
                    ],
                    "columns": cell.span, "rows": 1, "figure": cell.is_figure,
                }  # fmt: skip
                reaching[column] = shown_
                cells.append(shown_)
            column += cell.span
        found.append({"head": row.head, "cells": cells})
    return found


def mark_opening(paragraphs: list[dict[str, Any]]) -> None:
    """Mark the first paragraph below the title: 主送机关 stands before it."""
    heads = ("title", "subtitle")
    for one in paragraphs:
        if one["kind"] not in heads:
            one["opens"] = True
            return


def _kind(paragraph: Paragraph) -> str:
    """How the page sets a paragraph; a numbered one that ends like a sentence is text."""
    if paragraph.level in (Level.TITLE, Level.SUBTITLE):
        return paragraph.level.name.lower()
    heading = paragraph.level in HEADINGS and not paragraph.text.endswith(("。", "；"))
    return f"h{paragraph.level + 1}" if heading else "p"


def months(on: Ground) -> list[dict[str, Any]]:
    """Month ends to choose from, the latest first, back to the start of the ledger."""
    first = min((start for _code, start in on.starts), default=on.as_of)
    day = max(default_as_of(), on.as_of)
    found = [day]
    while len(found) < _MONTHS and day > first:
        day = (month_end(day) if day != found[0] else day).replace(day=1) - timedelta(days=1)
        found.append(day)
    if on.as_of not in found:
        found = sorted([*found, on.as_of], reverse=True)
    return [
        {"value": one.isoformat(), "current": one == on.as_of, "label": _label(one)}
        for one in found
    ]


def _label(day: date) -> str:
    if day == month_end(day):
        return _("%(year)s年%(month)s月底") % {"year": day.year, "month": day.month}
    return in_chinese(day)


def neighbours(url: str, as_of: date, keep: Mapping[str, str]) -> list[dict[str, str]]:
    """Links to a report of last month, of next month where it is past, and of last year."""
    next_end = month_end(month_end(as_of) + timedelta(days=1))
    days = [(_("上月底"), earlier(as_of, MONTH)), (_("去年同期"), earlier(as_of, YEAR))]
    if as_of < month_end(as_of) <= default_as_of():
        days.insert(1, (_("本月底"), month_end(as_of)))
    elif next_end <= default_as_of():
        days.insert(1, (_("下月底"), next_end))
    return [{"label": label, "url": at(url, day, **keep)} for label, day in days]


def comparisons(place: str, as_of: date, template: str = "") -> list[dict[str, str]]:
    """Links to what has moved since last month and since last year; they keep the template."""
    url = reverse("report_compare", kwargs={"place": place})
    return [
        {"key": MONTH, "label": _("与上月底比"), "url": at(url, as_of, template=template)},
        {"key": YEAR, "label": _("与去年同期比"),
         "url": at(url, as_of, span=YEAR, template=template)},
    ]  # fmt: skip


def desks(by: Actor, place: str, as_of: date) -> dict[str, str]:
    """The two desks of 报告 as `check/_tabs.html` wants them; '' for one that is not his."""
    may = {"report": "reports.make", "check": "draftcheck.use"}
    return {
        f"desk_{name}_url": at(reverse(name, kwargs={"place": place}), as_of)
        if door.reaches(by, action, place) else ""
        for name, action in may.items()
    }  # fmt: skip


def said(query: Mapping[str, str]) -> dict[str, str]:
    """What the address says about the papers of the report, and what the Word file annexes."""
    found = {name: query[name] for name in FIELDS if query.get(name)}
    if query.get("annex") in (MONTH, YEAR):
        found["annex"] = query["annex"]
    return found


def fields(query: Mapping[str, str], faults: Mapping[str, str], usual: Mapping[str, str]) -> Any:
    """The papers' form: the fields of any report, and those of a 公文 alone."""
    hints = {
        "recipient": (_("主送机关"), _("可以不写。")),
        "signed_by": (_("署名"), _("不写就用地方或发文机关的名称。")),
        "signed_on": (_("成文日期"), _("不写就用截至日。")),
        "issuer": (_("发文机关标志"), _("红色大字，如：上庄镇人民政府文件。")),
        "number": (_("发文字号"), _("如：上政〔2024〕5号。")),
        "signer": (_("签发人"), _("上行文才写。")),
        "copies": (_("抄送机关"), _("印在版记里，可以不写。")),
        "printer": (_("印发机关"), _("不写就没有版记。")),
    }
    found = [
        {"name": name, "label": label, "hint": hint, "value": query.get(name, ""),
         "fault": faults.get(name, ""), "usual": usual.get(name, ""), "most": LONGEST.get(name),
         "kind": "date" if name == "signed_on" else "text"}
        for name, (label, hint) in hints.items()
    ]  # fmt: skip
    return {"plain": found[:3], "official": found[3:]}


def red_header(official: Official) -> dict[str, Any]:
    """The issuer's name at the size at which it fits, as a drawing of HEADER_WIDTH points."""
    points = issuer_points(official.issuer)
    return {"issuer": official.issuer, "points": points, "width": HEADER_WIDTH,
            "middle": HEADER_WIDTH // 2, "baseline": round(points * 0.88)}  # fmt: skip


def query_of(kept: Mapping[str, str]) -> str:
    """The kept words as the beginning of a query: `a=b&` or ''."""
    return f"{urlencode(kept)}&" if kept else ""
