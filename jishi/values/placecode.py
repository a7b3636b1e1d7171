"""Place codes 区划代码: digits whose prefixes are the places above.

GB/T 2260 gives six digits (province, city, county); three more name the town, three the
village. Villager groups have no national code: two local digits follow the village's.
"""

LEVELS = {
    0: "nation",
    2: "province",
    4: "city",
    6: "county",
    9: "town",
    12: "village",
    14: "group",
}
LENGTHS = {level: length for length, level in LEVELS.items()}
_STEPS = sorted(LEVELS)


def is_code(text: str) -> bool:
    """True for a string of digits whose length is that of a level; the nation is ''."""
    return len(text) in LEVELS and (text == "" or (text.isascii() and text.isdigit()))


def level(code: str) -> str:
    """Name of the level of `code`. Raises ValueError where it is not a place code."""
    if not is_code(code):
        raise ValueError(f"not a place code: {code!r}")
    return LEVELS[len(code)]


def parent(code: str) -> str | None:
    """Code of the place directly above; None for the nation."""
    shorter = [n for n in _STEPS if n < len(code)]
    return code[: shorter[-1]] if shorter else None


def ancestors(code: str) -> list[str]:
    """Codes above, from the province down, without the code itself and the nation."""
    return [code[:n] for n in _STEPS if 0 < n < len(code)]


def at_level(code: str, name: str) -> str | None:
    """The place of level `name` that `code` lies in; None where `code` stands above it."""
    length = LENGTHS[name]
    return code[:length] if len(code) >= length else None


def beyond(prefix: str) -> str | None:
    """First string after every code that begins with `prefix`; None: no upper bound.

    `prefix <= code < beyond(prefix)` finds a subtree by an ordinary index in every engine.
    """
    digits = prefix.rstrip("9")
    return digits[:-1] + str(int(digits[-1]) + 1) if digits else None


def covers(prefix: str, code: str) -> bool:
    """True where `code` is the place `prefix` or lies below it."""
    return code.startswith(prefix)
