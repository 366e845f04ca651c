"""What a paper can show of what people type.

A paper is the same on every machine for ever, so it has one typeface, and no other steps in for what that lacks. A
character it lacks is shown by its number, `[U+1F600]`, rather than vanish or become an empty box; what is invisible,
such as the marks that turn the direction of writing, is left out. The facts keep what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from documents import fonts

# Breaks and joins without width, marks of direction, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LAID_OUT = {"\t", "\n", "\r"}
# Thai writes three marks on a letter at most; a tower of them would grow out of the page.
_MOST_MARKS = 4
_PRIVATE = range(0xE000, 0xF900)


def shown(text: str) -> str:
    """The text (or HTML) in characters of the typeface, composed (Unicode NFC)."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _towers().sub(_without_tower, _foreign().sub(_stand_in, visible))


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(''.join(sorted(_own() | _LAID_OUT)))}]")


def _own() -> set[str]:
    """What every face of the typeface has."""
    return set.intersection(*map(characters, fonts.FILES.values()))


@cache
def _towers() -> re.Pattern[str]:
    marks = "".join(sorted(each for each in _own() if unicodedata.category(each) == "Mn"))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})([{marks}]+)")


def _without_tower(match: re.Match[str]) -> str:
    return match[1] + "".join(map(_number, match[2]))


def characters(path: Path) -> set[str]:
    """Those the typeface has, private ones left out."""
    with TTFont(path, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap() if code > 0x1F and code not in _PRIVATE}


def _stand_in(match: re.Match[str]) -> str:
    character = match[0]
    return " " if unicodedata.category(character)[0] == "Z" else _number(character)


def _number(character: str) -> str:
    return f"[U+{ord(character):04X}]"
