#!/bin/sh
# tools/bootstrap.sh PYTHON FOLDER: put uv into FOLDER/bin, with Debian's bare Python too.
# uv stays outside .venv, which holds exactly what is locked.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "需要 Python 3.11 或更新版本；若装在别处，请写 make PYTHON=/路径/python3 …" >&2
    exit 1
}
if "$python" -m venv "$folder" 2>/dev/null; then
    exec "$folder/bin/python" -m pip install --quiet --disable-pip-version-check uv
fi
# Debian without python3-venv: pip alone, into a folder of its own, passes its guard.
rm -rf "$folder"
"$python" -m pip --version >/dev/null 2>&1 || {
    echo "需要 pip 或 venv：apt-get install python3-venv" >&2
    exit 1
}
exec "$python" -m pip install --quiet --disable-pip-version-check --target "$folder" uv
