"""An account's own pages: sign-in, sign-out, password, language, and where one lands."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import auth, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.utils.translation import gettext as _

from jishi.access import managing, passwords, sign_ins
from jishi.access.actor import Actor, actor_of
from jishi.access.models import Grant, User
from jishi.access.roles import ADMINISTRATOR
from jishi.places.models import TownLedger
from jishi.web import frame, signedin
from jishi.web.pages import ANYONE, SIGNED_IN, PageRequest, page

_YEAR = 365 * 24 * 60 * 60


class SignInForm(forms.Form):
    """Name and password. What is wrong with them is never told apart."""

    username = forms.CharField(max_length=60)
    password = forms.CharField(max_length=200, strip=False)


class PasswordForm(forms.Form):
    """The old password once, the new one twice."""

    old = forms.CharField(max_length=200, strip=False)
    new = forms.CharField(max_length=200, strip=False)
    again = forms.CharField(max_length=200, strip=False)


@page("", name="home", may=SIGNED_IN)
def home(request: PageRequest) -> HttpResponse:
    """The first page of whoever is signed in; a word of explanation where he holds no role."""
    address = frame.home(request.actor)
    if address:
        return redirect(address)
    names = _administrators()
    contact = _("请管理员%(names)s看一看授权的起止日期。") % {"names": names} if names else ""
    return render(request, "signin/nothing.html", {"contact": contact})


@page("sign-in/", name="sign_in", may=ANYONE, methods=("GET", "POST"))
def sign_in(request: PageRequest) -> HttpResponse:
    """Name and password; afterwards the page that was asked for, if it is one of ours."""
    following = _own_address(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.user.is_authenticated:
        return HttpResponseRedirect(following or reverse("home"))
    posted = request.POST if request.method == "POST" else None  # an empty one is bound, too
    form = SignInForm(posted, initial={"username": request.GET.get("user", "")})
    if request.method == "POST" and form.is_valid():
        user = auth.authenticate(request, **form.cleaned_data)
        if isinstance(user, User):
            auth.login(request, user)
            signedin.note(request, user)
            managing.log_sign_in(user, by=actor_of(user))
            return HttpResponseRedirect(following or reverse("home"))
        form.add_error(None, _("用户名或密码不对。大小写要一致，请再输一次。"))
    elif request.method == "POST":
        form.add_error(None, _("用户名和密码都要填。"))
    refused = request.method == "POST"
    return render(request, "signin/page.html", {
        "form": form, "next": following, "has_errors": refused, "samples": _samples(),
        "town_line": _town_line(), "help_line": _help_line(), "language_url": reverse("language"),
        "languages": languages(),
        "here": reverse("sign_in") if refused else request.get_full_path(),
    })  # fmt: skip


@page("sign-out/", name="sign_out", may=SIGNED_IN, methods=("POST",))
def sign_out(request: PageRequest) -> HttpResponse:
    """End the session."""
    user = request.user
    if isinstance(user, User):
        managing.log_sign_in(user, by=request.actor, action="sign_out")
        sign_ins.forget(user, request.session.get(signedin.KEY, ""))
    auth.logout(request)
    return redirect("sign_in")


@page("password/", name="password", may=SIGNED_IN, methods=("GET", "POST"))
def password(request: PageRequest) -> HttpResponse:
    """Change one's password; sessions elsewhere end, this one goes on under a new key."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    user, key = request.user, request.session.get(signedin.KEY, "")
    first = isinstance(user, User) and user.must_change
    if request.method == "POST" and isinstance(user, User):
        faults = _password_faults(user, form, key, request.actor)
        if not faults:
            try:
                passwords.choose(user, form.cleaned_data["new"], by=request.actor, keep=key)
            except managing.AccountFault as fault:
                faults = {"new": str(fault)}
            else:
                auth.update_session_auth_hash(request, user)  # a new key, and it stays signed in
                messages.success(request, _("密码改好了。别处登录着的，下一步就要重新登录。"))
                return redirect("home" if first else "password")
        for field, said in faults.items():
            form.add_error(field, said)
    status = 422 if form.errors else 200
    return render(
        request, "signin/password.html",
        {"form": form, "has_errors": bool(form.errors), "first": first},
        status=status,
    )  # fmt: skip


@page("language/", name="language", may=ANYONE, methods=("POST",))
def language(request: PageRequest) -> HttpResponse:
    """Keep the language of choice in a cookie, and go back to where one was."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_own_address(request, request.POST.get("next", "")) or "/")
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


def languages() -> list[dict[str, Any]]:
    """The languages there are, the current one marked."""
    return [
        {"code": code, "name": name, "current": code == get_language()}
        for code, name in settings.LANGUAGES
    ]


def _own_address(request: HttpRequest, address: str) -> str:
    """An address on this site; '' for any other, so that nobody is sent away after signing in."""
    own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if own else ""


def _password_faults(user: User, form: PasswordForm, key: str, by: Actor) -> dict[str, str]:
    """What is wrong with the entries themselves, by field; wrong old passwords are counted."""
    if not form.is_valid():
        faults = {
            field: _("这一项要填。") if held[0].code == "required" else _("太长了。")
            for field, held in form.errors.as_data().items()
        }
        form.errors.clear()
        return faults
    given = form.cleaned_data
    if not user.check_password(given["old"]):
        left = sign_ins.mistaken(user, key, by=by)
        if not left:
            return {"old": _("现在的密码输错太多次，已经退出登录。忘了密码请找管理员重设。")}
        return {"old": _("现在的密码不对，还可以试%(left)s次。") % {"left": left}}
    if given["new"] != given["again"]:
        return {"again": _("两次填的新密码不一样。")}
    return {}


def _town_line() -> str:
    towns = list(TownLedger.objects.order_by("code").values_list("name", flat=True)[:2])
    return _("%(town)s一本账") % {"town": towns[0]} if len(towns) == 1 else ""


def _help_line() -> str:
    names = _administrators()
    return _("忘了密码，请找管理员%(names)s。") % {"names": names} if names else ""


def _administrators() -> str:
    """Whom to ask: two who are administrators today, the longest in office first."""
    today = timezone.localdate()
    held = Grant.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today),
        role__in=ADMINISTRATOR, user__is_active=True, since__lte=today,
    )  # fmt: skip
    names = held.order_by("since", "user__name").values_list("user__name", flat=True)
    return "、".join(list(dict.fromkeys(names))[:2])


def _samples() -> list[dict[str, str]]:
    """Accounts of the sample town, on its own sign-in page only; they are public."""
    if not settings.JISHI.demo:
        return []
    from jishi.demo import prepare  # noqa: PLC0415 - only where the demo runs

    return [
        {"role": role, "username": username, "password": password_, "sees": sees}
        for role, username, password_, sees in prepare.signs()
    ]
