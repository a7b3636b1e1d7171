"""The studio as an app."""

from jishi.access.room import Room


class StudioConfig(Room):
    default = True
    name = "jishi.studio"
    label = "studio"
