"""Finding a household as bare Django would: stock middleware, the session, one LIKE, JSON.

Equal work: the session, the user and his grants are read, the rows bounded by his place, eight of
them told with number and village. It finds characters only; Jishi finds pinyin and initials too.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.urls import URLPattern, path

from jishi.access.models import Grant
from jishi.places.models import Place
from jishi.records.households.models import Household

MIDDLEWARE = [
    "bench.barefind.BareAddresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


class BareAddresses:
    """Stands in for ROOT_URLCONF: both handlers live in one process."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from this module's addresses."""
        request.urlconf = __name__  # type: ignore[attr-defined]
        return self.get_response(request)  # type: ignore[no-any-return]


def find(request: HttpRequest, place: str) -> HttpResponse:
    """Eight households whose head's name holds the characters."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    today = date.today()  # noqa: DTZ011
    grants = [g for g in Grant.objects.filter(user=request.user) if g.since <= today]
    if not any(place.startswith(grant.place) for grant in grants):
        return HttpResponseForbidden()
    held = grants[0].place
    last = held[:-1] + chr(ord(held[-1]) + 1)
    here = Place.objects.get(code=place)
    rows = Household.rows.filter(place__gte=held, place__lt=last, town=here.code)
    rows = rows.filter(head__contains=request.GET["q"]).order_by("number")[:9]
    found = list(rows)
    names = dict(
        Place.objects.filter(code__in={row.place for row in found}).values_list("code", "name")
    )
    told = [
        {"id": str(row.pk), "value": f"{row.number} {row.head}", "title": row.head,
         "number": row.number, "second": names.get(row.place, "")}
        for row in found[:8]
    ]  # fmt: skip
    return JsonResponse({"found": told, "more": len(found) > 8})


urlpatterns: list[URLPattern] = [path("<str:place>/find/households/", find)]
