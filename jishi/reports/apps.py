"""Reports as an app."""

from jishi.access.room import Room


class ReportsConfig(Room):
    default = True
    name = "jishi.reports"
    label = "reports"
