"""What an account records most 常记的: counted from its own entries in the trail."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.access.roles import CLERK
from jishi.audit.models import ChainHead, Entry
from jishi.records.ledgers import BY_KEY

SHOWN = 5
_WITHIN = timedelta(days=180)
_LOOKED, _COUNTED = 20_000, 400  # entries of the town looked through; own ones counted

What = tuple[str, str]  # ledger, kind ('' where the ledger has none)
#: Offered to someone who has recorded little so far.
_CLERK: tuple[What, ...] = (
    ("activities", "committee_meeting"), ("activities", "theory_session"),
    ("receptions", "open_day"), ("matters", "livelihood_promise"), ("measures", "public_job"),
)  # fmt: skip
_VILLAGE: tuple[What, ...] = (
    ("activities", "household_visit"), ("matters", "dispute_neighbour"),
    ("activities", "volunteering"), ("activities", "party_day"), ("income", "contracting"),
)  # fmt: skip


def often(by: Actor, town: str, offered: Collection[What]) -> list[What]:
    """The kinds that the account recorded most by hand in half a year, five of those offered.

    Where it has recorded fewer, what is common in its work fills up the five.
    """
    counts = Counter({what: n for what, n in _recorded(by, town).items() if what in offered})
    found = [what for what, _n in counts.most_common(SHOWN)]
    usual = _CLERK if by.has(CLERK) else _VILLAGE
    found += [what for what in usual if what in offered and what not in found]
    return found[:SHOWN]


def _recorded(by: Actor, town: str) -> "Counter[What]":
    """How often the account made a record of each kind; a workbook it imported is not counted."""
    head = ChainHead.objects.filter(chain=town).first()
    if head is None:
        return Counter()
    entries = Entry.objects.filter(
        chain=town, seq__gt=head.seq - _LOOKED, actor=by.name, action="create", origin="web",
        at__gte=timezone.now() - _WITHIN,
    )  # fmt: skip
    made: dict[str, list[str]] = defaultdict(list)
    for ledger, record in entries.order_by("-seq").values_list("ledger", "record")[:_COUNTED]:
        if ledger in BY_KEY and policy.allows(by, f"{ledger}.view"):
            made[ledger].append(record)
    counts: Counter[What] = Counter()
    for ledger, records in sorted(made.items()):
        rows = see(BY_KEY[ledger].model, by=by).filter(pk__in=records)
        if any(column.name == "kind" for column in BY_KEY[ledger].columns):
            counts.update((ledger, kind) for kind in rows.values_list("kind", flat=True))
        else:
            counts[ledger, ""] = rows.count()
    return counts
