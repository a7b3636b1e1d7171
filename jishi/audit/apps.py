"""The trail as an app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jishi.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
