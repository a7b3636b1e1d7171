"""The kernel as an app: kinds and programmes, and the base of all rooms."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "jishi.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_ship_kinds, sender=self)


def _ship_kinds(using: str, **_kwargs: Any) -> None:
    import_module("jishi.kernel.kinds").ship(using)
