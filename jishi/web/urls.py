"""Addresses of the pages, all from the one register."""

from jishi.web.pages import addresses
from jishi.web.views import (
    account,
    bulk,
    cockpit,
    countyforms,
    entry,
    finding,
    ledger,
    office,
    proof,
    record,
    report,
    saved,
    trade,
)

#: Importing a module registers its pages.
MODULES = (
    account,
    bulk,
    cockpit,
    countyforms,
    entry,
    finding,
    ledger,
    office,
    proof,
    record,
    report,
    saved,
    trade,
)

urlpatterns = addresses()
