"""The rooms together as an app."""

from jishi.access.room import Room


class RecordsConfig(Room):
    name = "jishi.records"
    label = "records"
