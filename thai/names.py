"""Names as they follow other Thai words, and when two are one to whoever reads them."""

from __future__ import annotations

import re
import unicodedata

_SARA_AM, _SARA_AM_IN_TWO = "\u0e33", "\u0e4d\u0e32"
_SARA_AM_APART = re.compile("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_SARA_E_TWICE, _SARA_AE = "\u0e40\u0e40", "\u0e41"
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
# Written before a name, also into the field of the name itself.
_TITLES = re.compile("^(นางสาว|นส|นาง|นาย|คุณ|ดร|miss|mrs|mr|ms)")


def apart(name: str) -> str:
    """A name as it follows a Thai word: คณะกรรมการ… joins it, an abbreviation such as ก.บ.อ. stands apart."""
    return f" {name}" if "." in name[:5] else name


def tidy(name: str) -> str:
    """A name as it is kept: one space between words, SARA AM as one sign, and nothing that nobody sees or that turns the line."""
    whole = _SARA_AM_APART.sub(r"\1\2" + _SARA_AM, unicodedata.normalize("NFC", name))
    spaced = "".join(" " if sign.isspace() else sign for sign in whole)
    return " ".join("".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C").split())


def is_written_plainly(name: str) -> bool:
    """With Thai and Latin letters alone: of other scripts some look the same. At least one letter."""
    letters = [sign for sign in name if unicodedata.category(sign)[0] == "L"]
    return bool(letters) and all(unicodedata.name(sign, "").startswith(("THAI", "LATIN")) for sign in letters)


def likeness(name: str) -> str:
    """Equal for names that look alike (`look`), with a title or without."""
    ordered = look(name)
    return _TITLES.sub("", ordered) or ordered


def look(name: str) -> str:
    """Equal for what looks alike: without spaces, signs that nobody sees, marks twice or in another order."""
    whole = unicodedata.normalize("NFKC", name).casefold().replace(_SARA_AM, _SARA_AM_IN_TWO)
    seen = "".join(sign for sign in whole if unicodedata.category(sign)[0] in "LMN")
    return _MARKS.sub(lambda run: "".join(sorted(set(run[0]))), seen.replace(_SARA_E_TWICE, _SARA_AE))
