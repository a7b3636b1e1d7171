"""Who may make the report."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

POLICY = [
    may("reports.make", CLERK | LEADER | VILLAGE),
]
