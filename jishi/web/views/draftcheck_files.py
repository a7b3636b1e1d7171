"""Files of a paper under check: put right in its own form, or with a comment by each finding."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jishi.draftcheck import keeping
from jishi.draftcheck.models import KEEP, Paper
from jishi.draftcheck.source import Unreadable, open_draft
from jishi.draftcheck.standing import Seen
from jishi.draftcheck.verdicts import AGREE, ROUNDED, VERDICTS
from jishi.draftcheck.wordedit import Change, Note, coded, commented, corrected, corrected_text
from jishi.pins.actions import Passed
from jishi.web import draftside
from jishi.web.draftpins import leaves_the_house
from jishi.web.draftside import Sheet
from jishi.web.pages import PageRequest, page
from jishi.web.presenting import said
from jishi.web.views.draftcheck import found, sheet_of, show, told

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXT = "text/plain; charset=utf-8"


@page(
    "<place:place>/check/<uuid:paper>/corrected/", name="check_corrected", may="draftcheck.use",
    methods=("POST",),
)  # fmt: skip
def corrected_file(request: PageRequest, place: str, paper: UUID) -> HttpResponse:
    """The paper with what was put right: Word as Word, text as text; of a PDF the list."""
    del place
    sheet = sheet_of(request, found(request, paper))
    held = sheet.paper
    if held.kind == "pdf":
        return _file(_list(sheet).encode(), _TEXT, _("%(name)s（改动清单）.txt"), held)
    try:
        _unchanged(held)
        made = _corrected(held, [one for one in sheet.seen if one.put and not one.moved])
    except Unreadable as refused:
        return _refused(sheet, refused)
    try:
        with transaction.atomic():  # a file that is not handed out leaves no pins behind
            pins = leaves_the_house(sheet)
            if held.kind == "docx":
                made = coded(made, {pin.shown: pin.written for pin in pins})
    except Passed as passed:
        return show(sheet, status=409, fault=str(passed.message))
    except keeping.Gone as error:
        raise Http404(paper) from error
    except Unreadable as refused:
        return _refused(sheet, refused)
    kind, name = (_WORD, _("%(name)s（改好）.docx")) if held.kind == "docx" else (
        "text/plain", _("%(name)s（改好）.txt")
    )  # fmt: skip
    return _file(made, kind, name, held)


@page("<place:place>/check/<uuid:paper>/commented/", name="check_commented", may="draftcheck.use")
def commented_file(request: PageRequest, place: str, paper: UUID) -> HttpResponse:
    """The paper as it came, with a Word comment by each finding; of other kinds the findings."""
    del place
    sheet = sheet_of(request, found(request, paper))
    held = sheet.paper
    if held.kind != "docx":
        return _file(_list(sheet).encode(), _TEXT, _("%(name)s（核对清单）.txt"), held)
    notes = [Note(one.mention.start, one.mention.end, text)
             for one in sheet.seen if (text := _note(sheet, one))]  # fmt: skip
    try:
        _unchanged(held)
        made = commented(bytes(held.content), notes, str(request.user),
                         timezone.localtime().replace(tzinfo=None))  # fmt: skip
    except Unreadable as refused:
        return _refused(sheet, refused)
    return _file(made, _WORD, _("%(name)s（带批注）.docx"), held)


def _unchanged(paper: Paper) -> None:
    """Raises Unreadable where the paper is not read any more as it was when it was brought."""
    if open_draft(bytes(paper.content), paper.name).text != paper.text:
        raise Unreadable(
            "这份稿子是用从前的程序读的，现在读出来不一样了", "请把原来的文件再传一次，重新核"
        )


def _least(one: Seen) -> Change:
    """Only the signs that differ, so that what stays keeps its own look: 2.45亿元 → 54."""
    old, new = one.mention.surface, one.put
    same = 0
    while same < min(len(old), len(new)) - 1 and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same - 1 and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Change(one.mention.start + same, one.mention.end - tail, new[same : len(new) - tail])


def _corrected(paper: Paper, changed: Sequence[Seen]) -> bytes:
    changes = [_least(one) for one in changed]
    content = bytes(paper.content)
    try:
        if paper.kind == "docx":
            return corrected(content, changes)
        text = corrected_text(paper.text, changes)
    except ValueError as error:
        raise Unreadable(
            "有一处改动跨了两段，没法放回去", "请撤销那一处，在原稿里自己改"
        ) from error
    return text.encode(paper.draft.encoding or "utf-8", "surrogatepass")


def _note(sheet: Sheet, one: Seen) -> str:
    """What a comment says about a figure: verdict, the ledger's figure, why, what was decided."""
    lines = [
        str(finding.explanation) for finding in sheet.check.findings if one.at in finding.figures
    ]
    if one.put and not one.moved:
        lines.insert(0, _("已定：改成%(text)s。") % {"text": one.put})
    elif one.verdict and one.verdict not in (AGREE, ROUNDED):
        lines.insert(0, _verdict(sheet, one))
        if one.decision is not None and one.decision.choice == KEEP:
            lines.append(_("已定：不改。%(reason)s") % {"reason": one.decision.reason})
        elif one.later:
            lines.append(_("回头再问。"))
    return "\n".join(line for line in lines if line)


def _verdict(sheet: Sheet, one: Seen) -> str:
    lines = [_("%(verdict)s：%(name)s。") % {
        "verdict": VERDICTS[one.verdict], "name": draftside.name(sheet, one),
    }]  # fmt: skip
    figure = one.best.figure if one.best else None
    if figure is not None and one.best is not None and figure.value is not None:
        lines.append(_("台账（%(when)s）是%(value)s。") % {
            "when": draftside.when(one.best), "value": said(figure.value, figure.indicator.unit),
        })  # fmt: skip
    elif one.checked.candidates:
        lines += [
            _("可能是“%(name)s”：%(value)s。") % {
                "name": found.figure.indicator.zh,
                "value": said(found.figure.value, found.figure.indicator.unit),
            }
            for found in one.checked.candidates
        ]  # fmt: skip
    lines.append(str(one.checked.reason))
    if one.best is one.checked.best:
        lines += [str(guess.words) for guess in sheet.check.guesses.get(one.at, ())]
    return "".join(lines)


def _list(sheet: Sheet) -> str:
    """What a comment would say, line by line, for papers that bear none."""
    lines = [sheet.paper.name, ""]
    for one in sheet.seen:
        note = _note(sheet, one)
        if note:
            line = sheet.check.reading.text.count("\n", 0, one.mention.start) + 1
            lines.append(_("第%(line)s行“%(surface)s”：%(note)s") % {
                "line": line, "surface": " ".join(one.mention.surface.split()),
                "note": note.replace("\n", " "),
            })  # fmt: skip
    if len(lines) == 2:
        lines.append(_("没有要改的。"))
    return "\r\n".join(lines) + "\r\n"


def _refused(sheet: Sheet, refused: Unreadable) -> HttpResponse:
    return show(sheet, 422, has_errors=True, fault="".join(told(refused)))


def _file(content: bytes, kind: str, name: str, paper: Paper) -> HttpResponse:
    stem = paper.name
    for ending in (".docx", ".txt", ".pdf"):
        stem = stem.removesuffix(ending)
    headers: dict[str, Any] = {
        "Content-Disposition": content_disposition_header(True, name % {"name": stem})
        or "attachment"
    }
    return HttpResponse(content, content_type=kind, headers=headers)
