"""The child's side of reading a stranger's file: bound in memory and time, then put to work."""

from __future__ import annotations

import resource
import sys
from importlib import import_module


def enter() -> None:
    """Bind this process as its first arguments say, then run `main` of the module they name.

    The module is imported only here, under the bounds; `main` finds its own arguments in
    ``sys.argv[1:]``, the file on standard input where it was given so, and answers on standard
    output. Nothing of any size can be written to disk.
    """
    memory, seconds, module = int(sys.argv.pop(1)), int(sys.argv.pop(1)), sys.argv.pop(1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    import_module(module).main()
