"""The room of duties 责任."""

from jishi.records.room import Room


class DutiesConfig(Room):
    name = "jishi.records.duties"
    label = "duties"
