"""Who may hold a draft against the ledger: whoever may read the figures and what proves them."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

POLICY = [
    may("draftcheck.use", CLERK | LEADER | VILLAGE),
]
