#!/bin/sh
# Make `jishi` a command of .venv that runs this checkout. No build, hence no build tools to
# download: a path file and the command are all an editable install is.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
site=$("$root/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$root" >"$site/jishi-checkout.pth"
cat >"$root/.venv/bin/jishi" <<PROGRAM
#!$root/.venv/bin/python
import sys

from jishi.cli.main import main

sys.exit(main())
PROGRAM
chmod +x "$root/.venv/bin/jishi"
