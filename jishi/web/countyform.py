"""The county form that an address names, and the version of it that its reader saw."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from jishi.countyforms import actions
from jishi.countyforms.models import CountyForm
from jishi.web.pages import PageRequest, at

_TOWN = 9


def find(request: PageRequest, place: str, form: Any) -> CountyForm:
    """The form, of a town alone. Raises Http404 where there is none for the reader."""
    if len(place) != _TOWN:
        raise Http404(place)
    held: CountyForm | None = actions.forms_of(place, by=request.actor).filter(pk=form).first()
    if held is None:
        raise Http404(form)
    return held


def version_seen(request: PageRequest) -> int:
    """The version that a posted page was made from; 0 where it names none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def address(request: PageRequest, name: str, form: CountyForm) -> str:
    """Where a page of the form stands, on the reader's day."""
    return at(reverse(name, kwargs={"place": form.town, "form": form.pk}), request.as_of)
