"""Text in the cells of spreadsheets: none of it is run as a formula, and figures stay figures."""

from __future__ import annotations

import re

from thai.direction import straight

# Wide signs are formulas too where East Asian writing is usual; spaces before a sign are dropped by some programs.
STARTS_A_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
# What XML cannot hold, and a word processor leaves in what is pasted from it.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """For a file without types, where text that looks like a formula would be one."""
    bare = straight(text)
    return f"'{bare}" if STARTS_A_FORMULA.match(bare) else bare


def writable(text: str) -> str:
    """As papers show a character that they lack."""
    return _UNWRITABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", straight(text))
