"""Who may read and write activities, agendas and classrooms."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

LEDGERS = (
    "activities",
    "agenda",
    "classrooms",
)
POLICY = [
    *(may(f"{key}.view", CLERK | LEADER | VILLAGE) for key in LEDGERS),
    *(may(f"{key}.write", CLERK | VILLAGE) for key in LEDGERS),
]
