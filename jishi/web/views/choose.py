"""What happened? 记一笔: what was begun, what one records most, and everything one may record."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from jishi.desk import drafts
from jishi.kernel.kinds import kinds_for
from jishi.values import pinyin
from jishi.web import ledgers
from jishi.web.often import often
from jishi.web.pages import PageRequest, at, page
from jishi.web.undoing import say_thrown
from jishi.web.unfinished import unfinished


@page("<place:place>/ledger/new/", name="record_new", may=ledgers.WRITE, methods=("GET", "POST"))
def choose(request: PageRequest, place: str) -> HttpResponse:
    """The five kinds that the writer records most, then all ledgers he may add to.

    POST throws away all of his own drafts in the town that are listed here.
    """
    if len(place) < 9:
        raise Http404(place)
    town = place[:9]
    if request.method == "POST":
        return _thrown_away(request, town)
    found: list[dict[str, Any]] = []
    every: dict[tuple[str, str], dict[str, str]] = {}
    for ledger in ledgers.addable(request.actor):
        if not ledgers.may_add(request.actor, ledger, place):
            continue
        url = reverse("new", kwargs={"place": place, "ledger": ledger.key})
        apart = ledgers.kinds_apart(request.actor, ledger, town)
        kinds = [
            (kind.code, str(kind), at(url, request.as_of, kind=kind.code))
            for kind in kinds_for(ledger.key, town)
            if kind.code not in apart
            and (kind.retired_on is None or kind.retired_on > request.actor.today)
        ] or [("", str(ledger.zh), at(url, request.as_of))]
        told = {
            code: {"label": label, "url": to, "typed": _typed(f"{label} {ledger.zh}")}
            for code, label, to in kinds
        }
        every |= {(ledger.key, code): one for code, one in told.items()}
        found.append({
            "ledger": ledger, "url": at(url, request.as_of),
            "kinds": list(told.values()) if "" not in told else [], "typed": _typed(str(ledger.zh)),
        })  # fmt: skip
    return render(request, "entry/choose.html", {
        "often": [every[what] for what in often(request.actor, town, every)],
        "ledgers": found, "drafts": unfinished(request.actor, town, request.as_of),
        "account": request.actor.user_id,
        "list_url": at(reverse("ledger_home", kwargs={"place": place}), request.as_of),
    })  # fmt: skip


def _thrown_away(request: PageRequest, town: str) -> HttpResponse:
    held = unfinished(request.actor, town, request.as_of)
    together = drafts.throw_away(request.actor.user_id, [one["key"] for one in held])
    said = ngettext("%(n)s份草稿都扔掉了。", "%(n)s份草稿都扔掉了。", len(held))
    say_thrown(request, said % {"n": len(held)}, together)
    return HttpResponseRedirect(at(request.path, request.as_of))


def _typed(words: str) -> str:
    """What finds these words while typing: the words, their pinyin and its initials."""
    read = [pinyin.readings(char) for char in words]
    whole = "".join(one[0] for one in read if one)
    return f"{words.lower()} {whole} {''.join(one[0][0] for one in read if one)}"
