"""What makes an app a room: its policy rows join the one table at start-up."""

from importlib import import_module

from django.apps import AppConfig


class Room(AppConfig):
    """An app whose `policy.py` holds POLICY, the rows that say who may do what in it."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models may be imported only now, and the table needs them.
        rules = import_module(f"{self.name}.policy").POLICY
        import_module("jishi.access.policy").register(rules)
