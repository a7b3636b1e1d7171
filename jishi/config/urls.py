"""Addresses: all of them belong to the pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("jishi.web.urls"))]
handler400 = "jishi.web.errors.too_much"
handler403 = "jishi.web.errors.forbidden"
handler404 = "jishi.web.errors.not_found"
handler500 = "jishi.web.errors.failed"
