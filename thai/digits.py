"""Thai and Arabic digits."""

from __future__ import annotations

THAI = "๐๑๒๓๔๕๖๗๘๙"
ARABIC = "0123456789"
_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = str.maketrans(THAI, ARABIC)


def thai(text: str) -> str:
    return text.translate(_TO_THAI)


def arabic(text: str) -> str:
    return text.translate(_TO_ARABIC)
