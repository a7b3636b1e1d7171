"""Addresses of the pages, all from the one register."""

from jishi.web.pages import addresses
from jishi.web.views import account, cockpit, entry, ledger, office, proof, report, trade

#: Importing a module registers its pages.
MODULES = (account, cockpit, entry, ledger, office, proof, report, trade)

urlpatterns = addresses()
