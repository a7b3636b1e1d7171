"""What the trail is told of a pin: all of it; of the list of its records the digest."""

import hashlib
from datetime import UTC
from typing import Any

from jishi.kernel.record import canonical, plain
from jishi.pins.models import Pin


def told(pin: Pin) -> dict[str, Any]:
    """A pin's values as JSON can hold them."""
    found: dict[str, Any] = {}
    for field in pin._meta.concrete_fields:
        value = getattr(pin, field.attname)
        if field.attname == "held":
            found["held"] = hashlib.sha256(bytes(value)).hexdigest()
        elif field.attname == "meaning":
            found["meaning"] = canonical(value)
        elif field.attname == "at":
            found["at"] = value.astimezone(UTC).isoformat()
        else:
            found[field.attname] = plain(value)
    return found
