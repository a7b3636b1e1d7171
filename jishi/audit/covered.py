"""What the trail is held against: every app says at start-up which rows its entries tell of."""

from collections.abc import Iterable

from jishi.audit.verifier import Audited

_COVERED: dict[str, Audited] = {}


def cover(audited: Iterable[Audited]) -> None:
    """Have `audit verify` hold these rows against their last entries, too."""
    _COVERED.update((one.ledger, one) for one in audited)


def covered() -> tuple[Audited, ...]:
    """All that is covered, in the order it was said."""
    return tuple(_COVERED.values())
