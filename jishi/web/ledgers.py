"""Which ledgers a reader may open, in the order of the tabs; the ledger's part of an address."""

from collections.abc import Iterable
from datetime import date

from django.urls import register_converter, reverse

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.kernel.columns import Ledger
from jishi.kernel.kinds import of_town
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY, LEDGERS, RECORDS
from jishi.values import placecode
from jishi.web.pages import at

#: What a town's clerk opens every day; the others stand in the fold beside them.
DAILY = (
    "activities", "matters", "households", "links", "measures", "income", "projects",
    "posts", "persons",
)  # fmt: skip
#: Ledgers that only the town as a whole has.
OF_TOWN = ("town", "kinds", "programmes", "programme_items")
VIEW = tuple(f"{one.key}.view" for one in LEDGERS)
WRITE = tuple(f"{one.key}.write" for one in LEDGERS)


class LedgerConverter:
    """A ledger's key in an address; an unknown one is no address at all (404)."""

    regex = "|".join(BY_KEY)

    def to_python(self, value: str) -> str:
        """The key."""
        return value

    def to_url(self, value: str) -> str:
        """The key."""
        return value


class RecordConverter(LedgerConverter):
    """A record's id in an address: a UUID, a place's code, a kind's; never a page's own word."""

    regex = r"(?!(?:new|export|views|bulk|grid|draft)/)[^/]+"


register_converter(LedgerConverter, "ledger")
register_converter(RecordConverter, "record")


def readable(by: Actor) -> list[Ledger]:
    """Ledgers of which the actor may see anything: the daily ones first, settings last."""
    daily = [BY_KEY[key] for key in DAILY]
    rest = [one for one in (*RECORDS, *LEDGERS[: -len(RECORDS)]) if one.key not in DAILY]
    return [one for one in (*daily, *rest) if policy.allows(by, f"{one.key}.view")]


def addable(by: Actor) -> list[Ledger]:
    """Ledgers to which the actor may add records; through a link one only changes what is there."""
    return [
        one for one in readable(by)
        if one.key != "town" and policy.territories(by, f"{one.key}.write")
    ]  # fmt: skip


def complete(ledger: Ledger, place: str) -> bool:
    """True for 镇情 where the town's one row stands, and where there is no town to open."""
    return ledger.key == "town" and (len(place) != placecode.LENGTHS["town"] or tree.is_open(place))


def may_add(by: Actor, ledger: Ledger, place: str) -> bool:
    """True where the actor may add a record of the ledger at a place or somewhere below it."""
    if complete(ledger, place):
        return False
    held = policy.territories(by, f"{ledger.key}.write")
    return any(place in one or any(code.startswith(place) for code in one.include) for one in held)


def kinds_apart(by: Actor, ledger: Ledger, town: str) -> frozenset[str]:
    """Kinds of a ledger that the actor cannot record: the town's own, for who writes below it."""
    held = policy.territories(by, f"{ledger.key}.write")
    return frozenset() if any(town in one for one in held) else of_town(ledger.key)


def tabs(
    found: Iterable[Ledger], current: Ledger, place: Place, as_of: date
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Tabs `{label, url, current}`: those shown, and those in the fold.

    The current ledger is always among those shown.
    """
    shown: list[dict[str, object]] = []
    folded: list[dict[str, object]] = []
    for one in found:
        url = at(reverse("list", kwargs={"place": place.code, "ledger": one.key}), as_of)
        tab: dict[str, object] = {"label": one.zh, "url": url, "current": one is current}
        (shown if one.key in DAILY or one is current else folded).append(tab)
    return shown, folded
