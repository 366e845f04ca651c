"""Given name and surname side by side, without a title, of which something says that they are."""

from __future__ import annotations

import re
from itertools import pairwise

from requests.ordinary import GOES_ON, LETTER, OFFICES, listed
from requests.persons.ends import until_it_goes_on
from requests.persons.shape import CUES, END, FIRST, HIDDEN, PARTS, PLAIN_SPACE, is_likely, no_name, ordinary
from thai import breaks

_CUE_WORDS = frozenset(
    (*CUES, *listed("หน้า พา หลัง สัมภาษณ์ ล่าม ลาหู่ อาข่า ม้ง กะเหรี่ยง ยาย ตา ทาง ตัวแทน ยืนยัน แจก เยี่ยม พบ ถาม"))
)
_only_cues = re.compile(f"(?:{'|'.join(CUES)})+").fullmatch
_GLUED = re.compile(
    r".*(?:โดย|ชื่อ|คือ|ได้แก่|ติดต่อ|ประสานงาน|ข้าพเจ้า|ประธาน|เลขานุการ|เหรัญญิก|ผู้รับเงิน|ผู้ป่วย|กรรมการ|ผู้ใหญ่บ้าน|กำนัน|วิทยากร|เจ้าของ|ผู้เสนอ|ผู้แทน|คนขับรถ)(?=.)"
)
_JOINED = re.compile(r"(?:และ|กับ|หรือ)(?=.)|.*(?:จนกว่า|ของ|แก่|ให้|จาก|ถึง|ต่อ|กับ|เป็น|ช่าง|ครู)(?=.)")
_ends = re.compile(f"{FIRST}{LETTER}+?{END}").match
_office = re.compile("|".join(OFFICES[:25])).match
_parted = re.compile(f"({LETTER}+)").split
MANY = 16
_AFTER = frozenset((" ", ": ", ":", " : ", "  ", ") ", " ("))


def without_pairs(text: str) -> str:
    """Given name and surname side by side, of which something says that they are."""
    parts, at = _parted(text), 1
    while at + 2 < len(parts):
        name, space, surname = parts[at : at + 3]
        if space in PLAIN_SPACE and len(name) > 1 and len(surname) > 1:
            end = _end_of_surname(surname)
            kept = _kept(name, surname[:end], parts, at)
            if kept is not None:
                parts[at : at + 3] = [kept + HIDDEN + surname[end:]]
                parts[at - 1 : at + 2] = ["".join(parts[at - 1 : at + 2])]
                continue
        at += 2
    return "".join(parts)


def _end_of_surname(run: str) -> int:
    """Where a surname ends in the letters that follow each other."""
    found = _ends(run)
    end, words = found.end() if found else len(run), breaks.starts(run)
    return until_it_goes_on(run, 0, end, words)


def _last_words(name: str) -> str:
    """What follows the last everyday word: "มอบหมายศุภชัย" ends in a name."""
    words = breaks.starts(name)
    ends = [
        after for place, after in pairwise(words) if name[place:after] in GOES_ON or name[place:after] in _CUE_WORDS
    ]
    return name[ends[-1] :] if ends and ends[-1] < len(name) else ""


def _kept(name: str, surname: str, parts: list[str], at: int) -> str | None:
    """What of the first word stays when it ends in a person's given name; None when it names nobody."""
    if len(surname) > 30 or parts[at - 1].endswith((".", "[")) or parts[at + 3].startswith("."):
        return None
    if ordinary(surname):
        return None
    glued = _GLUED.match(name)
    if glued:
        rest = name[glued.end() :]
        if _only_cues(rest):
            return None
        return glued[0] if len(rest) > 1 and len(rest) < 17 and not ordinary(rest) else None
    joined = _JOINED.match(name)
    if (
        joined
        and (rest := name[joined.end() :])
        and len(rest) < 17
        and not ordinary(rest)
        and not _only_cues(rest)
        and is_likely(rest, surname)
    ):
        return joined[0]
    rest = _last_words(name)
    if 2 < len(rest) < 17 and not ordinary(rest) and is_likely(rest, surname) and not _is_given(surname, parts, at):
        return name[: -len(rest)]
    if parts[at - 1].endswith(("] ", "], ")) and not no_name(name) and PARTS.search(name + surname):
        return ""
    if len(name) > 16 or ordinary(name) or name.endswith(CUES):
        return None
    return "" if _is_told(parts, at) or is_likely(name, surname) else None


def _is_given(word: str, parts: list[str], at: int) -> bool:
    """Whether it is rather the given name of the pair that follows."""
    surname = parts[at + 4] if parts[at + 3] in PLAIN_SPACE and at + 4 < len(parts) else ""
    return len(surname) > 1 and not ordinary(surname) and is_likely(word, surname)


def _is_told(parts: list[str], at: int) -> bool:
    """Whether the word before is one that persons are named after."""
    before = parts[at - 2] if at > 1 else ""
    if parts[at - 1].endswith((": ", ":", "], ")) or (_office(parts[1]) and len(parts) < MANY):
        return True
    return parts[at - 1] in _AFTER and (before.endswith(CUES) or bool(_office(before)))
