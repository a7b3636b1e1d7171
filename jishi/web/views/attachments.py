"""A record's files: taken in, shown through the door, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import policy
from jishi.access.undoing import withdraw
from jishi.kernel.columns import Ledger
from jishi.records.attachments import store
from jishi.records.attachments.actions import attach, of_record
from jishi.records.attachments.ledger import ATTACHMENTS
from jishi.records.attachments.models import Attachment
from jishi.records.ledgers import BY_KEY
from jishi.web.attaching import inline, judged
from jishi.web.pages import PageRequest, at, page
from jishi.web.undoing import say
from jishi.web.views.ledger import find, may_change, place_of

_RECORD = "<place:place>/ledger/<ledger:ledger>/<record:id>/attachments/"
#: What is shown inside the browser may neither run nor load anything; the inline styles are those
#: of the browser's own page around a picture.
_SANDBOX = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
)


@page(_RECORD, name="attach", may="{ledger}.write", methods=("POST",))
def take_in(request: PageRequest, place: str, ledger: str, id: str) -> HttpResponse:  # noqa: A002
    """Put files beside a record: those that are well are kept, the others named with the reason."""
    one, row = _record(request, ledger, id, write=True)
    well, refused = judged(request.FILES.getlist("files"))
    if well:
        done = attach(one, row, well, by=request.actor)
        said = ngettext("附上了%(count)s个文件。", "附上了%(count)s个文件。", len(well))
        say(request, said % {"count": len(well)}, done.act)
    for why in refused:
        messages.error(request, why)
    if not well and not refused:
        messages.warning(request, _("没有选文件。"))
    return _back(request, place, ledger, id)


@page(f"{_RECORD}<uuid:file>/", name="attachment", may="{ledger}.view")
def show(request: PageRequest, ledger: str, id: str, file: UUID, **_parts: str) -> Any:  # noqa: A002
    """The file itself, to whoever may see the record. Its bytes are checked no further here."""
    one, row = _record(request, ledger, id)
    held = _attachment(request, one, row, file)
    try:
        opened = store.path(held.digest).open("rb")
    except OSError:
        raise Http404(held.digest) from None
    answer = FileResponse(
        opened, content_type=held.media, filename=held.name, as_attachment=not inline(held.media)
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _SANDBOX
    return answer


@page(f"{_RECORD}<uuid:file>/remove/", name="detach", may="{ledger}.write", methods=("POST",))
def remove(
    request: PageRequest,
    place: str,
    ledger: str,
    id: str,  # noqa: A002
    file: UUID,
) -> HttpResponse:
    """Take a file away from its record; undone like every act."""
    one, row = _record(request, ledger, id, write=True)
    held = _attachment(request, one, row, file)
    done = withdraw(ATTACHMENTS, [held], by=request.actor)
    say(request, _("拿掉了“%(name)s”。") % {"name": held.name}, done.act)
    return _back(request, place, ledger, id)


def _record(
    request: PageRequest, ledger: str, key: str, *, write: bool = False
) -> tuple[Ledger, Any]:
    one = BY_KEY[ledger]
    row = find(request, one, place_of(request, ledger), key)
    if write and not may_change(request, one, row):
        raise policy.Forbidden(f"{ledger}.write")
    return one, row


def _attachment(request: PageRequest, ledger: Ledger, row: Any, key: UUID) -> Attachment:
    for one in of_record(ledger, row, by=request.actor):
        if one.pk == key:
            return one
    raise Http404(key)


def _back(request: PageRequest, place: str, ledger: str, key: str) -> HttpResponse:
    parts = {"place": place, "ledger": ledger, "id": key}
    return HttpResponseRedirect(at(reverse("record", kwargs=parts), request.as_of))
