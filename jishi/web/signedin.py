"""Between sign-in and page: sessions that were ended stop, a first password is changed first."""

from collections.abc import Callable

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jishi.access import sign_ins
from jishi.access.models import User

#: In the session: the row that says it goes on.
KEY = "sign_in"
_OPEN = ("password", "sign_out", "language")


class SignedInMiddleware:
    """Ends a session whose row is gone; until a first password is changed shows nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, as whoever it may be."""
        user = request.user
        if isinstance(user, User):
            key = request.session.get(KEY)
            if key is None:
                note(request, user)
            elif not sign_ins.goes_on(user, key):
                auth.logout(request)
            elif user.must_change and request.path not in map(reverse, _OPEN):
                return redirect("password")
        return self.get_response(request)


def note(request: HttpRequest, user: User) -> None:
    """Write down that this browser is signed in, and mark its session."""
    held = sign_ins.remember(
        user, agent=request.META.get("HTTP_USER_AGENT", ""),
        address=request.META.get("REMOTE_ADDR", ""),
    )  # fmt: skip
    request.session[KEY] = str(held.pk)
