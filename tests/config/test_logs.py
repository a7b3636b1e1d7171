"""What the log may say of a failure."""

import logging
import sys

from jishi.config.logs import PlainFormatter


def test_an_error_is_logged_by_place_and_type_and_without_its_text():
    try:
        try:
            {}["汪大姐"]
        except KeyError as cause:
            raise ValueError("row (汪大姐, 13900000000)") from cause
    except ValueError:
        record = logging.LogRecord(
            "jishi.test", logging.ERROR, __file__, 1, "save failed", None, sys.exc_info()
        )
    line = PlainFormatter().format(record)
    assert "ERROR jishi.test save failed" in line
    assert "test_logs.py" in line
    assert "ValueError <- KeyError" in line
    assert "汪大姐" not in line
