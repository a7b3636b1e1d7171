"""An installation of the bench's own, in a folder that ends with the run."""

import atexit
import logging
import os
import shutil
import tempfile


def found() -> None:
    """Set Django up on a temporary home and import the sample town. To be called once, first."""
    home = tempfile.mkdtemp(prefix="jishi-bench-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("JISHI_")]:
        del os.environ[name]  # nobody's own installation is for measuring on
    os.environ |= {
        "JISHI_HOME": home, "JISHI_DEMO": "1", "DJANGO_SETTINGS_MODULE": "jishi.config.settings",
    }  # fmt: skip
    logging.disable(logging.INFO)
    import django  # noqa: PLC0415 - settings are read on import

    django.setup()
    from jishi.cli.installation import found as found_installation  # noqa: PLC0415
    from jishi.config.collectstatic import collect_if_changed  # noqa: PLC0415
    from jishi.demo import prepare  # noqa: PLC0415

    found_installation(prepare.COUNTY)
    prepare.prepare(lambda said: None)
    collect_if_changed()
