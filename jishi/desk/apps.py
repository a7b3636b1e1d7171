"""The desk room: what an account keeps for its own work."""

from jishi.access.room import Room


class DeskConfig(Room):
    name = "jishi.desk"
    default = True
