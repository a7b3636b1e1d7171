"""A paper under check as its page shows it: the text with its figures marked, and the chips."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.checking import Check
from jishi.draftcheck.models import KEEP, Paper
from jishi.draftcheck.standing import Seen, counts
from jishi.draftcheck.verdicts import ABSENT, AGREE, AMBIGUOUS, DIFFERS, ROUNDED, VERDICTS
from jishi.kernel.columns import Text

#: Verdict → the name its form has in parts.css, and the sign in it.
MARKS = {
    AGREE: ("ok", "✓"), ROUNDED: ("near", "≈"), DIFFERS: ("bad", "✕"), AMBIGUOUS: ("ask", "?"),
    ABSENT: ("none", "–"),
}  # fmt: skip
#: Why a number is none, as the page says it (values.prose.REASONS).
PASSED: dict[str, Text] = {
    "title": _("书名、文件名里的"), "document": _("文号、编号"), "contact": _("电话、证件号、代码"),
    "date": _("日期"), "time": _("钟点"), "period": _("时段"), "ordinal": _("序数"),
    "rank": _("等级、名次"), "ratio": _("比例、比分"), "list": _("层次序号"), "code": _("代号"),
    "label": _("图表、附件的序号"), "name": _("固定说法、专名"), "word": _("词语里的，不表示数量"),
    "some": _("约略的说法，没有数"), "outline": _("行文的说法，不是统计的数"),
    "bare": _("没有量词，看不出数的是什么"), "long": _("位数太多，不像数量"),
}  # fmt: skip
STORIES: dict[str, Text] = {
    "header": _("页眉"), "footer": _("页脚"), "footnote": _("脚注"), "endnote": _("尾注"),
}  # fmt: skip
_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST_TITLE = 40
_STOPS = ("。", "；", "，", "：", "！", "？")
_MOST_PASSED, _MOST_ASIDE = 200, 6
_LONGEST_WHOLE = 12  # characters of a figure that is not broken at the end of a line


@dataclass(frozen=True)
class Here:
    """The page as it stands: the figure beside the text, the verdict looked at alone, and the
    page's address, to which `figure=…` can be added."""

    chosen: Seen | None
    only: str
    base: str


def chips(seen: Sequence[Seen], only: str, url: Any) -> list[dict[str, Any]]:
    """A chip for each verdict with how many figures stand under it; the chosen one leads back."""
    held = counts(seen)
    return [
        {
            "verdict": verdict, "word": word, "n": held[verdict], "current": only == verdict,
            "mark": MARKS[verdict][0], "sign": MARKS[verdict][1],
            "url": url("" if only == verdict else verdict),
        }
        for verdict, word in VERDICTS.items()
    ]  # fmt: skip


def aside(seen: Sequence[Seen]) -> dict[str, Any] | None:
    """Figures that are not held against the ledger: how many, the first of them, and all why."""
    found = [one for one in seen if not one.verdict]
    if not found:
        return None
    only_bounds = all(one.mention.role == "threshold" for one in found)
    return {
        "n": len(found), "bounds": only_bounds, "more": len(found) > _MOST_ASIDE,
        "first": "、".join(_one_line(one.mention.surface) for one in found[:_MOST_ASIDE]),
        "all": [
            {"text": _one_line(one.mention.surface), "reason": one.checked.reason,
             "mark": mark(one)}
            for one in found[:_MOST_PASSED]
        ],
    }  # fmt: skip


def passed(check: Check) -> dict[str, Any]:
    """What looks like a figure and was passed over, with the reason."""
    found = check.reading.passed_over
    return {
        "n": len(found), "more": max(0, len(found) - _MOST_PASSED),
        "rows": [
            {"text": _one_line(one.surface), "reason": PASSED[one.reason]}
            for one in found[:_MOST_PASSED]
        ],
    }  # fmt: skip


def paragraphs(
    paper: Paper, text: str, seen: Sequence[Seen], page: Here
) -> Iterator[dict[str, Any]]:
    """The text line by line: `{kind, label, parts: [{text, …}]}`; a part with `mark` is a figure.

    Lines with tabs that follow each other are one table: `{kind: table, label, rows: [{head,
    cells: [{parts, figure}]}]}`, `figure` where the cell holds nothing but a number.
    Blanks at the head of a line are left out: the page indents by itself. A figure broken by a
    line end stands in both lines.
    """
    rows: list[dict[str, Any]] = []
    for line in _lines(paper, text, seen, page):
        if rows and (line["kind"] != "row" or line["label"]):
            yield _table(rows)
            rows = []
        if line["kind"] == "row":
            rows.append(line)
        else:
            yield line
    if rows:
        yield _table(rows)


