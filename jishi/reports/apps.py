"""Reports as an app."""

from jishi.access.room import Room


class ReportsConfig(Room):
    name = "jishi.reports"
    label = "reports"
