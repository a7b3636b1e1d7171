"""What the trail is told of a form: everything but the file itself, of which the digest stands."""

import hashlib
from typing import Any

from jishi.countyforms.models import CountyForm, Filling
from jishi.kernel.record import canonical, plain

KEY = "county_forms"  # under which the trail tells of forms


def told(row: CountyForm | Filling) -> dict[str, Any]:
    """A row's values as JSON can hold them."""
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.attname == "content":
            continue
        if field.attname == "digest" and isinstance(row, CountyForm):
            # Of the file as it is now: a form changed behind the program no longer fits.
            found["digest"] = hashlib.sha256(bytes(row.content)).hexdigest()
            continue
        if field.attname == "bindings":
            found["bindings"] = canonical(value)
        elif field.attname == "at":
            found["at"] = value.isoformat()
        else:
            found[field.attname] = plain(value)
    return found
