"""The room of attachments 附件."""

from jishi.access.room import Room


class AttachmentsConfig(Room):
    default = True
    name = "jishi.records.attachments"
    label = "attachments"
