"""Signs that nobody sees and that turn the line they stand in, with all that follows on it: a sum beside a name too."""

from __future__ import annotations

import re

# Embeddings, overrides and isolates.
_SIGNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(text: str) -> str:
    """The text without them."""
    return text if text.isascii() else _SIGNS.sub("", text)
