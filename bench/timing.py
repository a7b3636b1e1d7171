"""Measuring two ways of doing one thing side by side, and saying how they compare."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

RUNS = 9  # odd, so that the median is one of them


@dataclass(frozen=True)
class Result:
    """Median seconds of ours and of the floor; `most` is the ratio allowed, None: only told."""

    what: str
    ours: float
    floor: float
    floor_is: str
    most: float | None = None
    most_seconds: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor's time ours takes."""
        return self.ours / self.floor

    @property
    def kept(self) -> bool:
        """True where every gate is kept."""
        slow = self.most is not None and self.ratio > self.most
        late = self.most_seconds is not None and self.ours > self.most_seconds
        return not (slow or late)

    def line(self) -> str:
        """The result as a line of the table."""
        gates = []
        if self.most is not None:
            gates.append(f"<= {self.most:g}x")
        if self.most_seconds is not None:
            gates.append(f"<= {self.most_seconds:g} s")
        verdict = ("ok" if self.kept else "FAILED") if gates else "told only"
        return (
            f"{self.what:<44} {_ms(self.ours)} {_ms(self.floor)} {self.ratio:6.2f}x  "
            f"{' and '.join(gates):<16} {verdict:<10} floor: {self.floor_is}"
        )


def interleaved(
    ours: Callable[[], object], floor: Callable[[], object], runs: int = RUNS
) -> tuple[float, float]:
    """Median seconds of each, run in turns so that a busy machine slows both alike.

    Which goes first changes every round. One round before them is not measured: it compiles,
    connects and fills caches.
    """
    taken: dict[bool, list[float]] = {True: [], False: []}
    for round_ in range(runs + 1):
        for is_ours in (True, False) if round_ % 2 else (False, True):
            seconds = once(ours if is_ours else floor)
            if round_:
                taken[is_ours].append(seconds)
    return median(taken[True]), median(taken[False])


def once(work: Callable[[], object]) -> float:
    """Seconds of one run, with no rubbish left over from the run before."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:9.2f} ms"