def _table(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    cells = [_cells(row["parts"]) for row in rows]
    width = max(map(len, cells))
    found = [
        [{"parts": one, "figure": _bare(one)} for one in row + [[]] * (width - len(row))]
        for row in cells
    ]
    headed = len(found) > 1 and not any(one["figure"] for one in found[0])
    return {
        "kind": "table", "label": rows[0]["label"],
        "rows": [{"head": headed and not at, "cells": row} for at, row in enumerate(found)],
    }  # fmt: skip


def _cells(parts: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The parts of a line by the tabs between them."""
    found: list[list[dict[str, Any]]] = [[]]
    for part in parts:
        first, *rest = [part["text"]] if "start" in part else part["text"].split("\t")
        if first:
            found[-1].append(part | {"text": first})
        found += [[{"text": text}] if text else [] for text in rest]
    return found


def _bare(parts: Sequence[dict[str, Any]]) -> bool:
    """True where a cell holds one number and nothing else."""
    said = [one for one in parts if one["text"].strip()]
    return len(said) == 1 and "start" in said[0]


def _lines(
    paper: Paper, text: str, seen: Sequence[Seen], page: Here
) -> Iterator[dict[str, Any]]:  # fmt: skip
    stories = {part.start: part.kind for part in paper.draft.parts}
    at, opened, nth, titled, kind = 0, False, 0, False, ""
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        while nth < len(seen) and seen[nth].mention.end <= start:
            nth += 1
        if not line.strip():
            continue
        # An empty first cell is a cell in the midst of a table, and else a paragraph's indent.
        in_table = kind == "row" and "\t" in line
        kind = "row" if in_table else _kind(line.strip(), opened=opened, titled=titled)
        titled = titled or kind == "title"
        opened = opened or kind not in ("title", "subtitle")
        blanks = " \u3000" if kind == "row" else " \t\u3000"
        here = start + len(line) - len(line.lstrip(blanks))
        yield {
            "kind": kind, "titled": titled, "label": STORIES.get(stories.get(start, ""), ""),
            "parts": list(_parts(text, (here, end), seen, nth, page)),
        }  # fmt: skip


def mark(one: Seen) -> str:
    """The name of a figure's place in the page."""
    return f"at-{one.mention.start}"


def _kind(line: str, *, opened: bool, titled: bool) -> str:
    short = len(line) <= _LONGEST_TITLE and not line.endswith(_STOPS)
    if "\t" in line:
        return "row"
    if not opened and short and not _FIRST.match(line):
        return "subtitle" if titled else "title"
    if _FIRST.match(line) and short:
        return "first"
    return "second" if _SECOND.match(line) and short else "p"


def _parts(
    text: str, line: tuple[int, int], seen: Sequence[Seen], nth: int, page: Here
) -> Iterator[dict[str, Any]]:
    at, end = line
    for one in seen[nth:]:
        first, last = max(one.mention.start, line[0]), min(one.mention.end, end)
        if first >= end:
            break
        if last <= at:
            continue
        if first > at:
            yield {"text": text[at:first]}
        yield _figure(one, text[first:last], page, begins=first == one.mention.start)
        at = last
    if at < end:
        yield {"text": text[at:end]}


def _figure(one: Seen, written: str, page: Here, *, begins: bool) -> dict[str, Any]:
    part: dict[str, Any] = {
        "text": written,
        "mark": mark(one) if begins else "",
        "begins": begins,
        "start": one.mention.start,
    }
    if not one.verdict:
        return part | {"aside": one.checked.reason}
    form, sign = MARKS[one.verdict]
    put = one.put if not one.moved else ""
    kept = one.decision is not None and one.decision.choice == KEEP
    if kept:
        form, sign = "none", "留"
    word = gettext("已改") if put else gettext("不改") if kept else VERDICTS[one.verdict]
    return part | {
        "url": f"{page.base}figure={one.mention.start}#{mark(one)}",
        "form": form, "word": word,
        "sign": "" if one.verdict == AGREE and not put else sign,
        "here": page.chosen is not None and page.chosen.at == one.at,
        "faint": bool(page.only) and one.verdict != page.only, "put": put, "kept": kept,
        "later": one.later, "long": len(written) > _LONGEST_WHOLE,
    }  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(text.split())
