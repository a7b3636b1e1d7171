"""Workbooks as an app."""

from jishi.access.room import Room


class WorkbookConfig(Room):
    default = True
    name = "jishi.workbook"
    label = "workbook"
