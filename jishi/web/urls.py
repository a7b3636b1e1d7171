"""Addresses of the pages, all from the one register."""

from jishi.web import views
from jishi.web.pages import addresses

__all__ = ["views"]

urlpatterns = addresses()
handler403 = "jishi.web.errors.forbidden"
handler404 = "jishi.web.errors.not_found"
handler500 = "jishi.web.errors.failed"
