"""The colours of pictures: those of the pages, read from their tokens, so that the two are never told apart."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
# How much of the accent lies on the ground: four shades that stay apart in any kind of colour-blindness, as only their
# lightness differs. Ink is read on the first two, the colour for text on the accent on the others.
SHADES = (0.12, 0.36, 0.8, 1.0)
DARK_FROM = 2


@cache
def light() -> dict[str, str]:
    """The tokens as they are before a reader asks for the dark ones."""
    return _tokens(TOKENS.read_text(encoding="utf-8").partition("@media")[0])


def dark() -> dict[str, str]:
    css = TOKENS.read_text(encoding="utf-8")
    return light() | _tokens(css.partition("prefers-color-scheme: dark")[2].partition("@media")[0])


def printed() -> dict[str, str]:
    return light() | _tokens(TOKENS.read_text(encoding="utf-8").partition("@media print")[2])


def _tokens(css: str) -> dict[str, str]:
    return dict(_TOKEN.findall(css))
