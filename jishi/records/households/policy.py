"""Who may read and write households; the doorstep roles' rows stand with the links (duties)."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

POLICY = [
    may("households.view", CLERK | LEADER | VILLAGE),
    may("households.write", CLERK | VILLAGE),
]
