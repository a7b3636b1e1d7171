"""The towns of a county side by side: every figure of the sheet, a column a town; no ranking."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.indicators.figures import adds_up, answers
from jishi.indicators.indicator import Figure
from jishi.indicators.periods import rank
from jishi.indicators.tables import CHAPTERS
from jishi.values import placecode
from jishi.web.pages import at
from jishi.web.presenting import fig, period_label, proof_url
from jishi.web.sheet import Children, Reader


def beside(figures: Sequence[Figure], below: Children) -> dict[str, Any] | None:
    """`towns` as cockpit/_towns.html wants them; None unless a county has two on the ledger.

    The towns stand in the order of their codes, whatever their numbers. `figures` are the
    county's own; a number opens its proof, or the town's sheet for who may open no proofs.
    """
    on, reader = below.on, below.reader
    if len(on.place) != placecode.LENGTHS["county"]:
        return None
    kept = dict(on.starts)
    towns = [(place, there) for place, there in below.grounds() if place.code in kept]
    if len(towns) < 2:
        return None
    chapters = []
    for chapter, title in CHAPTERS.items():
        own = sorted((f for f in figures if f.indicator.chapter == chapter), key=rank)
        rows = [
            (whole, answers(whole.indicator, [there for _place, there in towns])) for whole in own
        ]
        chapters.append({
            "id": chapter, "title": title,
            "groups": [
                {"period_label": label, "rows": [_row(*row, reader) for row in held]}
                for label, held in groupby(rows, key=lambda row: period_label(row[0]))
            ],
        })  # fmt: skip
    return {"names": [town.name for town, _there in towns], "chapters": chapters,
            "columns": len(towns) + 2}  # fmt: skip


def _row(whole: Figure, parts: list[Figure], reader: Reader) -> dict[str, Any]:
    """A figure: the towns' numbers, then the county's, and what it leaves out or is not."""
    return {
        "name": str(whole.indicator.zh), "definition": str(whole.indicator.definition),
        "cells": [fig(part, url=_url(part, reader)) for part in parts],
        "whole": fig(
            whole, note=_of_sum(whole, parts),
            url=_url(whole, reader) if reader.proves else "",
        ),
    }  # fmt: skip


def _of_sum(whole: Figure, parts: Sequence[Figure]) -> str:
    """How the county's number comes from the towns', where that is not plain; a share tells its
    own part and whole."""
    held = [part.value for part in parts if part.value is not None]
    if whole.value is None or whole.indicator.unit == "%":
        return ""
    if not adds_up(whole.indicator) and sum(held) != whole.value:
        return _("不相加")
    return _("%(n)s个镇相加") % {"n": len(held)} if len(held) < len(parts) else ""


def _url(figure: Figure, reader: Reader) -> str:
    if reader.proves:
        return proof_url(figure.place, figure.key, figure.as_of)
    sheet = at(reverse("cockpit", kwargs={"place": figure.place}), figure.as_of)
    return f"{sheet}#{figure.indicator.chapter}"
