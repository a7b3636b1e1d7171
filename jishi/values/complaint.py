"""Complaints: what is wrong and how to mend it, in words that a face can translate."""

from __future__ import annotations


class Complaint(Exception):
    """Something a person gave us cannot be used.

    `message` says what is wrong, `hint` how to mend it: whole sentences in simplified Chinese with
    named %(x)s placeholders, not yet filled in. `params` holds the values for both. A face shows
    ``_(c.message) % c.params``; `str(c)` and `c.advice` are the same in the source language.

    Both sentences are always literals and the first two arguments of the constructor, so that the
    catalogue of translations can be gathered from the calls.
    """

    def __init__(self, message: str, hint: str, **params: object) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params

    @property
    def advice(self) -> str:
        """The hint with its values filled in, in the source language."""
        return self.hint % self.params


def excerpt(value: object, longest: int = 40) -> str:
    """The value as a complaint quotes it: one line, never longer than `longest` characters."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # what a cell shows as 30 is kept as 30.0
    text = " ".join(str(value)[: longest * 4].split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
