"""Why a file cannot be read or written, in Chinese with what to do 文件为什么打不开."""

from __future__ import annotations

import errno

#: What the system tells by number, in words.
_WHY = {
    errno.ENOENT: "没有这个文件或文件夹，核对路径",
    errno.EISDIR: "这是文件夹，要指明一个文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹，核对路径",
    errno.EACCES: "没有权限，换一个位置，或请管理这台电脑的人给权限",
    errno.EPERM: "没有权限，换一个位置，或请管理这台电脑的人给权限",
    errno.EROFS: "这个位置只能读，换一个位置",
    errno.EEXIST: "这里已经有同名的文件，换一个名字",
    errno.ENOSPC: "磁盘满了，腾出地方再试",
    errno.ENAMETOOLONG: "文件名太长，写短一些",
    errno.EBUSY: "别的程序正开着它，关掉再试",
    errno.EIO: "磁盘读写出错，换一个位置再试",
}


def why(error: OSError | ValueError) -> str:
    """The cause and the way out, without a stop at its end."""
    if not isinstance(error, OSError):
        return "文件名里有不能用的字，核对文件名"
    return _WHY.get(error.errno or 0, "系统不让打开，核对路径和权限")
