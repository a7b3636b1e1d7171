"""The rooms together as an app."""

from jishi.access.room import Room


class RecordsConfig(Room):
    default = True
    name = "jishi.records"
    label = "records"
