"""Who may read and write assistance measures; doorstep roles read those at their doors."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, DOORSTEP, LEADER, VILLAGE
from jishi.records.duties.policy import through_links

POLICY = [
    may("measures.view", CLERK | LEADER | VILLAGE),
    may("measures.write", CLERK | VILLAGE),
    may("measures.view", DOORSTEP, through_links),
]
