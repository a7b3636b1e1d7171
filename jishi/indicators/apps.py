"""Figures as an app."""

from jishi.access.room import Room


class IndicatorsConfig(Room):
    default = True
    name = "jishi.indicators"
    label = "indicators"
