"""The rooms together as an app."""

from jishi.access.room import Room


class RecordsConfig(Room):
    default = True
    name = "jishi.records"
    label = "records"
    ledgers = "ledgers"  # those of the town's own settings too, which have no room
