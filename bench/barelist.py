"""The list page as bare Django would do it: stock middleware, two tables of names, one view.

Equal work: the session, the user and his grants are read, the records bounded by his place and
by the page's, filtered, counted, summed, sorted and paged, links loaded, and the same template
rendered. What it is spared is what Jishi works out besides: tabs, filters, addresses, the frame
are handed over as values.
"""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from jishi.access.models import Grant
from jishi.kernel.models import Kind
from jishi.places.models import Place
from jishi.records.activities.models import Activity
from jishi.records.attachments.models import Attachment

AS_OF = date(2024, 9, 30)
MIDDLEWARE = [
    "bench.barelist.BareAddresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
#: What is around the rows, as values; given by the bench before the first request.
CONTEXT: dict[str, Any] = {}


class BareAddresses:
    """Stands in for ROOT_URLCONF: both handlers live in one process."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from this module's addresses."""
        request.urlconf = __name__  # type: ignore[attr-defined]
        return self.get_response(request)  # type: ignore[no-any-return]


def activities(request: HttpRequest, place: str) -> HttpResponse:
    """Fifty activities at a place, newest first."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    today = date.today()  # noqa: DTZ011
    grants = [g for g in Grant.objects.filter(user=request.user) if g.since <= today]
    if not any(place.startswith(grant.place) for grant in grants):
        return HttpResponseForbidden()
    held = grants[0].place
    here = Place.objects.get(code=place)
    found = (
        Activity.rows.filter(place__gte=held, place__lt=_after(held))
        .filter(place__gte=here.code, place__lt=_after(here.code))
        .filter(on__lte=AS_OF)
        .select_related("lead")
        .order_by("-on", "-number")
    )
    told = found.order_by().aggregate(n=Count("pk"), attendance=Sum("attendance"))
    pages = Paginator(found, 50)
    pages.count = told["n"]  # type: ignore[misc]
    page = pages.get_page(request.GET.get("page"))
    kinds = {k.code: k.zh for k in Kind.rows.filter(ledger="activities")}
    places = _places(here.code)
    files = _files([str(row.pk) for row in page.object_list])
    rows = [
        {"key": str(row.pk), "number": row.number, "files": files.get(str(row.pk), 0),
         "cells": _cells(row, place, kinds, places), "edit_url": _url("edit", place, row)}
        for row in page.object_list
    ]  # fmt: skip
    return render(request, "ledger/page.html", {
        **CONTEXT, "rows": rows, "count": told["n"], "first": page.start_index(),
        "last": page.end_index(), "sums": [{"label": "人次", "text": f"{told['attendance']}"}],
        "pager": {
            "page": page.number, "pages": pages.num_pages,
            "previous": f"?page={page.number - 1}" if page.has_previous() else None,
            "next": f"?page={page.number + 1}" if page.has_next() else None,
        },
    })  # fmt: skip


def _after(code: str) -> str:
    return code[:-1] + chr(ord(code[-1]) + 1)


def _places(town: str) -> dict[str, str]:
    rows = {one.code: one for one in Place.objects.filter(code__gte=town, code__lt=_after(town))}
    return {
        code: f"{rows[one.parent].name} {one.name}"
        if one.level == "group" and not one.name.startswith(rows[one.parent].name)
        else one.name
        for code, one in rows.items()
    }


def _files(keys: list[str]) -> dict[str, int]:
    found = Attachment.rows.filter(ledger="activities", record__in=keys)
    return dict(found.values("record").annotate(n=Count("pk")).values_list("record", "n"))


def _url(name: str, place: str, row: Activity) -> str:
    return reverse(name, kwargs={"place": place, "id": row.pk})


def _cells(
    row: Activity, place: str, kinds: dict[str, str], places: dict[str, str]
) -> list[dict[str, str]]:
    return [
        {"text": row.number, "css": "tight", "url": _url("record", place, row)},
        {"text": f"{row.on.year}年{row.on.month}月{row.on.day}日", "css": "tight",
         "label": "日期"},
        {"text": kinds.get(row.kind, row.kind), "css": "tight"},
        {"text": row.title, "css": "lead-cell"},
        {"text": places.get(row.place, row.place), "css": "tight"},
        {"text": row.venue},
        {"text": "" if row.attendance is None else str(row.attendance), "css": "n",
         "label": "人次"},
        {"text": row.lead.name if row.lead else "", "label": "牵头人"},
    ]  # fmt: skip


def elsewhere(request: HttpRequest, **parts: str) -> HttpResponse:
    """Only an address for the page to lead to."""
    raise Http404(f"{request.path}: {parts}")


urlpatterns: list[URLPattern] = [
    path("<str:place>/ledger/activities/", activities, name="list"),
    path("<str:place>/ledger/activities/<uuid:id>/", elsewhere, name="record"),
    path("<str:place>/ledger/activities/<uuid:id>/edit/", elsewhere, name="edit"),
    path("sign-in/", elsewhere, name="sign_in"),
]
