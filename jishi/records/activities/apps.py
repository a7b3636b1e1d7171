"""The room of activities 活动."""

from jishi.records.room import Room


class ActivitiesConfig(Room):
    name = "jishi.records.activities"
    label = "activities"
