"""Access as an app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jishi.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
