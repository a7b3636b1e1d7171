"""What may stand in for a row that somebody sees, wherever it was recorded: compared, never shown.

A village sees that a posting of its own ends; that the town recorded the next one it does not
see, and would be told to find an heir who is there. Whether somebody takes over is told by the
reminder's silence, and nothing else of the row is. Only the reminders may import this
(import-linter).
"""

from typing import TypeVar

from django.db import models
from django.db.models import Q

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.kernel.unscoped import rows

M = TypeVar("M", bound=models.Model)


def standing(model: type[M], where: Q, *, by: Actor) -> list[M]:
    """Rows of `model` that fit, for one who sees some of the model. Raises policy.Forbidden."""
    policy.condition(by, f"{model.LEDGER}.view", model)  # type: ignore[attr-defined]
    return list(rows(model).filter(where))
