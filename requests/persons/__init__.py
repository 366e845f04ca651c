"""Persons in words that somebody typed: with a title, after words such as "ติดต่อ", with initials, in brackets, in English.

Thai names no word's end, so that a name is what follows up to a space or to a word that no name goes on with. In doubt it is
hidden: what is lost by it is a word, what is lost otherwise is somebody's peace.
"""

from __future__ import annotations

import re

from requests.ordinary import LETTER, ORDINARY
from requests.persons.pairs import without_pairs
from requests.persons.shape import FIRST, HIDDEN, LATIN
from requests.persons.titled import without_titled

__all__ = ["HIDDEN", "hidden"]

_INITIALS = re.compile(
    rf"(?<![ก-๎.])(?![ตอจมถปนซธบหวขทรพ]\.)[ก-ฮ]\.(?:[ก-ฮ]\.)? ?(?!{ORDINARY}){FIRST}{LETTER}{{2,15}}(?![ก-๎.])"
    rf"|(?<={re.escape(HIDDEN)}) ?\({LETTER}{{2,12}}\)|(?:(?<=ช่าง)|(?<=ช่าง )|(?<=[สงคน] )(?<!คน )) ?\((?!{ORDINARY}){LETTER}{{2,6}}\)"
)
_LATIN_PERSON = re.compile(
    rf"()\b(?!Nang (?:Lae|Non|Rong)\b)(?:Mr|Mrs|Ms|Miss|Dr|Prof|Khun|Nai|Nang)(?:\b\.?\s?|(?=[A-Z]))\.?{LATIN}"
    r"|(\b(?:[Bb]y|[Cc]ontact(?: person)?|[Nn]ame|[Oo]wner|[Dd]river|[Pp]atient|[Hh]older|[Ww]ith|[Pp]aid to"
    r"|[Tt]rainer|[Ww]itness|[Gg]uests?|[Cc]all|[Tt]o|[Ff]rom|[Oo]f|person)"
    rf"(?:\s?:\s?| ))(?!The |Ban |Mae |Moo |Tambon |Chiang |Amphoe )[A-Z][a-z]+ [A-Z][a-z]+"
    r"(?! (?:Group|Office|School|Organi|District|Village|Bank|Committee|Council))(?: ?\([A-Z][a-z]+\))?"
    rf"|(?<={re.escape(HIDDEN)})(, | and )(?:[A-Z][a-z]+(?=[A-Z]))?[A-Z][a-z]+ [A-Z][a-z]+"
    r"|((?:โดย|คือ|กับ|ชื่อ|จาก|ถึง|ให้) )[A-Z][a-z]+ [A-Z](?:[a-z]+|\.)"
    r"|(?:^|(?<=: ))[A-Z]{3,} [A-Z]{3,}(?= ?/| acc| โอน| [0-9])"
)
_has_latin = re.compile("[A-Z][A-Za-z]").search


def hidden(text: str) -> str:
    """The words without the persons that they name."""
    text = without_titled(text)
    text = without_pairs(_INITIALS.sub(HIDDEN, text) if "." in text or "(" in text else text)
    return text if not _has_latin(text) else _LATIN_PERSON.sub(_but_the_cue, text)


def _but_the_cue(found: re.Match[str]) -> str:
    return f"{next(filter(None, found.groups()), '')}{HIDDEN}"
