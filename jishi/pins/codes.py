"""The short code of a pin: seven characters and one to check them, printed as KQ7M-29XD.

The alphabet leaves out I, L, O, 0 and 1, which paper and handwriting confuse. It has 31
characters, a prime: the check, a weighted sum modulo 31, so finds every wrong character and
every two that changed places. The first is a letter, so that no telephone number reads as one.
"""

import itertools
import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
_LETTERS = ALPHABET[8:]
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
#: What is easily read for another; those of the first line are never printed.
_TAKEN_FOR = {
    "0": "DQ", "O": "DQ", "1": "J7T", "I": "J7T", "L": "J7T",
    "2": "Z", "Z": "2", "5": "S", "S": "5", "8": "B", "B": "8", "U": "V", "V": "U", "6": "G",
    "G": "6", "D": "Q", "Q": "D",
}  # fmt: skip
_MOST_WRONG = 2  # more than two misread characters are no longer a code
_PRINTED = re.compile(
    rf"(?<![0-9A-Za-z])([{ALPHABET}]{{4}})[{_HYPHENS}]([{ALPHABET}]{{4}})(?![0-9A-Za-z])"
)


def new() -> str:
    """A code drawn by lot: 23 × 31⁶ of them."""
    drawn = secrets.choice(_LETTERS)
    drawn += "".join(secrets.choice(ALPHABET) for _position in range(LENGTH - 2))
    return drawn + _check(drawn)


def shown(code: str) -> str:
    """A code as it is printed: KQ7M-29XD."""
    return f"{code[:4]}-{code[4:]}"


def valid(code: str) -> bool:
    """True where eight characters of the alphabet fit their check."""
    return (
        len(code) == LENGTH
        and all(one in ALPHABET for one in code)
        and code[0] in _LETTERS
        and _check(code[:-1]) == code[-1]
    )


def printed_in(text: str) -> list[str]:
    """Codes in a text, in their order, each once; only as printed, with the hyphen."""
    found = (match[1] + match[2] for match in _PRINTED.finditer(text))
    return list(dict.fromkeys(code for code in found if valid(code)))


def typed(text: str) -> str | None:
    """The code that a cell holds alone, whatever its case and hyphens; None for no valid one."""
    plain = _plain(text)
    return plain if valid(plain) else None


def read(text: str) -> list[str]:
    """Codes that somebody may have meant who typed `text`; the likeliest first, none for nonsense.

    Case, spaces, hyphens and full-width characters do not matter. Where the check does not fit,
    up to two characters are taken for their likes (0 for D or Q, 5 for S).
    """
    plain = _plain(text)
    if valid(plain):
        return [plain]
    if len(plain) != LENGTH:
        return []
    doubtful = [place for place, one in enumerate(plain) if one in _TAKEN_FOR]
    never = [place for place, one in enumerate(plain) if one not in ALPHABET]
    found = []
    for wrong in range(1, _MOST_WRONG + 1):
        for places in itertools.combinations(doubtful, wrong):
            if set(never) <= set(places):
                found += _instead(plain, places)
    return [code for code in dict.fromkeys(found) if valid(code)]


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:40]).upper()
    return "".join(one for one in plain if one not in _HYPHENS and not one.isspace())


def _instead(plain: str, places: tuple[int, ...]) -> list[str]:
    made = []
    for others in itertools.product(*(_TAKEN_FOR[plain[place]] for place in places)):
        held = list(plain)
        for place, other in zip(places, others, strict=True):
            held[place] = other
        made.append("".join(held))
    return made


def _check(drawn: str) -> str:
    weighed = sum(weight * ALPHABET.index(one) for weight, one in enumerate(drawn, start=2))
    return ALPHABET[weighed % len(ALPHABET)]
