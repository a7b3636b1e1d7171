"""Places as an app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "jishi.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
