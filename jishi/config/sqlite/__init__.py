"""Django's SQLite backend on one modern SQLite library. Set as ENGINE `jishi.config.sqlite`."""
