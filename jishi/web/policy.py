"""Who may open the pages that show no records: the trail, the accounts, the places."""

from jishi.access.policy import may
from jishi.access.roles import ADMINISTRATOR, AUDITOR

POLICY = [
    may("trail.read", AUDITOR),
    may("accounts.read", ADMINISTRATOR),
    may("accounts.write", ADMINISTRATOR),
]
