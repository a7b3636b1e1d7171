"""The pages as an app."""

from jishi.access.room import Room


class WebConfig(Room):
    name = "jishi.web"
    label = "web"
