"""Render the report's Word file in LibreOffice and measure what comes out.

    python -m tools.rendered report.docx

Tells for each sheet its size, lines and last baseline, and the fonts that took the place of
those named. For a machine with LibreOffice; the tests measure the file itself and need none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdf

_MM = 72 / 25.4
_BOTTOM = 35 * _MM


def main(source: Path) -> int:
    """Print the measures; 1 where an upright sheet holds more than 22 lines."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice (soffice) is not installed here")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        reader = pypdf.PdfReader(Path(folder) / source.with_suffix(".pdf").name)
        crowded = [number for number, page in enumerate(reader.pages, 1) if _told(number, page)]
        print("fonts set:", ", ".join(sorted(_fonts(reader))))
    return 1 if crowded else 0


def _told(number: int, page: pypdf.PageObject) -> bool:
    """Print one sheet's measures; True where it is upright and holds too many lines."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    lines: set[int] = set()

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        baseline = height - (tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
        if text.strip() and baseline < height - _BOTTOM + 1:
            lines.add(round(baseline))

    page.extract_text(visitor_text=visit)
    upright = width < height
    last = f"last baseline {max(lines) / _MM:.1f} mm" if lines else "no text"
    print(f"sheet {number}: {width / _MM:.0f} × {height / _MM:.0f} mm, {len(lines)} lines, {last}")
    return upright and len(lines) > 22


def _fonts(reader: pypdf.PdfReader) -> set[str]:
    found: set[str] = set()
    for page in reader.pages:
        fonts = page["/Resources"].get("/Font", {})
        found |= {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    return found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
