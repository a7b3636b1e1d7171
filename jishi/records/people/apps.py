"""The room of people 人员."""

from jishi.access.room import Room


class PeopleConfig(Room):
    default = True
    name = "jishi.records.people"
    label = "people"
