"""Pins must agree with the trail: one changed behind the program's back is found by verify."""

from jishi.audit.verifier import Audited
from jishi.pins.models import Pin
from jishi.pins.telling import told

AUDITED: tuple[Audited, ...] = (Audited("pins", Pin.objects.all, told),)
