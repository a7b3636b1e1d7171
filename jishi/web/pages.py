"""Pages: an address, who may open it, and the view. An address without `may` cannot be made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, URLPattern, path, register_converter, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jishi.access import door, policy
from jishi.access.actor import Actor, actor_of
from jishi.places import tree
from jishi.places.models import Place
from jishi.values import placecode
from jishi.web import returning

ANYONE, SIGNED_IN = "anyone", "signed_in"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
View = Callable[..., HttpResponse]


class PageRequest(HttpRequest):
    """A request as a page sees it: who asks, about which place and day."""

    actor: Actor
    place: Place | None
    as_of: date
    day_said: str  # that the address's as-of date is none; '' where it is one


@dataclass(frozen=True)
class Page:
    """One row of the permission matrix: address × methods × what the reader must be allowed.

    `may` holds policy actions, of which one suffices; `{ledger}` stands for the address's own.
    """

    pattern: str
    name: str
    methods: tuple[str, ...]
    may: tuple[str, ...]
    view: View
    is_file: bool = False


PAGES: list[Page] = []


class CodeConverter:
    """A place code in an address."""

    regex = r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3}(?:\d{2})?)?)?)?)?"

    def to_python(self, value: str) -> str:
        """The code."""
        return value

    def to_url(self, value: str) -> str:
        """The code."""
        return value


register_converter(CodeConverter, "place")


def page(
    pattern: str, *, name: str, may: str | tuple[str, ...], methods: tuple[str, ...] = ("GET",),
    is_file: bool = False,
) -> Callable[[View], View]:  # fmt: skip
    """Register a view at an address.

    The reader is signed in unless `may` is ANYONE; without the right the answer is 403, for a
    place out of reach or unknown 404. The view gets `request.actor`, `.place`, `.as_of`.
    What answers with a file (`is_file`) is no page to come back to from a button.
    """
    wanted = (may,) if isinstance(may, str) else may
    # OPTIONS and HEAD carry no token: a page that only takes POST must not run for them.
    taken = (*methods, "HEAD") if "GET" in methods else methods

    def register(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, **parts: Any) -> HttpResponse:
            if request.method not in taken:
                return not_this_way(request, taken)
            opens = "GET" in methods and not (is_file and request.method == "POST")
            answer = _admit(request, wanted, parts, opens=opens) or view(request, **parts)
            if request.day_said and answer.status_code in (302, 303):
                messages.warning(request, request.day_said)  # told where one is led
            # An office shares its computer: what one person read is not kept for the next.
            patch_cache_control(answer, private=True, no_store=True)
            return answer

        PAGES.append(Page(pattern, name, methods, wanted, guarded, is_file))
        return guarded

    return register


def addresses() -> list[URLPattern]:
    """All registered pages as Django's addresses."""
    return [path(one.pattern, one.view, name=one.name) for one in PAGES]


def _admit(
    request: Any, wanted: tuple[str, ...], parts: dict[str, Any], *, opens: bool
) -> HttpResponse | None:
    if "\0" in request.path or any("\0" in text for _name, text in _asked(request)):
        raise Http404  # no browser sends it, and PostgreSQL cannot be asked about it
    request.place, request.as_of, request.day_said = None, _as_of(request), ""
    if wanted == (ANYONE,):
        return None
    _drop_nul(request)
    if not request.user.is_authenticated:
        returning.keep(request)
        return redirect_to_login(_after_sign_in(request, opens=opens), settings.LOGIN_URL)
    request.actor = actor_of(request.user)
    actions = [action.format(**parts) for action in wanted if action != SIGNED_IN]
    allowed = [action for action in actions if policy.allows(request.actor, action)]
    if actions and not allowed:
        return forbidden(request)
    _say_day(request)
    if "place" in parts:
        request.place = _reachable(request.actor, allowed, parts["place"])
    return None


