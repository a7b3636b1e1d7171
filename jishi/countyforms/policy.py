"""Who may keep the forms that higher offices demand, and who may fill them."""

from jishi.access.policy import may
from jishi.access.roles import CLERK, LEADER

POLICY = [
    may("forms.read", CLERK | LEADER),
    may("forms.fill", CLERK | LEADER),
    may("forms.write", CLERK),
]
