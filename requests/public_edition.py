"""The public edition of a proposal: the same facts without a telephone number, an account, or a private person's name.

Offices stay ("เลขานุการสภาฯ"), figures stay, counts stay. What is taken out leaves a mark, so that nobody reads a gap as
nothing (Personal Data Protection Act; Official Information Act s.9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from requests.frozen import Proposal, PublicProposal, Recipient

HIDDEN = "[ปิดไว้]"
_DIGIT = "[0-9๐-๙]"
# Telephone, account and citizen numbers: nine digits or more in one piece, hyphens, dots and spaces between them.
_NUMBER = re.compile(rf"(?<!{_DIGIT})(?<![.,/]){_DIGIT}(?:[ .\-\u2013]?{_DIGIT}){{8,14}}(?!{_DIGIT}|[,/]{_DIGIT})")
# A telephone number with room around its hyphens or its area in brackets, as nine digits in one piece would not be.
_GAP = r" ?[-.\u2013_]? ?"
_PHONE = re.compile(
    rf"(?<!{_DIGIT})(?<![,/])(?<!{_DIGIT}\.)\(?[0๐]{_DIGIT}{{1,2}}\)?{_GAP}{_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{3,4}}(?!{_DIGIT})"
)
# Where somebody lives, to some metres: two numbers with decimals, one with five of them, or degrees with minutes.
_PLACE = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}{{1,3}}\.{_DIGIT}{{3,}}\s*°?\s*[NSns]?[\s,;/]{{1,3}}{_DIGIT}{{1,3}}\.{_DIGIT}{{3,}}\s*°?\s*[EWew]?(?!\w)"
    rf"|(?<![{_DIGIT[1:-1]}.,]){_DIGIT}{{1,3}}\.{_DIGIT}{{5,}}°?|{_DIGIT}{{1,3}}\s*°\s*{_DIGIT}{{1,2}}\s*['′’](?:\s*[0-9๐-๙.]+\s*[\"″”])?"
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\b(?:www\.|(?:facebook|fb|instagram|tiktok|line)\.(?:com|me)/|(?:goo\.gl|m\.me|t\.me|lin\.ee|wa\.me)/)\S+"
    r"|(?<!\w)@[A-Za-z][\w.]{2,}|(?<![A-Za-z])(?:[Ll][Ii][Nn][Ee]|ไลน์)\s*(?:[Ii][Dd]|ไอดี)?\s*(?:[:：]\s*\S+|(?=\S*[0-9._])[A-Za-z][\w.-]{3,})"
)
_TITLES = (
    "นางสาว",
    "นาย",
    "นาง",
    r"น\.ส\.",
    r"ด\.ช\.",
    r"ด\.ญ\.",
    "เด็กชาย",
    "เด็กหญิง",
    r"ดร\.",
    r"Mr\.?",
    r"Mrs\.?",
    r"Ms\.?",
    r"(?:ว่าที่\s?)?(?:[พร]\.ต\.[ทอต]\.|ส\.ต\.[ทอต]\.|จ\.ส\.[ทอต]\.|[พรจ]\.[ทอต]\.|ด\.ต\.)(?:หญิง)?",
    r"ว่าที่ร้อยตรี(?:หญิง)?",
    r"นพ\.",
    r"พญ\.",
    r"ทพ\.",
    r"ผศ\.(?:\s?ดร\.)?",
    r"รศ\.(?:\s?ดร\.)?",
    "พระ(?:มหา|ครู|อาจารย์|อธิการ)",
    "คุณ(?!ภาพ|ค่า|ธรรม|สมบัติ|ลักษณะ|วุฒิ|ประโยชน์)",
    "ครู(?!และ|ที่|ผู้)",
    "อาจารย์(?!และ|ที่|ผู้)",
)
_TITLE = f"(?:{'|'.join(_TITLES)})"
_WORD = r"(?:[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]+|[A-Z][a-z]+)"
# Words that a name may follow without a space.
_BEFORE = "|".join(rf"(?<={word})" for word in ("และ", "กับ", "หรือ", "โดย", "คือ", "ชื่อ", "ของ", "ให้", "แก่", "มี", "ถึง"))
# A title, a given name and a surname. นายก and นายอำเภอ are offices; ตำบลนางแล is a place.
_PERSON = re.compile(
    rf"(?<!ตำบล)(?<!ต\.)(?<!บ้าน)(?:(?<![ก-๎])|{_BEFORE}){_TITLE}\s?(?!ก\s|กอง|ก(?:เทศ|อบ|สม)|อำเภอ|ทะเบียน|ช่าง)"
    rf"{_WORD}\s+(?!อำเภอ|จังหวัด|ตำบล|หมู่|และ|กับ|จำนวน){_WORD}"
)
# SARA AM and SARA AE, which are typed in two signs as well.
_ALIKE = {"\u0e33": "(?:\u0e33|\u0e4d\u0e32)", "\u0e41": "(?:\u0e41|\u0e40\u0e40)"}
_NOBODY = "(?!)"
_YEARS = re.compile(rf"(?:(?:2[05]|๒[๐๕]){_DIGIT}{{2}}[ \-\u2013]?)+")
# An agreement's own number, province, year and count. No telephone begins so, and no account is written so.
_AGREEMENT = re.compile(r"[1-9][0-9]-25[0-9]{2}-[0-9]{4}")
_OFFICE = re.compile(
    "กลุ่ม|คณะ|สภา|อบต|อบจ|เทศบาล|องค์กร|องค์การ|โรงเรียน|โรงพยาบาล|รพ\\.|สำนัก|ศูนย์|ชมรม|สมาคม|มูลนิธิ|เครือข่าย|กองทุน|วิสาหกิจ|สหกรณ์|"
    "เลขานุการ|ประธาน|กรรมการ|เหรัญญิก|เจ้าหน้าที่|อสม|ผู้นำ|กำนัน|ผู้ใหญ่บ้าน|แกนนำ|ครู|พยาบาล|ชุมชน|ทีม|ฝ่าย|หน่วย|วิทยากร|ทุกคน|ชาวบ้าน|สมาชิก"
)


def of(facts: Proposal, *, known: Iterable[str] = ()) -> PublicProposal:
    """The facts of the public edition; `known` are the names of persons whom the system knows to take part."""
    cleaned: Proposal = _cleaned(facts, _any_of([*known, *_named(facts)]))
    return {
        **cleaned,
        "edition": "public",
        "contacts": [{"name": "", "position": one["position"] or HIDDEN, "phone": ""} for one in cleaned["contacts"]],
        "signatures": [{**one, "name": ""} for one in cleaned["signatures"]],
        "recipient": _recipient(cleaned["recipient"]),
        "activities": [{**one, "who": _office(one["who"])} for one in cleaned["activities"]],
        "follow_up": {**cleaned["follow_up"], "who": _office(cleaned["follow_up"]["who"])},
        "sender": {**cleaned["sender"], "phone": "", "email": ""},
    }


def again(facts: Any) -> Any:
    """The facts of an open edition once more through the gate as it is today: those frozen long ago had a wider one."""
    return _cleaned(facts, _any_of([]))


def words(text: str, *, known: Iterable[str] = ()) -> str:
    """Any other words that somebody typed, for everybody: the gate of the public pages."""
    return _clean(text, _any_of(known))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Whoever is known by name, with a title or without; the longest first, or half of one would stay."""
    return re.compile("|".join(map(_spelled, sorted({*filter(None, names)}, key=len, reverse=True))) or _NOBODY)


