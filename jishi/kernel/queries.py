"""The lock on records: a query without a scope is an error, not an empty list."""

from typing import Any, NoReturn

from django.db import models


class UnscopedQuery(RuntimeError):
    """A query on records was begun without saying who asks. Use `access.door.see`."""


class LockedManager(models.Manager[models.Model]):
    """Default manager of every record: whatever is asked of it raises `UnscopedQuery`."""

    use_in_migrations = False

    def get_queryset(self) -> NoReturn:
        raise UnscopedQuery(
            f"{self.model.__name__}.objects has no scope: use see({self.model.__name__}, by=actor)"
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.get_queryset(), name)
