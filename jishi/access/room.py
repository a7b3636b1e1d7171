"""What makes an app a room: its policy rows and its ledgers are made known at start-up."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class Room(AppConfig):
    """An app whose `policy.py` holds POLICY, the rows that say who may do what in it.

    Where it keeps records, the module named by `ledgers` holds LEDGERS; where its rows must
    agree with the trail, `audited.py` holds AUDITED.
    """

    default_auto_field = "django.db.models.BigAutoField"
    ledgers = "ledger"

    def ready(self) -> None:
        # Models may be imported only now, and the table needs them.
        rules = import_module(f"{self.name}.policy").POLICY
        import_module("jishi.access.policy").register(rules)
        if find_spec(f"{self.name}.{self.ledgers}"):
            found = import_module(f"{self.name}.{self.ledgers}").LEDGERS
            import_module("jishi.access.ledgers").register(found)
        if find_spec(f"{self.name}.audited"):
            audited = import_module(f"{self.name}.audited").AUDITED
            import_module("jishi.audit.covered").cover(audited)
