"""The room of economy 集体经济."""

from jishi.access.room import Room


class EconomyConfig(Room):
    name = "jishi.records.economy"
    label = "economy"
