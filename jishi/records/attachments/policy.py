"""Who may read and write attachments: whoever may read and write their record, nobody else."""

from jishi.access.policy import Rule

POLICY: list[Rule] = []
