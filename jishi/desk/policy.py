"""Who may keep things on a desk: every account, its own only; no row is needed for that."""

from jishi.access.policy import Rule

POLICY: list[Rule] = []
