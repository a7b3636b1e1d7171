"""The frame around every page: where one is, where one may go."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.access.roles import BY_KEY
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.ledgers import RECORDS
from jishi.values import placecode
from jishi.values.period import month_end
from jishi.web import badge
from jishi.web.help import about
from jishi.web.pages import at

_FIGURES = ("figures.read", "figures.compare")
_ANY_RECORD = tuple(f"{one.key}.view" for one in RECORDS)
#: The cookie that says: larger letters.
LARGE = "jishi_large"
_SECTIONS = {
    "today": ("today",),
    "ledger_home": (
        "ledger",
        "record",
        "import",
        "list",
        "new",
        "edit",
        "view",
        "search",
        "bulk",
        "grid",
    ),
    "cockpit": ("cockpit", "proof"),
    "report": ("report", "form", "pin", "check"),
    "trail": ("trail",),
    "accounts": ("account",),
    "settings": ("settings", "sessions", "password", "places"),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` as base.html wants it; nothing for someone not signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    large = request.COOKIES.get(LARGE) == "on"
    if actor is None:
        return {"large": large}
    place: Place | None = getattr(request, "place", None)
    as_of: date = request.as_of  # type: ignore[attr-defined]
    found: dict[str, Any] = {
        "day_said": request.day_said,  # type: ignore[attr-defined]
        "user_name": str(request.user),
        "role_names": "、".join(dict.fromkeys(str(BY_KEY[held.role].zh) for held in actor.held)),
        "home_url": "/",
        "nav": (rail := nav(request, actor, place, as_of)),
        "stamp_after": max(1, sum(not entry["last"] for entry in rail) // 2),  # the tabs' middle
        "password_url": reverse("password"),
        "settings_url": _address("settings"),
        "large_url": _address("large"),
        "help": about(_page(request)),
        "signout_url": reverse("sign_out"),
        "language_url": reverse("language"),
        "here": request.get_full_path(),
        "languages": [
            {"code": code, "name": name, "current": code == get_language()}
            for code, name in settings.LANGUAGES
        ],
    }
    if place is not None:
        found |= _place(request, actor, place, as_of)
        found |= _as_of(request, as_of)
        code = placecode.at_level(place.code, "town")
        if code and any(policy.allows(actor, f"{one.key}.write") for one in RECORDS):
            found["record_url"] = at(reverse("record_new", kwargs={"place": place.code}), as_of)
        if code and any(policy.allows(actor, action) for action in _ANY_RECORD):
            found["search_url"] = _address("search", place=place.code)
            found["suggest_url"] = at(reverse("suggest", kwargs={"place": place.code}), as_of)
            found["search_keep"] = [("as_of", as_of.isoformat())] if "as_of" in request.GET else []
    return {"frame": found, "large": large}


def home(actor: Actor) -> str | None:
    """Address of the first page of someone who signs in; None where he holds nothing."""
    for actions, name in (
        (("households.view",), "today"),
        (_FIGURES, "cockpit"),
    ):
        for held in actor.held:
            if any(door.reaches(actor, action, held.place) for action in actions):
                return reverse(name, kwargs={"place": held.place})
    if policy.allows(actor, "trail.read"):
        return reverse("trail")
    if policy.allows(actor, "accounts.read"):
        return reverse("accounts")
    return None


def nav(
    request: HttpRequest, actor: Actor, place: Place | None, as_of: date
) -> list[dict[str, Any]]:
    """The rail's entries `{key, label, url, current, count?, last?}`; what is `last` stands at the
    rail's foot, and on a phone in the account's menu."""
    here = _page(request)
    code = place.code if place else next((held.place for held in actor.held), "")
    town = len(code) >= placecode.LENGTHS["town"]
    records = town and any(policy.allows(actor, action) for action in _ANY_RECORD)
    entries = (
        ("today", _("今日"), "today", records),
        ("ledger", _("台账"), "ledger_home", records),
        ("cockpit", _("指标"), "cockpit", any(policy.allows(actor, a) for a in _FIGURES)),
        ("report", _("报告"), "report", policy.allows(actor, "reports.make") and town),
        ("ledger", _("留痕"), "trail", policy.allows(actor, "trail.read")),
        ("key", _("账号"), "accounts", policy.allows(actor, "accounts.read") and not records),
        ("settings", _("设置"), "settings", bool(_address("settings"))),
    )
    found: list[dict[str, Any]] = [
        {
            "key": icon, "name": name, "label": label, "current": here.startswith(_SECTIONS[name]),
            "last": name == "settings",
            "url": at(reverse(name, kwargs={"place": code}), as_of)
            if name in ("today", "ledger_home", "cockpit", "report") else reverse(name),
        }
        for icon, label, name, shown in entries
        if shown
    ]  # fmt: skip
    if records:
        found[0]["count"] = badge.known(request, actor, place, as_of)
    return found


def _page(request: HttpRequest) -> str:
    """Name of the page that is shown; '' for an address that is none."""
    match = request.resolver_match
    return (match.url_name if match else "") or ""


def _address(name: str, **parts: str) -> str:
    """Address of a page; '' where the installation has none of that name."""
    try:
        return reverse(name, kwargs=parts)
    except NoReverseMatch:
        return ""


def _place(request: HttpRequest, actor: Actor, place: Place, as_of: date) -> dict[str, Any]:
    def reachable(one: Place) -> bool:
        return any(
            door.reaches(actor, action, one.code)
            and (action != "figures.compare" or len(one.code) <= 9)
            for action in (*_FIGURES, "households.view")
        )

    above = tree.path(place.code)[:-1]
    parent = above[-1] if above else None
    siblings = tree.children(parent.code, as_of) if parent and reachable(parent) else []
    return {
        "place": {
            "code": place.code, "name": place.name,
            "parent_name": parent.name if parent else "",
            "path": [
                {"code": one.code, "name": one.name,
                 "url": _here(request, one.code, as_of) if reachable(one) else None}
                for one in above
            ],
        },
        "children": [
            {"name": one.name, "url": _here(request, one.code, as_of)}
            for one in tree.children(place.code, as_of) if reachable(one)
        ],
        "siblings": [
            {"name": one.name, "url": _here(request, one.code, as_of),
             "current": one.code == place.code}
            for one in siblings
        ],
    }  # fmt: skip


def _here(request: HttpRequest, code: str, as_of: date) -> str:
    """The same page about another place; a record's page leads to its list."""
    match = resolve(request.path_info)
    told = ("key", "ledger", "rule", "paper")
    keep = {k: v for k, v in match.kwargs.items() if k in told}
    name = match.url_name if set(match.kwargs) <= {"place", *told} else (
        "list" if "ledger" in keep else "forms" if "form" in match.kwargs
        else "report" if {"template", "draft"} & set(match.kwargs) else "ledger_home"
    )  # fmt: skip
    return at(reverse(name or "cockpit", kwargs={**keep, "place": code}), as_of)


def _as_of(request: HttpRequest, as_of: date) -> dict[str, Any]:
    last = month_end(as_of.replace(day=1) - timedelta(days=1))
    year = date(as_of.year - 1, 12, 31)
    keep = [(k, v) for k, v in request.GET.items() if k != "as_of"]

    def preset(day: date) -> str:
        query = request.GET.copy()
        query["as_of"] = day.isoformat()
        return f"{request.path}?{query.urlencode()}"

    return {
        "as_of": as_of, "as_of_action": request.path, "as_of_keep": keep,
        "as_of_presets": [
            {"label": _("上月底"), "url": preset(last)},
            {"label": _("去年底"), "url": preset(year)},
        ],
    }  # fmt: skip
