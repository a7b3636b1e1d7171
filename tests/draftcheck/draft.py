"""A draft: its text, and what it says where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.draftcheck.dressing import Dress, dressed
from tests.draftcheck.numerals import Spoken


@dataclass(frozen=True)
class Figure:
    """A figure before it is set into the text.

    `lead` is what comes before it when it is a number (覆盖率达), `universal` what could be said in
    the place of both when nothing is left out (全覆盖); both empty for most.
    """

    spoken: Spoken
    key: str
    place: str
    period: str
    value: Fraction
    truth: bool = True
    lead: str = ""
    universal: tuple[str, str, str] | None = None  # before, the word, after

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the surface, the surface, what stands after it."""
        if self.universal and self.spoken.word:
            return self.universal
        return self.lead, self.spoken.surface(), ""


@dataclass(frozen=True)
class Said:
    """A figure in the text: offsets into it, and what the ledger holds.

    `value` is the ledger's, whatever is said; `truth` is whether what is said agrees with it.
    `form` is the word of comparison (余, 近, 超过 …), the universal word, or empty.
    """

    start: int
    end: int
    surface: str
    key: str
    place: str
    period: str
    value: Fraction
    truth: bool
    form: str


@dataclass(frozen=True)
class Draft:
    """What was written, for which town and day; `pieces` is what it was put together from.

    `alterations` names, in the order of the said figures that are false, what was done to each.
    """

    text: str
    said: tuple[Said, ...]
    town: str
    as_of: date
    pieces: tuple[str | Figure, ...]
    dress: Dress
    alterations: tuple[str, ...] = ()


def compose(
    pieces: tuple[str | Figure, ...], town: str, as_of: date, dress: Dress,
    alterations: tuple[str, ...] = (),
) -> Draft:  # fmt: skip
    """Set the pieces into a text and dress it."""
    plain, spans = "", []
    for piece in pieces:
        if isinstance(piece, str):
            plain += piece
            continue
        before, surface, after = piece.parts
        plain += before
        spans.append((piece, len(plain), len(plain) + len(surface)))
        plain += surface + after
    text, moved = dressed(plain, [(start, end) for _, start, end in spans], dress)
    said = tuple(
        Said(
            start=start, end=end, surface=text[start:end], key=figure.key, place=figure.place,
            period=figure.period, value=figure.value, truth=figure.truth,
            form=figure.spoken.word or figure.spoken.form,
        )
        for (figure, _, _), (start, end) in zip(spans, moved, strict=True)
    )  # fmt: skip
    return Draft(text, said, town, as_of, pieces, dress, alterations)
