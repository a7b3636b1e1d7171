"""Every page's module; importing them registers their addresses."""

from jishi.web.views import account, cockpit, entry, ledger, office, proof, report, trade

__all__ = ["account", "cockpit", "entry", "ledger", "office", "proof", "report", "trade"]
