"""The pages as an app."""

from jishi.access.room import Room


class WebConfig(Room):
    default = True
    name = "jishi.web"
    label = "web"
