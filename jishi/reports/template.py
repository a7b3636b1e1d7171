"""Reading a template (模板): a Word file of headings, sentences and placeholders.

A template says *what* is told, in which order; its look, headers, footers and properties
are not taken over, because the official layout is fixed (`layout`). It holds no language
to run: `{{ key }}` is looked up in a list of names and anything else between double
braces is refused (docs/decisions/0010). Nothing of the file is evaluated or copied.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from jishi.reports.clauses import merged
from jishi.reports.report import Level, Paragraph, Segment
from jishi.reports.wordfile import Line, TemplateError, read

__all__ = ["CONTEXT", "Template", "TemplateError", "level_by_mark", "load"]

#: Placeholders that are not figures, with the Chinese word for each.
CONTEXT = {
    "place": "地名",
    "place_path": "地名全称",
    "as_of": "截至日期",
    "year": "年份",
    "last_full_year": "上一完整年度",
}

_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_MARKS = (
    (Level.FIRST, re.compile(r"[一二三四五六七八九十]+、")),
    (Level.SECOND, re.compile(r"[（(][一二三四五六七八九十]+[）)]")),
    (Level.THIRD, re.compile(r"\d{1,2}[.．](?!\d)\s*")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,2}[）)]")),
)
_STYLES = {
    "title": Level.TITLE,
    "subtitle": Level.SUBTITLE,
    "heading 1": Level.FIRST,
    "heading 2": Level.SECOND,
    "heading 3": Level.THIRD,
    "heading 4": Level.FOURTH,
}


@dataclass(frozen=True, slots=True)
class Template:
    """Paragraphs whose segments with a `key` are placeholders: a figure or a `CONTEXT` word.

    Numbers of headings (一、) are taken off on reading and set anew by `story.build`.
    """

    paragraphs: tuple[Paragraph, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures asked for, in order of appearance, each once."""
        found = (s.key for p in self.paragraphs for s in p.segments if s.key)
        return tuple(dict.fromkeys(key for key in found if key not in CONTEXT))


@dataclass(slots=True)
class _Reader:
    """Collects the faults of all paragraphs, so that they are told at once."""

    accepted: dict[str, str]
    problems: list[str]


def load(
    source: bytes | Path, keys: Collection[str], names: Mapping[str, str] | None = None
) -> Template:
    """Read a template from a Word file.

    `keys` are the figures that may be asked for; `names` gives further words for them
    (Chinese name or alias → key), so that {{ 矛盾纠纷摸排 }} works in Word as well.
    Raises TemplateError naming every faulty paragraph by number and first words.
    """
    lines, problems = read(source)
    reader = _Reader(_accepted(keys, names or {}), problems)
    paragraphs = [_paragraph(reader, number, line) for number, line in enumerate(lines, start=1)]
    if not reader.problems and not paragraphs:
        reader.problems.append(_("模板里没有文字。"))
    if reader.problems:
        raise TemplateError(reader.problems)
    return Template(tuple(paragraphs))


def _accepted(keys: Collection[str], names: Mapping[str, str]) -> dict[str, str]:
    accepted = {word: key for key, word in CONTEXT.items()}
    accepted |= {name: key for name, key in names.items() if key in set(keys)}
    accepted |= {key: key for key in (*keys, *CONTEXT)}
    return accepted


def _paragraph(reader: _Reader, number: int, line: Line) -> Paragraph:
    where = {"number": number, "start": line.text[:12]}
    for kind in line.foreign:
        reader.problems.append(
            _("第%(number)d段“%(start)s…”里有文字以外的内容（%(kind)s），请去掉。")
            % {**where, "kind": kind}
        )
    level, text = _level(line, is_first=number == 1)
    segments: list[Segment] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        segments.append(Segment(text[end : match.start()]))
        segments.append(_placeholder(reader, match.group(1).strip(), where))
        end = match.end()
    segments.append(Segment(text[end:]))
    literal = "".join(s.text for s in segments if s.key is None)
    if "{{" in literal or "}}" in literal:
        reader.problems.append(
            _("第%(number)d段“%(start)s…”：双花括号没有配成对，应写成{{ 指标 }}。") % where
        )
    return Paragraph(level, merged(segments))


def _placeholder(reader: _Reader, word: str, where: dict[str, Any]) -> Segment:
    key = reader.accepted.get(word)
    if key is not None:
        return Segment("", key)
    near = difflib.get_close_matches(word, reader.accepted, n=1)
    named = {**where, "word": word[:40]}
    if near:
        problem = _("第%(number)d段“%(start)s…”：没有名为“%(word)s”的指标，是不是“%(near)s”？") % {
            **named,
            "near": near[0],
        }
    else:
        problem = _("第%(number)d段“%(start)s…”：没有名为“%(word)s”的指标。") % named
    reader.problems.append(problem)
    return Segment("")


def _level(line: Line, *, is_first: bool) -> tuple[Level, str]:
    """Level by Word style, else by the number in front; and the text without that number."""
    text = line.text
    by_style = _STYLES.get(line.style.lower())
    by_mark, rest = level_by_mark(text)
    if by_mark is not None and by_style in (None, by_mark):
        return by_mark, rest
    if by_style is not None:
        return by_style, text
    return (Level.TITLE if is_first else Level.BODY), text


def level_by_mark(text: str) -> tuple[Level | None, str]:
    """The level that the number in front (一、（一）1.) stands for, and the text after it."""
    for level, mark in _MARKS:
        match = mark.match(text)
        if match:
            return level, text[match.end() :]
    return None, text
