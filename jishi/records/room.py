"""What makes an app a room: its policy rows are registered at start-up."""

from importlib import import_module

from django.apps import AppConfig

from jishi.access import policy


class Room(AppConfig):
    """A record app. Its `policy.py` holds POLICY, its `ledger.py` LEDGERS."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        policy.register(import_module(f"{self.name}.policy").POLICY)
