"""The room of activities 活动."""

from jishi.access.room import Room


class ActivitiesConfig(Room):
    default = True
    name = "jishi.records.activities"
    label = "activities"
