"""Making a draft wrong: figures changed as they go wrong in offices, and never true by accident."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from tests.draftcheck.draft import Draft, Figure, compose
from tests.draftcheck.numerals import FORMS, Spoken
from tests.draftcheck.phrases import ROUGH
from tests.draftcheck.writing import rounded

#: What no town writes of anything.
MOST = 10**12
Change = Callable[[Figure, Draft, random.Random], Iterator[Spoken]]


def alter(draft: Draft, rng: random.Random, k: int | None = None) -> Draft:
    """The same draft with `k` figures false (a few where none is given), the others untouched.

    Fewer than `k` are altered where fewer can be: 没有 and 均 stay, since no other number fits the
    sentence. An altered figure is false by the acceptor beyond dispute.
    """
    figures = [at for at, piece in enumerate(draft.pieces) if isinstance(piece, Figure)]
    wanted = rng.randint(1, max(1, min(5, len(figures)))) if k is None else k
    rng.shuffle(figures)
    changed: dict[int, tuple[str, Figure]] = {}
    for at in figures:
        piece = draft.pieces[at]
        if len(changed) == wanted:
            break
        if isinstance(piece, Figure) and piece.truth:
            found = _altered(piece, draft, rng)
            if found:
                changed[at] = found
    pieces = tuple(
        changed[at][1] if at in changed else piece for at, piece in enumerate(draft.pieces)
    )
    done = tuple(changed[at][0] for at in sorted(changed))
    return compose(pieces, draft.town, draft.as_of, draft.dress, done)


def _altered(figure: Figure, draft: Draft, rng: random.Random) -> tuple[str, Figure] | None:
    """The name of a change and the figure after it; None where nothing fits."""
    before = figure.spoken.surface()
    for name in rng.sample(sorted(CHANGES), k=len(CHANGES)):
        said = [
            spoken
            for spoken in CHANGES[name](figure, draft, rng)
            if _writable(spoken, figure) and spoken.surface() != before
            and spoken.accepts(figure.value) is False
        ]  # fmt: skip
        if said:
            return name, replace(figure, spoken=rng.choice(said), truth=False)
    return None


def _writable(spoken: Spoken, figure: Figure) -> bool:
    """Whether anybody would write that of such a thing."""
    if spoken.word:
        return figure.universal is not None
    if spoken.unit == "%" and not 0 < spoken.plain <= 100:
        return False
    if spoken.unit == "大" and not 3 <= spoken.number <= 12:
        return False
    if FORMS[spoken.form][1] == "inside" and spoken.number % 10:
        return False
    return 0 < spoken.plain < MOST


def _numbered(figure: Figure) -> bool:
    return not figure.spoken.word


def _off_by_one(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """One more or less in the last place: 22次 → 21次."""
    spoken = figure.spoken
    if _numbered(figure) and not spoken.form:
        step = Decimal(1).scaleb(min(int(spoken.number.as_tuple().exponent), 0))
        yield spoken.saying(number=spoken.number + step)
        yield spoken.saying(number=spoken.number - step)


def _swapped(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """Two neighbouring digits the wrong way round: 1690 → 1960."""
    text = f"{figure.spoken.number:f}"
    if not _numbered(figure) or figure.spoken.form:
        return
    for at in range(len(text) - 1):
        one, two = text[at], text[at + 1]
        if one != two and "." not in (one, two) and not (at == 0 and two == "0"):
            yield figure.spoken.saying(number=Decimal(text[:at] + two + one + text[at + 2 :]))


def _other_number(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """Last year's, or anybody's: between half and double."""
    spoken = figure.spoken
    if _numbered(figure) and not spoken.form:
        decimals = max(0, -int(spoken.number.as_tuple().exponent))
        factor = Decimal(rng.randint(50, 200)) / 100
        step = Decimal(1).scaleb(-decimals)
        yield spoken.saying(number=(spoken.number * factor).quantize(step))


def _digit_lost(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """A digit dropped or typed twice: 1690 → 169, 585 → 5855."""
    text = f"{figure.spoken.number:f}"
    if _numbered(figure) and not figure.spoken.form and "." not in text and len(text) > 1:
        yield figure.spoken.saying(number=Decimal(text[:-1]))
        yield figure.spoken.saying(number=Decimal(text + text[-1]))


def _wrong_scale(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """万 for 亿 and back; the point slipped."""
    spoken = figure.spoken
    if _numbered(figure) and spoken.unit == "元" and spoken.times:
        yield spoken.saying(times="亿" if spoken.times == "万" else "万")
        if not spoken.form and "." in f"{spoken.number:f}":
            yield spoken.saying(number=spoken.number.scaleb(1))


def _another_indicator(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """A neighbour's number under one's own name."""
    if not _numbered(figure) or figure.spoken.form or figure.spoken.unit in "元%":
        return
    for other in draft.pieces:
        if not isinstance(other, Figure) or other.place != figure.place:
            continue
        counted = other.value.denominator == 1 and 0 < other.value < 10_000
        if counted and other.key != figure.key:
            yield figure.spoken.saying(number=Decimal(int(other.value)))


def _another_place(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """A village's number for the town's, or another village's."""
    if not _numbered(figure) or figure.spoken.form or figure.spoken.unit in "元%":
        return
    for other in draft.pieces:
        if isinstance(other, Figure) and other.key == figure.key and other.place != figure.place:
            yield figure.spoken.saying(number=Decimal(int(other.value)))


def _wrong_round(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """余 at the wrong ten, 近 what was passed long ago, 超过 what was not reached."""
    spoken = figure.spoken
    if not _numbered(figure) or not spoken.form:
        return
    digits = len(f"{spoken.number:f}".rstrip("0"))
    step = Decimal(10) ** (len(f"{spoken.number:f}") - digits)
    for times in (-3, -2, -1, 1, 2, 3):
        yield spoken.saying(number=spoken.number + step * times)


def _made_rough(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """Rounded, the wrong way: 57次 → 60余次, 超过60次, 近50次."""
    spoken = figure.spoken
    rough = _numbered(figure) and figure.key in ROUGH and not spoken.form and spoken.number >= 20
    if rough and spoken.unit != "%" and spoken.hand != "grouped" and spoken.number < 10_000:
        power = 10 ** max(len(str(int(spoken.number))) - 2, 1)
        under = Decimal(int(spoken.number) // power * power)
        for form, number in (
            ("余", under + power), ("多", under - power), ("超过", under + power), ("近", under),
        ):  # fmt: skip
            yield spoken.saying(number=number, form=form)


def _claimed_whole(figure: Figure, draft: Draft, rng: random.Random) -> Iterator[Spoken]:
    """全覆盖 where it is not, or a share where it is."""
    if figure.universal is None:
        return
    if figure.value == 100:
        missing = rounded(100 - figure.value + rng.randint(1, 90), 0) / 10
        yield Spoken(100 - missing, "%", hand=figure.spoken.hand)
    else:
        yield Spoken(word=figure.universal[1])


CHANGES: dict[str, Change] = {
    "off by one": _off_by_one,
    "swapped digits": _swapped,
    "another number": _other_number,
    "a digit lost or doubled": _digit_lost,
    "wrong scale": _wrong_scale,
    "another indicator's": _another_indicator,
    "another place's": _another_place,
    "wrong round number": _wrong_round,
    "rounded wrongly": _made_rough,
    "universal or not": _claimed_whole,
}
