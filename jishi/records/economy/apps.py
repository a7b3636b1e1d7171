"""The room of economy 集体经济."""

from jishi.access.room import Room


class EconomyConfig(Room):
    default = True
    name = "jishi.records.economy"
    label = "economy"