def _spelled(name: str) -> str:
    """A name however its two words stand apart, and with signs that look the same; one word alone may mean something else."""
    bare = re.sub(rf"^{_TITLE}\s*", "", _as_read(name)).split()
    if len(bare) < 2:
        return re.escape(name)
    return rf"(?:{_TITLE}\s*)?" + r"\s*".join(
        "".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in bare
    )


def _named(facts: Proposal) -> list[str]:
    return [one["name"] for one in [*facts["contacts"], *facts["signatures"]] if len(one["name"]) > 3]


def _recipient(recipient: Recipient) -> Recipient:
    """An office that receives money is public, a private account is not."""
    is_account = recipient.get("code") == "account"
    return {**recipient, "name": HIDDEN if is_account else recipient["name"], "account_note": ""}


def _office(who: str) -> str:
    """Who does it, when that is an office or a group; a bare name is a person's."""
    return who if not who or _OFFICE.search(who) else HIDDEN


def _cleaned(value: Any, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return _clean(value, names)
    if isinstance(value, list):
        return [_cleaned(inner, names) for inner in value]
    if isinstance(value, dict):
        return {key: inner if key in _PLAIN else _cleaned(inner, names) for key, inner in value.items()}
    return value


# Keys whose values people do not type as sentences: numbers and dates that must not be taken for telephones.
_PLAIN = frozenset(
    {"number", "registration_no", "sha256", "emblem", "date", "starts_on", "ends_on", "submitted_on", "code"}
)


def _clean(text: str, names: re.Pattern[str]) -> str:
    text = names.sub(HIDDEN, _as_read(text))
    # The place first: its digits are no telephone's, of which the half would stay.
    text = _NUMBER.sub(_unless_ours, _PLACE.sub(HIDDEN, text))
    return _PERSON.sub(HIDDEN, _ADDRESS.sub(HIDDEN, _PHONE.sub(HIDDEN, text)))


def _as_read(text: str) -> str:
    """With signs as a reader takes them: "０８１" is 081, and what nobody sees between two digits parts nothing."""
    return "".join(map(_sign, text)) if not text.isascii() else text


def _sign(sign: str) -> str:
    if sign < "\u0660" or "\u0e00" <= sign < "\u0e7f":
        return sign if sign != "\u00ad" else ""
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "Cf":
        return ""
    return chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign


def _unless_ours(found: re.Match[str]) -> str:
    """2562 2563 2564 are years and 57-2569-0001 an agreement, not a telephone number."""
    is_ours = _YEARS.fullmatch(found[0]) or _AGREEMENT.fullmatch(found[0])
    return found[0] if is_ours else HIDDEN
