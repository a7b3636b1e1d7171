"""Who may pin a figure. Whoever may read the figure may open its pin (see `opening`)."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER

POLICY = [
    may("pins.make", CLERK | LEADER),
]
