"""What a writer does about the figures of a paper: put right, kept, asked later, taught. Saved at
once, each taken back by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.draftcheck import keeping
from jishi.draftcheck.counting import fits
from jishi.draftcheck.models import KEEP, LATER, PUT
from jishi.draftcheck.standing import Seen, replacement
from jishi.indicators import naming
from jishi.indicators.tables import BY_KEY
from jishi.web import draftside
from jishi.web.draftside import Sheet
from jishi.web.pages import PageRequest, at, page
from jishi.web.views.draftcheck import figure_of, found, sheet_of, show

_TOWN = 9
_NOTHING: dict[str, Any] = {"choice": "", "text": "", "value": "", "reason": ""}


@page(
    "<place:place>/check/<uuid:paper>/decide/", name="check_decide", may="draftcheck.use",
    methods=("POST",),
)  # fmt: skip
def decide(request: PageRequest, place: str, paper: UUID) -> HttpResponse:
    """`do` says what about the figure that begins at `figure`; the page comes back with it."""
    del place
    sheet = sheet_of(request, found(request, paper))
    one = figure_of(sheet, request.POST.get("figure", ""))
    try:
        fault = _done(sheet, one, request.POST.get("do", ""))
    except keeping.Gone as error:
        raise Http404(paper) from error
    if fault:
        return show(sheet_of(request, sheet.paper), 422, has_errors=True, fault=fault)
    return _back(sheet, one)


def _done(sheet: Sheet, one: Seen, do: str) -> str:
    """Do it; what is wrong where it cannot be done."""
    paper, mention, post = sheet.paper, one.mention, sheet.request.POST
    if do == "undo":
        keeping.undo(paper, mention)
    elif do == "unmean":
        keeping.decide(paper, mention, meant="", **_NOTHING)
        keeping.undo(paper, mention)
    elif do == LATER:
        keeping.decide(paper, mention, **{**_NOTHING, "choice": LATER})
    elif do == KEEP:
        reason = " ".join(post.get("reason", "").split())
        if len(reason) > keeping.LONGEST_REASON:
            return _("理由太长，最多%(most)s个字。") % {"most": keeping.LONGEST_REASON}
        keeping.decide(paper, mention, **{**_NOTHING, "choice": KEEP, "reason": reason})
    elif do == "mean":
        indicator = BY_KEY.get(post.get("key", ""))
        if indicator is None or not fits(indicator, mention.unit):
            return _("没有这个指标，或量词对不上，从列表里选。")
        keeping.decide(paper, mention, meant=indicator.key, **_NOTHING)
    elif do == PUT:
        text = replacement(one, paper)
        if text is None or one.best is None or one.best.figure.value is None:
            return _("台账刚才变了，或这种写法没法替您改。看过现在的样子，再定。")
        keeping.decide(paper, mention, **{
            **_NOTHING, "choice": PUT, "text": text, "value": str(one.best.figure.value),
        })  # fmt: skip
    else:
        return _("没有看懂要做什么，请用页面上的按钮。")
    return ""


@page(
    "<place:place>/check/<uuid:paper>/teach/", name="check_teach", may="figure_names.write",
    methods=("POST",),
)  # fmt: skip
def teach(request: PageRequest, place: str, paper: UUID) -> HttpResponse:
    """以后“议事会”就是党委会: the town's own word for a figure; the paper is checked anew."""
    sheet = sheet_of(request, found(request, paper))
    one = figure_of(sheet, request.POST.get("figure", ""))
    word = "".join(request.POST.get("phrase", "").split())
    indicator = BY_KEY.get(request.POST.get("key", ""))
    fault = ""
    if not 2 <= len(word) <= draftside.LONGEST_PHRASE:
        fault = _("叫法写2到%(most)s个字。") % {"most": draftside.LONGEST_PHRASE}
    elif draftside.says_nothing(word):
        fault = _("“%(word)s”什么都能说，认不出是哪个数，写上说的是谁的。") % {"word": word}
    elif indicator is None or not fits(indicator, one.mention.unit):
        fault = _("选一个指标，量词要对得上。")
    else:
        try:
            naming.teach(place[:_TOWN], indicator.key, word, by=request.actor)
        except naming.Refused as refused:
            fault = refused.faults[0].message
    if fault:
        return show(sheet, 422, has_errors=True, fault=fault)
    assert indicator is not None
    told = _("以后“%(word)s”就是%(figure)s，全镇都这样认。要改，在“指标的叫法”里改。")
    messages.success(request, told % {"word": word, "figure": indicator.zh})
    return _back(sheet, one)


@page(
    "<place:place>/check/<uuid:paper>/away/", name="check_away", may="draftcheck.use",
    methods=("POST",),
)  # fmt: skip
def away(request: PageRequest, place: str, paper: UUID) -> HttpResponse:
    """Throw a paper away, with all that was decided about it."""
    keeping.put_away(found(request, paper))
    messages.success(request, _("稿子删了，什么也没有留下。"))
    return HttpResponseRedirect(at(reverse("check", kwargs={"place": place}), request.as_of))


def _back(sheet: Sheet, one: Seen) -> HttpResponse:
    return HttpResponseRedirect(sheet.of(one))
