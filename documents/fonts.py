"""The typeface of every paper: Sarabun from its installed package."""

from __future__ import annotations

from pathlib import Path

import fontpkg_sarabun

# A name of our own: a Sarabun that the machine may have is another edition.
FAMILY = "Thunklang Sarabun"
FILES = {
    name: Path(fontpkg_sarabun.ROOT) / "files" / name
    for name in ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf", "Sarabun-Italic.ttf", "Sarabun-BoldItalic.ttf")
}
