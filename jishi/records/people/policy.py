"""Who may read and write people, organisations and posts."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

LEDGERS = ("persons", "organisations", "posts", "postings", "reserves", "honours")
POLICY = [
    *(may(f"{key}.view", CLERK | LEADER | VILLAGE) for key in LEDGERS),
    *(may(f"{key}.write", CLERK | VILLAGE) for key in LEDGERS),
]
