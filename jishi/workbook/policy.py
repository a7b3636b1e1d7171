"""Who may bring a workbook in and take one out."""

from jishi.access.policy import may
from jishi.access.roles import CLERK

POLICY = [
    may("workbook.import", CLERK),
    may("workbook.export", CLERK),
]
