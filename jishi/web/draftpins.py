"""Pins of a paper under check 稿子里钉住的数: what a corrected paper leaves the house with."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from jishi.access import door
from jishi.draftcheck import keeping
from jishi.draftcheck.verdicts import AGREE, ROUNDED
from jishi.indicators.indicator import Figure
from jishi.pins.actions import LeftIn, pin
from jishi.pins.models import Pin
from jishi.reports.figures import LANGUAGE
from jishi.web.draftside import Sheet

_KIND = "corrected"


def borne_out(sheet: Sheet) -> list[tuple[Figure, str]]:
    """The figures of a paper that the ledger bears out, each as it is written there.

    They agree, or were put right; what is only worked out from a figure (a rate) is none. One
    that several numbers tell alike stands once.
    """
    told = [
        (one.best.figure, " ".join(one.text.split()))
        for one in sheet.seen
        if one.verdict in (AGREE, ROUNDED) and one.best is not None and not one.best.derived
        and one.best.figure.value is not None and one.best.figure.period is not None
    ]  # fmt: skip
    once = {(figure.key, figure.place, figure.as_of, figure.period, text): (figure, text)
            for figure, text in told}  # fmt: skip
    return list(once.values())


def leaves_the_house(sheet: Sheet) -> list[Pin]:
    """Pin the figures with which a corrected paper leaves, where its writer may pin.

    Raises pins.actions.Passed where the ledger has moved since it was checked, keeping.Gone.
    """
    by = sheet.request.actor
    wanted = [one for one in borne_out(sheet) if door.reaches(by, "pins.make", one[0].place)]
    if not wanted:
        return []
    with override(LANGUAGE):
        pins = pin(wanted, by=by, left_in=LeftIn(_KIND, _title(sheet)))
    keeping.left(sheet.paper, [one.code for one in pins])
    return pins


def pins_of(sheet: Sheet) -> list[dict[str, Any]]:
    """What the paper has left the house with, the latest of each number: pin and its page."""
    held = Pin.objects.filter(code__in=sheet.paper.about.get("left", ())).order_by("at", "pk")
    latest = {(one.figure, one.place, one.period_from, one.period_to, one.written): one
              for one in held}  # fmt: skip
    return [
        {"pin": one, "url": reverse("pin", kwargs={"code": one.code})} for one in latest.values()
    ]


def _title(sheet: Sheet) -> str:
    return f"{sheet.paper.name}（截至{sheet.request.as_of.isoformat()}）"[:200]
