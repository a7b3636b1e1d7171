"""Typed text that meets a session that has ended: it waits through the sign-in for its writer.

The scripts of a form see to it before the form is sent; this is for the form sent without them.
The text waits in the browser's own session, under the account whose form it was, and no other
account that signs in there is given it.
"""

import json
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

from jishi.desk.drafts import LONGEST

_HELD = "typed"
_SIGNER = signing.Signer(salt="jishi.web.returning")


def writer(account: str) -> str:
    """The hidden field `writer` of a form: whose form it is, signed by us."""
    return _SIGNER.sign(account)


def keep(request: HttpRequest) -> None:
    """Put aside what somebody signed out has sent with a form of ours."""
    try:
        account = _SIGNER.unsign(request.POST.get("writer", ""))
    except signing.BadSignature:
        return  # not one of our forms: a stranger fills no store
    fields = {
        name: texts for name, texts in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "writer")
    }  # fmt: skip
    if len(json.dumps(fields, ensure_ascii=False).encode()) <= LONGEST:
        request.session[_HELD] = {"account": account, "path": request.path, "fields": fields}


def take(request: HttpRequest, account: str) -> QueryDict | None:
    """What the account had sent to this very address before it signed in; given once."""
    held: dict[str, Any] | None = request.session.get(_HELD)
    if held is None or held["path"] != request.path:
        return None
    del request.session[_HELD]
    if held["account"] != account:
        return None
    fields = QueryDict(mutable=True)
    for name, texts in held["fields"].items():
        fields.setlist(name, texts)
    return fields
