"""Error pages: what happened, and what to do now."""

import logging
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from jishi.access.policy import Forbidden
from jishi.values.complaint import Complaint
from jishi.web import gone
from jishi.workbook.faults import in_words

logger = logging.getLogger(__name__)


class ErrorsMiddleware:
    """Turns a refusal from below (`policy.Forbidden`) into the 403 page, and what is larger than
    the server takes into a page that says so, before any of it is read."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it brings more than anything here takes."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length) > settings.MAX_BODY:
            return too_large(request)
        return self.get_response(request)  # type: ignore[operator]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The 403 page for a refusal, 422 for a complaint no page told, and what became of
        what is no more; others are not ours."""
        if isinstance(exception, Forbidden):
            return forbidden(request, exception)
        if isinstance(exception, Complaint):
            return complained(request, exception)
        if isinstance(exception, gone.Gone):
            return exception.page(request)
        return None


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    del exception
    return render(request, "errors/403.html", status=403)


def complained(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """422: what was brought cannot be taken; in its own words, what is wrong and what to do."""
    told = {
        "what": in_words(complaint.message, complaint.params),
        "todo": in_words(complaint.hint, complaint.params),
    }
    return render(request, "errors/400.html", {"told": told}, status=422)


def too_much(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: more was sent at once than a form may hold, or it did not arrive whole."""
    del exception
    return render(request, "errors/400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: a file larger than any that is taken."""
    most = settings.JISHI.import_max_mb
    return render(request, "errors/400.html", {"most": most}, status=413)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not in the reader's reach; which of the two is not told."""
    del exception
    return render(request, "errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault; a number that the log holds too."""
    number = secrets.token_hex(4)
    logger.error("request failed, told as %s: %s", number, request.path)
    return render(request, "errors/500.html", {"number": number}, status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is from an older sign-in or another site; loading the page anew mends it.

    A record's form, or a report's text, comes back as it was filled in, with nothing stored;
    any other is told so.
    """
    del reason
    page = resolve(request.path_info)
    if page.url_name in ("new", "edit", "report_draft"):
        request.stale = True  # type: ignore[attr-defined]
        try:
            return page.func(request, *page.args, **page.kwargs)
        except Forbidden as refusal:
            return forbidden(request, refusal)
    return render(request, "errors/403.html", {"reload": True}, status=403)
