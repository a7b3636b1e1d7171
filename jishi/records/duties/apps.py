"""The room of duties 责任."""

from jishi.access.room import Room


class DutiesConfig(Room):
    default = True
    name = "jishi.records.duties"
    label = "duties"
