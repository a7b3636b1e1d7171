#!/bin/sh
# The Debian packages that `make test` needs and pip cannot bring. Installs what is missing
# where it may, otherwise names it and fails: nothing is skipped.
set -eu
missing=
command -v chromium >/dev/null || missing="$missing chromium"
[ -n "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ] || missing="$missing fontconfig fonts-noto-cjk"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
command -v node >/dev/null && command -v npm >/dev/null || missing="$missing nodejs npm"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    as_root=no
fi
if [ "$as_root" = no ] || ! command -v apt-get >/dev/null; then
    echo "make test 还需要这些系统软件包：$missing" >&2
    echo "请以管理员身份执行：apt-get update && apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is meant to be split
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