def _after_sign_in(request: Any, *, opens: bool) -> str:
    """Where one goes on after signing in: to the page asked for; where a button had sent to an
    address that is none, to the page on which it stands, and told that nothing was done. Scripts
    that keep what is typed say so themselves.
    """
    if opens:
        return str(request.get_full_path())
    way = _above(request)
    if way != "/" and "application/json" not in request.headers.get("Accept", ""):
        said = _("登录过期了，刚才点的那一步没有做。请再点一次。")
        messages.warning(request, said)
    return way


def _say_day(request: Any) -> None:
    """Tell of an as-of date that is none: the page stands as of the usual day, and says so; and of
    one that has not come.

    It is the page's own word (`request.day_said`): a download has none, and leaves none behind.
    """
    text = request.GET.get("as_of", "")
    if not text or request.method != "GET":
        return
    if day_of(text) is None:
        said = _("截至日“%(text)s”看不懂，下面是截至%(day)s的。")
    elif request.as_of > timezone.localdate():
        said = _("%(day)s还没到，下面只有到今天记下的。")
    else:
        return
    day = date_format(request.as_of, _("Y年n月j日"))
    request.day_said = said % {"text": text[:20], "day": day}


def _drop_nul(request: Any) -> None:
    """What was typed without the character that PostgreSQL cannot keep; nothing else is lost."""
    if any("\0" in text for _name, texts in request.POST.lists() for text in texts):
        typed = request.POST.copy()
        for name, texts in request.POST.lists():
            typed.setlist(name, [text.replace("\0", "") for text in texts])
        request.POST = typed


def _asked(request: Any) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, held in request.GET.lists() for text in held)


def _reachable(by: Actor, actions: list[str], code: str) -> Place:
    found = tree.place(code)
    if found is None or not any(door.reaches(by, action, code) for action in actions):
        raise Http404(code)
    return found


def _as_of(request: Any) -> date:
    """The as-of date of the address; today where none or an impossible one is given."""
    return day_of(request.GET.get("as_of", "")) or default_as_of()


def day_of(text: str | None) -> date | None:
    """A day in an address; None for what is no day, or one that no ledger could know.

    At the ends of the calendar the year before or the day after would not exist.
    """
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def default_as_of() -> date:
    """Today; the sample town stands still on the day its figures were published."""
    return date(2024, 9, 30) if settings.JISHI.demo else timezone.localdate()


def forbidden(request: HttpRequest) -> HttpResponse:
    """What is said to someone without the right."""
    return render(request, "errors/403.html", status=403)


def not_this_way(request: HttpRequest, taken: tuple[str, ...]) -> HttpResponse:
    """405: an address that only a button may send to, opened by hand; where its button stands."""
    told = render_to_string("errors/405.html", {"way_url": _above(request)}, request)
    answer = HttpResponseNotAllowed(taken, told)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def _above(request: HttpRequest) -> str:
    """The nearest page that opens, at the address or above it, with what the address asks."""
    by_name = {one.name: one for one in PAGES}
    parts = request.path.strip("/").split("/")
    for length in range(len(parts), 0, -1):
        path = f"/{'/'.join(parts[:length])}/"
        try:
            name = resolve(path).url_name
        except Resolver404:
            continue
        known = by_name.get(name or "")
        if known is not None and "GET" in known.methods and not known.is_file:
            asked = request.GET.urlencode()
            return f"{path}?{asked}" if asked else path
    return "/"


def at(url: str, as_of: date, **query: str) -> str:
    """An address that keeps the as-of date (left out where it is the usual one)."""
    kept = {} if as_of == default_as_of() else {"as_of": as_of.isoformat()}
    said = urlencode({**kept, **{k: v for k, v in query.items() if v}})
    return f"{url}?{said}" if said else url


def town_of(place: Place) -> str | None:
    """The town whose ledger a place's records are in; None above the town."""
    return placecode.at_level(place.code, "town")
