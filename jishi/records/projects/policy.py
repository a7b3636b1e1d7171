"""Who may read and write projects, areas and plans."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

LEDGERS = (
    "projects",
    "zones",
    "plans",
)
POLICY = [
    *(may(f"{key}.view", CLERK | LEADER | VILLAGE) for key in LEDGERS),
    *(may(f"{key}.write", CLERK | VILLAGE) for key in LEDGERS),
]
