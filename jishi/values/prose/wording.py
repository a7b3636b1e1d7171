"""Tables of words as patterns: words in lines, so that another one is one more line."""

from __future__ import annotations


def words(table: str) -> tuple[str, ...]:
    """The words of a table, parted by blanks and line ends; a line that begins with # is none."""
    lines = (line for line in table.splitlines() if not line.lstrip().startswith("#"))
    return tuple(word for line in lines for word in line.split())


def any_of(table: str) -> str:
    """A pattern for any one of the patterns of a table; where two fit, the one told first."""
    return "(?:" + "|".join(words(table)) + ")"
