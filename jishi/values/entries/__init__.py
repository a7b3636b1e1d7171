"""Entries as people type them: one cell or form field in, one exact value out, or an `Unreadable`.

Every reader takes what a workbook cell or a form field can hold (text, number, truth value, date)
and either returns the value meant, without guessing, or raises `Unreadable` with what is wrong and
how to mend it. Empty entries are `Unreadable` too: whether a field may stay empty is the caller's
question.
"""

from jishi.values.entries.codes import parse_identifier, parse_phone
from jishi.values.entries.dates import complete_date, date_or_none, lacks_year, parse_date
from jishi.values.entries.numbers import parse_fen, parse_int
from jishi.values.entries.text import Unreadable, clean_text, is_blank, nearest, parse_bool
from jishi.values.entries.worded import worded_int, worded_yuan

__all__ = [
    "Unreadable",
    "clean_text",
    "complete_date",
    "date_or_none",
    "is_blank",
    "lacks_year",
    "nearest",
    "parse_bool",
    "parse_date",
    "parse_fen",
    "parse_identifier",
    "parse_int",
    "parse_phone",
    "worded_int",
    "worded_yuan",
]
