"""Pinned numbers as an app."""

from jishi.access.room import Room


class PinsConfig(Room):
    default = True
    name = "jishi.pins"
    label = "pins"
