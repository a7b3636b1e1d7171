"""County forms as an app."""

from jishi.access.room import Room


class CountyFormsConfig(Room):
    default = True
    name = "jishi.countyforms"
    label = "countyforms"
