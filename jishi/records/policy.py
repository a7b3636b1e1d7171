"""Who may touch the town's own settings: groups, programmes, kinds."""

from jishi.access.policy import may
from jishi.access.roles import ADMINISTRATOR, CLERK, LEADER, VILLAGE

POLICY = [
    may("town.view", CLERK | LEADER),
    may("town.write", CLERK),
    may("groups.view", CLERK | LEADER | VILLAGE),
    may("groups.write", CLERK),
    may("programmes.view", CLERK | LEADER),
    may("programmes.write", CLERK),
    may("programme_items.view", CLERK | LEADER),
    may("programme_items.write", CLERK),
    may("kinds.view", CLERK | LEADER),
    may("kinds.write", CLERK),
    may("county_kinds.view", ADMINISTRATOR),
    may("county_kinds.write", ADMINISTRATOR),
]
