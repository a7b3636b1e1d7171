"""A module per group of pages; `web/urls.py` imports them, and so registers their addresses."""
