"""How an account likes to read: larger letters 大字, kept in a cookie of this browser."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from jishi.web.frame import LARGE
from jishi.web.pages import ANYONE, PageRequest, page

_YEAR = 365 * 24 * 60 * 60


@page("large/", name="large", may=ANYONE, methods=("POST",))
def large(request: PageRequest) -> HttpResponse:
    """Turn large letters on or off, and go back to where one was."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("large") == "on":
        response.set_cookie(
            LARGE, "on", max_age=_YEAR, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    else:
        response.delete_cookie(LARGE, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    """The page one came from, if it is one of ours."""
    address = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if own else "/"
