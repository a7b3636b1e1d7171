"""The room of assistance 帮扶."""

from jishi.access.room import Room


class AssistanceConfig(Room):
    default = True
    name = "jishi.records.assistance"
    label = "assistance"
