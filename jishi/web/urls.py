"""Addresses of the pages, all from the one register."""

from jishi.web.pages import addresses
from jishi.web.views import (
    account,
    accounts,
    bulk,
    choose,
    cockpit,
    comparison,
    countyforms,
    draft,
    entry,
    finding,
    grid,
    ledger,
    naming,
    office,
    proof,
    reading,
    record,
    report,
    saved,
    settings,
    sorting,
    today,
    trade,
)

#: Importing a module registers its pages.
MODULES = (
    account,
    accounts,
    bulk,
    choose,
    cockpit,
    comparison,
    countyforms,
    draft,
    entry,
    finding,
    grid,
    ledger,
    naming,
    office,
    proof,
    reading,
    record,
    report,
    saved,
    settings,
    sorting,
    today,
    trade,
)

urlpatterns = addresses()
