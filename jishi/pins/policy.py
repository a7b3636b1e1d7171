"""Who may pin a figure: who writes reports of a place, so that each leaves with its pins.

Whoever may read the figure may open its pin (see `opening`).
"""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER, VILLAGE

POLICY = [
    may("pins.make", CLERK | LEADER | VILLAGE),
]
