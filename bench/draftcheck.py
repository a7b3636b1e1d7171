"""Reading and checking a draft: growth with its length, and a town's account with its ledger."""

from collections.abc import Iterator
from datetime import date

from bench.timing import Result, interleaved
from jishi.access.actor import operator
from jishi.demo.prepare import TOWN
from jishi.draftcheck.checking import check
from jishi.indicators.figures import answer, ground
from jishi.indicators.tables import INDICATORS
from jishi.reports.figures import report_of
from jishi.values.prose import read

_AS_OF = date(2024, 9, 30)
#: Four times the text may take at most this many times as long.
_MOST_GROWTH = 6.0
#: An account is read and held against the ledger in so many seconds.
_MOST_ACCOUNT_S = 0.5


def run() -> Iterator[Result]:
    """A text of 200 000 characters beside one of 50 000; the report's own text checked."""
    by = operator()
    made = report_of(ground(TOWN, _AS_OF, by), by=by)
    account = "\n".join(one.text for one in made.paragraphs)
    short, long = _grown(account, 50_000), _grown(account, 200_000)

    def figures_alone() -> None:
        there = ground(TOWN, _AS_OF, by)
        for indicator in INDICATORS:
            answer(indicator, there)

    taken = interleaved(lambda: read(long), lambda: read(short))
    yield Result(
        "figures of a text, 200 000 characters", *taken,
        "50 000 characters", most=_MOST_GROWTH,
    )  # fmt: skip
    yield Result(
        "a town's account, read and checked",
        *interleaved(lambda: check(account, TOWN, _AS_OF, by), figures_alone),
        "its figures asked alone", most_seconds=_MOST_ACCOUNT_S,
    )  # fmt: skip


def _grown(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]
