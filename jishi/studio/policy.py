"""Who may keep a town's templates, and who may work on its drafts.

Whoever reports on a place of the town may tell its report by one of the templates.
"""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER

POLICY = [
    may("templates.read", CLERK | LEADER),
    may("templates.write", CLERK),
    may("drafts.read", CLERK | LEADER),
    may("drafts.write", CLERK),
]
