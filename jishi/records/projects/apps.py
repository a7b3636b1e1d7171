"""The room of projects 项目."""

from jishi.access.room import Room


class ProjectsConfig(Room):
    default = True
    name = "jishi.records.projects"
    label = "projects"
