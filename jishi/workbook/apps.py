"""Workbooks as an app."""

from jishi.access.room import Room


class WorkbookConfig(Room):
    name = "jishi.workbook"
    label = "workbook"
