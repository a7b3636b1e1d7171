"""Static files under names that change with their content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'^@import "([\w.-]+)";$', re.MULTILINE)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes `import` paths inside modules too, and puts a stylesheet in the place of the line
    that imports it, so that no bundler is needed and every page asks for few files."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Join what is imported, in the copies that were gathered; then hash and compress."""
        joined = {} if dry_run else {name: (self, name) for name in paths if self._join(name)}
        yield from super().post_process({**paths, **joined}, dry_run, **options)

    def _join(self, name: str) -> bool:
        """True where a gathered stylesheet imported others; they are part of it then."""
        path = Path(self.path(name))
        if path.suffix != ".css":
            return False
        text, count = _IMPORT.subn(
            lambda found: (path.parent / found[1]).read_text(encoding="utf-8"),
            path.read_text(encoding="utf-8"),
        )
        if count:
            path.write_text(text, encoding="utf-8")
        return bool(count)
