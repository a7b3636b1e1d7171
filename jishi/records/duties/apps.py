"""The room of duties 责任."""

from jishi.access.room import Room


class DutiesConfig(Room):
    name = "jishi.records.duties"
    label = "duties"
