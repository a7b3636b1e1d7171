"""Figures as an app."""

from jishi.access.room import Room


class IndicatorsConfig(Room):
    name = "jishi.indicators"
    label = "indicators"
