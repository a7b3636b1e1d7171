"""The floor of the list page's bench keeps up with the page: it leads where its template does."""

from __future__ import annotations

import re
from pathlib import Path

from bench import barelist


def test_bare_django_has_every_address_of_the_list_page(checkout: Path):
    ledger = checkout / "jishi/web/templates/ledger"
    said = "".join((ledger / name).read_text("utf-8") for name in ("page.html", "_line.html"))
    named = set(re.findall(r'{% url "(\w+)"', said))
    assert named
    assert named <= {one.name for one in barelist.urlpatterns}
