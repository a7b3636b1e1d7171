"""Text made fit for a document: what XML cannot hold, or what reorders a line, is removed."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
#: Control characters, halves of surrogate pairs, non-characters and the marks that turn
#: the reading direction (which could make a figure read backwards).
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """`text` with line breaks and tabs as one space, without control characters."""
    return _UNFIT.sub("", _SPACES.sub(" ", text))
