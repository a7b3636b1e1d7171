"""What makes an app a room: its policy rows and its ledgers are made known at start-up."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class Room(AppConfig):
    """An app whose `policy.py` holds POLICY, the rows that say who may do what in it.

    Where it keeps records, `ledger.py` holds LEDGERS.
    """

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models may be imported only now, and the table needs them.
        rules = import_module(f"{self.name}.policy").POLICY
        import_module("jishi.access.policy").register(rules)
        if find_spec(f"{self.name}.ledger"):
            ledgers = import_module(f"{self.name}.ledger").LEDGERS
            import_module("jishi.access.writing").register(ledgers)
