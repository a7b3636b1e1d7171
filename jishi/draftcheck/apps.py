"""The check of drafts as an app: papers under check are its only rows."""

from jishi.access.room import Room


class DraftCheckConfig(Room):
    default = True
    name = "jishi.draftcheck"
    label = "draftcheck"
    ledgers = "none"  # ledger.py here is what the ledger says, not one of its own
