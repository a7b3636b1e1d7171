"""Who may read figures, and who may open what proves them."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, COUNTY_READER, LEADER, VILLAGE

POLICY = [
    may("figures.read", CLERK | LEADER | VILLAGE),
    may("figures.compare", COUNTY_READER),  # values of towns and above, aggregates only
    may("figure_names.view", CLERK | LEADER),
    may("figure_names.write", CLERK),
    may("figures.prove", CLERK | LEADER | VILLAGE),
]
