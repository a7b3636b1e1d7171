"""The room of matters 事项."""

from jishi.access.room import Room


class MattersConfig(Room):
    default = True
    name = "jishi.records.matters"
    label = "matters"
