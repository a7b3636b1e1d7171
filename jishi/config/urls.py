"""Addresses: all of them belong to the pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("jishi.web.urls"))]
