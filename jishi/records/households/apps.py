"""The room of households 农户."""

from jishi.access.room import Room


class HouseholdsConfig(Room):
    default = True
    name = "jishi.records.households"
    label = "households"
