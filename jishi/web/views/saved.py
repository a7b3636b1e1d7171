"""Saved views 常用视图 of a ledger's list: save under a name, rename, share, take away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.desk.models import SavedView
from jishi.records.ledgers import BY_KEY
from jishi.values.entries import clean_text
from jishi.web import listing, saved
from jishi.web.pages import PageRequest, at, page
from jishi.web.views.ledger import place_of, with_query
from jishi.web.wording import Words

_LONGEST_QUERY = 4000


@page(
    "<place:place>/ledger/<ledger:ledger>/views/", name="views", may="{ledger}.view",
    methods=("GET", "POST"),
)  # fmt: skip
def views(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """The views of a list, to be put in order; POST saves the question under a name.

    A name that is there already then means the new question.
    """
    one, here = BY_KEY[ledger], place_of(request, ledger)
    words = Words(here, request.as_of, by=request.actor)
    list_url = at(reverse("list", kwargs={"place": place, "ledger": ledger}), request.as_of)
    if request.method != "POST":
        asked = listing.Asked.of(one, request.GET, words)
        return render(request, "ledger/views.html", {
            "ledger": one, "list_url": list_url,
            "views": saved.offered(request.actor, asked, here, words), "address": request.path,
        })  # fmt: skip
    name = _name(request)
    query = saved.settled(one, _query(request), words)
    if not name:
        messages.error(request, _("给视图起个名字，再存。"))
        return HttpResponseRedirect(with_query(list_url, query))
    row, _new = SavedView.objects.update_or_create(
        owner_id=UUID(request.actor.user_id), ledger=ledger, name=name,
        defaults={"query": query, "place": here.code, "shared": "shared" in request.POST},
    )  # fmt: skip
    messages.success(
        request,
        _("存好了视图“%(name)s”，本镇的人也用得上。") % {"name": name}
        if row.shared
        else _("存好了视图“%(name)s”。") % {"name": name},
    )
    return HttpResponseRedirect(saved.address(row, here, words))


@page(
    "<place:place>/ledger/<ledger:ledger>/views/<uuid:view>/", name="view", may="{ledger}.view",
    methods=("POST",),
)  # fmt: skip
def change(request: PageRequest, place: str, ledger: str, view: UUID) -> HttpResponse:
    """Rename one's own view, share it or not, take it away. Another's does not exist (404)."""
    place_of(request, ledger)
    row = saved.own(request.actor, ledger, str(view))
    if row is None:
        raise Http404(view)
    url = at(reverse("views", kwargs={"place": place, "ledger": ledger}), request.as_of)
    if "delete" in request.POST:
        row.delete()
        messages.success(request, _("视图“%(name)s”去掉了；记录没有动。") % {"name": row.name})
        return HttpResponseRedirect(url)
    name = _name(request)
    taken = SavedView.objects.filter(owner_id=row.owner_id, ledger=ledger, name=name)
    if not name:
        messages.error(request, _("视图要有名字，没有改。"))
    elif taken.exclude(pk=row.pk).exists():
        messages.error(request, _("您已有一个视图叫“%(name)s”，换个名字。") % {"name": name})
    else:
        row.name, row.shared = name, "shared" in request.POST
        row.save(update_fields=["name", "shared"])
        messages.success(request, _("视图“%(name)s”改好了。") % {"name": name})
    return HttpResponseRedirect(url)


def _name(request: PageRequest) -> str:
    return clean_text(request.POST.get("name", ""))[: saved.LONGEST_NAME].strip()


def _query(request: PageRequest) -> str:
    return request.POST.get("query", "")[:_LONGEST_QUERY]
