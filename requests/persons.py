"""Persons in words that somebody typed: with a title, after words such as "ติดต่อ", with initials, in brackets, in English.

Thai names no word's end, so that a name is what follows up to a space or to a word that no name goes on with. In doubt it is
hidden: what is lost by it is a word, what is lost otherwise is somebody's peace.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from requests.ordinary import LETTER, NO_NAME, OFFICES, ORDINARY, listed

HIDDEN = "[ปิดไว้]"
_FIRST = "[\u0e01-\u0e2e\u0e40-\u0e44]"
# Words that end a name when nobody typed a space.
_ON = (
    "(?:ที่|และ|หรือ|กับ|แล้ว|ได้|ให้|เป็น|อยู่|ซึ่ง|จำนวน|ไม่|แจ้ง|จาก|ถึง|เพื่อ|เพราะ|ว่า"
    "|ลูกสาว|ลูกชาย|บอกว่า|ออมไว้|ย้ายไป|ล้มระ|หายทั้ง|ขายผัก|มารับ|มาช่วย|มาแจ้ง|มาขอ|จะส่ง|จะมา|คนเดียว|คนแรก|รอที่|เอาไป|ต้อง(?=ไป|มา|อา|ย้าย)|ทำ(?!นอง)|ช่วย|บริจาค|เสนอ|หมู่|บ้าน|ตำบล|อำเภอ|ผู้|โทร|เบอร์|เลขที่|ติดต่อ|ก่อน|ตั้งแต่|เมื่อ|ด้วย|นั้น)"
)
_END = rf"(?=(?!{LETTER})|{_ON})"
_GIVEN = rf"{_FIRST}{LETTER}{{1,24}}?{_END}"
_SURNAME = rf"(?!{ORDINARY}){_FIRST}{LETTER}{{1,24}}?{_END}(?!\.)"
_NICKNAME = rf"(?: ?\((?!{ORDINARY}){LETTER}{{2,12}}\))?"
_LATIN = r"[A-Z][a-z]+(?:[ \u00a0]+[A-Z][a-z]+)?"
_SPACE = r"[ \u00a0]+"
# Everyday words that surnames begin with as well: behind a title they are taken for one.
_EARTHLY = (
    rf"(?:น้ำ|ปูน|ทราย|หิน|ดิน|เหล็ก|ไม้|ไฟ|ตัวอย่าง|ทำนา|ทำสวน|นา|ไร่|สวน|ดอย|กล้า|ข้าว|ผล|เมือง|ห้วย|หนอง|สร้าง|ยอด|ใจ|สุข|ดี|แก้ว|ทอง|เพชร|แสน|หมื่น)"
    rf"{LETTER}{{0,7}}(?![ก-๎.])"
)
_REST = rf"(?:\s+(?:{_SURNAME}|{_EARTHLY}))?{_NICKNAME}"
_PLACES = rf"แล(?:ใน|นอก)?(?!{LETTER})|นอน(?!{LETTER})|รอง(?!{LETTER})|งาม|ฟ้า|รำ|พยาบาล|สาวไท"
_OFFICIAL = (
    "ก(?:\\s|[,.)ฯ]|$|เทศ|อบ|สมาคม|สโมสร|สภา|รัฐ|องค์|เหล่า|ท่าน|ไม่|ได้|และ|เป็น|กิ่ง)"
    "|กอง|อำเภอ|ทะเบียน|ช่าง|จ้าง|หน้า|ทหาร|ตำรวจ|สถานี|หัว|ทุน|พราน|ประกัน|ท้าย|ตรวจ|ดาบ|แบบ|ด่าน|ไปรษณีย์|หมวด|วง|ทวาร"
)
_TITLES = listed(
    """
    นางสาว นายแพทย์ นาย นาง น.ส. ด.ช. ด.ญ. เด็กชาย เด็กหญิง นพ. พญ. ทพ. ทพญ. ผศ. รศ. ศ.ดร. ดร. แพทย์หญิง คุณหมอ คุณครู หม่อมหลวง
    หม่อมราชวงศ์ ม.ร.ว. ม.ล. น.ส อส. พล.ต.ต. พล.ต.ท. พล.ต.อ. พล.ต. พล.ท. พล.อ. ว่าที่ร้อยตรี ว่าที่ร้อยโท ว่าที่ร้อยเอก ว่าที่ร.ต.
    พ.ต. ร.ต. ส.ต. จ.ส. พ.อ. พ.ท. พ.จ. ร.ท. ร.อ. จ.ต. จ.ท. จ.อ. ด.ต. จสต. จสอ. ดต.
    """
)
_VILLAGE = listed(
    """
    พ่อหลวง แม่หลวง พ่ออุ้ย แม่อุ้ย พ่ออุ๊ย แม่อุ๊ย อุ๊ย พ่อน้อย แม่น้อย พ่อหนาน ปู่อาจารย์ ครูบา ศิษยาภิบาล พ่อครู แม่ครู
    พ่อเลี้ยง แม่เลี้ยง อุ้ย หนาน ผญบ. ส.อบต. ส.ท. ส.จ. พระมหา พระครู พระอาจารย์ พระอธิการ พระปลัด พระสมุห์ พระใบฎีกา หลวงพ่อ
    หลวงปู่ หลวงตา หลวงพี่ เจ้าอาวาส
    """
)
_KIN = listed(
    """
    คุณ พี่ น้อง ป้า ลุง น้า ปู่ ยาย ย่า ตา เจ๊ เฮีย ไอ้ อ้าย หมอ ครู อาจารย์ ช่าง ท่าน ผู้ใหญ่บ้าน ผู้ใหญ่ ผู้ช่วย กำนัน ปลัด
    พยาบาล อสม. อสม อ. ผอ. จ่า ดาบ ผู้กอง ผู้หมวด ทนาย อิหม่าม เสี่ย เถ้าแก่ สารวัตร มัคนายก สามเณร แม่ชี สล่า อาม่า อากง พ่อเฒ่า
    แม่เฒ่า
    """
)
_WHO = (
    rf"(?:\s?[ก-ฮ]{{1,2}}\.)*\s?(?:ดร\.\s?|หญิง\s?)?"
    rf"(?:(?!{NO_NAME}){_GIVEN}{_REST}|{_LATIN}|(?<=[ก-ฮ]\.[ก-ฮ]\.)(?=\s|$)|(?<=[ก-ฮ]\.\s)(?=\s|$))"
)
_TRADES = (
    "วิจัย|แพทย์|เหลือ|กู้|เวร|ชุมชน|ตำบล|ความ|ธุร|อำเภอ|จังหวัด|ไฟ|ปูน|ไม้|เหล็ก|เชื่อม|ประปา|เทศบาล"
    "|ทอ|ซ่อม|ก่อ|ฝีมือ|เทคนิค|ท้องถิ่น|โยธา|ตัด|ผม|ทา|เครื่อง|ใน|อาสา|ภูมิ|แผน|ธรรม|ลักษณะ|วุฒิ|ประโยชน์|ภาพ|สมบัติ|พระ|แม่|พ่อ|ยาย|ตา|ย่า|ปู่|สอน|ใหญ่|เลี้ยง|สาว|ชาย|พิการ|ๆ|ดิน|ลำ|เมือง|สูง|ชำนาญ|วิชา|ศูนย์"
)
_title = re.compile("|".join(map(re.escape, [*_TITLES, *_VILLAGE, *_KIN]))).finditer
_who = re.compile(_WHO).match
_who_surely = re.compile(rf"{_WHO}|\s?{_GIVEN}(?:\s+{_FIRST}{LETTER}{{1,24}}?{_END})?{_NICKNAME}").match
# After บ้าน and the like a place is named so, unless a surname follows or it is somebody's house.
_who_lives = re.compile(rf"\s?(?!{NO_NAME}){_GIVEN}\s+(?:{_SURNAME}|{_EARTHLY}){_NICKNAME}").match
_neighbour = re.compile(rf"\s?(?!{_TRADES}|{NO_NAME})(?:{_FIRST}{LETTER}{{1,13}}?{_END}(?!\.)|{_LATIN}){_REST}").match
_lecturer = re.compile(rf"\s?(?!{NO_NAME}){_GIVEN}{_SPACE}{_SURNAME}").match
_NOT = {"นาย": re.compile(_OFFICIAL).match, "นาง": re.compile(_PLACES).match, "นางสาว": re.compile("ไท").match}
_NOT |= {"ครู": re.compile("บา").match, "ตา": re.compile("[มกรยลนขดบปอ](?![ัิ-ฺ็-๎])").match, "ผู้ใหญ่": re.compile("ใน").match}
_NOT |= {
    "ป้า": re.compile("ย").match,
    "ย่า": re.compile("[งนม]").match,
    "หมอ": re.compile("[กนบง]").match,
    "น้า": re.compile("[วน]").match,
}
_NOT |= {
    "จ่า": re.compile("[ยก]").match,
    "ทนาย": re.compile("ความ").match,
    "เด็กชาย": re.compile("แดน| ?และ| ?หญิง").match,
    "ดาบ": re.compile("ส").match,
}
_KINDRED = frozenset(_KIN)
_VILLAGERS = frozenset(_VILLAGE)
# These stand in no other word: a person follows whatever stands before.
_ALONE = frozenset(("ลุง", "ป้า", "กำนัน"))
# Whoever is called so has a name, whatever else it may mean: นายเมืองดี, นายจะกา.
_SURE = frozenset(("นาย", "นางสาว", "น.ส.", "น.ส", "ด.ช.", "ด.ญ.", "เด็กชาย", "เด็กหญิง"))
_A_PLACE = ("ตำบล", "ต.", "ท", "ดอย")
_A_HOUSE = ("หน้าบ้าน", "หลังบ้าน", "ข้างบ้าน", "ที่บ้าน", "เข้าบ้าน", "ถึงบ้าน", "ซ่อมบ้าน", "ของบ้าน")
_LEFT = tuple(
    listed(
        """
    และ กับ หรือ โดย คือ ชื่อ ของ ให้ แก่ มี ถึง ร้าน บ้าน สวน จ้าง ถาม เชิญ เช่น เมีย ภรรยา สามี ลูกสาว ลูกชาย มอบ เรียน ญาติ
    ผู้รับ ตรวจรับ ทุน จาก ซอย ไร่ ราย คุณ เป็น ที่ ตั้ง ต่อ ตาม ผู้ใหญ่ ด้วย แทน เพราะ แจ้ง ร้านค้า เยี่ยม ช่วย หน้า หลัง ข้าง
    งาน ซื้อ ขอ นัด พบ ส่ง ฝาก ยืม คืน จ่าย แรง อู่ ลูก หลาน ไปหา ผ่าน พา
    """
    )
)
_INITIALS = re.compile(
    rf"(?<![ก-๎.])(?![ตอจมถปนซธบหวขทรพ]\.)[ก-ฮ]\.(?:[ก-ฮ]\.)? ?(?!{ORDINARY}){_FIRST}{LETTER}{{2,15}}(?![ก-๎.])"
    rf"|(?<={re.escape(HIDDEN)}) ?\({LETTER}{{2,12}}\)|(?:(?<=ช่าง)|(?<=ช่าง )|(?<=[สงคน] )(?<!คน )) ?\((?!{ORDINARY}){LETTER}{{2,6}}\)"
)
_LATIN_PERSON = re.compile(
    rf"()\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Khun|Nai|Nang)(?:\b\.?\s?|(?=[A-Z]))\.?{_LATIN}"
    r"|(\b(?:[Bb]y|[Cc]ontact(?: person)?|[Nn]ame|[Oo]wner|[Dd]river|[Pp]atient|[Hh]older|[Ww]ith|[Pp]aid to"
    r"|[Tt]rainer|[Ww]itness|[Gg]uests?|[Cc]all|[Tt]o|[Ff]rom|[Oo]f|person)"
    rf"(?:\s?:\s?| ))(?!The |Ban |Mae |Moo |Tambon |Chiang |Amphoe )[A-Z][a-z]+ [A-Z][a-z]+"
    r"(?! (?:Group|Office|School|Organi|District|Village|Bank|Committee|Council))(?: ?\([A-Z][a-z]+\))?"
    rf"|(?<={re.escape(HIDDEN)})(, | and )(?:[A-Z][a-z]+(?=[A-Z]))?[A-Z][a-z]+ [A-Z][a-z]+"
    r"|((?:โดย|คือ|กับ|ชื่อ|จาก|ถึง|ให้) )[A-Z][a-z]+ [A-Z](?:[a-z]+|\.)"
    r"|(?:^|(?<=: ))[A-Z]{3,} [A-Z]{3,}(?= ?/| acc| โอน| [0-9])"
)
# After these a name may stand with a space, and after the second without.
_CUES = tuple(
    listed(
        """
    ติดต่อ ประสานงาน รับผิดชอบ โครงการ ผู้ดูแล ผู้สอน วิทยากร คือ ชื่อ บัญชี โดย ให้ จาก เป็น ของ แก่ เพราะ คุณ ประธาน กลุ่ม
    เลขานุการ เหรัญญิก กรรมการ เจ้าหน้าที่ สมาชิก หัวหน้า คุ้ม รับเงิน จ่าย โอน ที่ดิน ลงชื่อ ลงนาม ข้าพเจ้า ขับรถ คนขับ แม่ครัว
    ช่าง ผู้ใหญ่บ้าน กำนัน ครู พยาบาล รับจ้าง เจ้าของ ผู้ป่วย บริจาค เสียหาย ร้องเรียน มอบหมาย วิศวกร รายวัน ผู้ช่วย ผู้แทน สำเร็จ
    บุตร บัตร ผู้เสนอ ผู้ขอ ผู้ยื่น ผู้รับ ผู้จัดการ นักเรียน ทีม นาม ภรรยา สามี ลูก ไปที่
    """
    )
)
_only_cues = re.compile(f"(?:{'|'.join(_CUES)})+").fullmatch
_GLUED = re.compile(
    r".*(?:โดย|ชื่อ|คือ|ได้แก่|ติดต่อ|ประสานงาน|ข้าพเจ้า|ประธาน|เลขานุการ|เหรัญญิก|ผู้รับเงิน|ผู้ป่วย|กรรมการ|ผู้ใหญ่บ้าน|กำนัน|วิทยากร|เจ้าของ|ผู้เสนอ|ผู้แทน|คนขับรถ)(?=.)"
)
_JOINED = re.compile(r"(?:และ|กับ|หรือ)(?=.)|.*(?:จนกว่า|ของ|แก่|ให้|จาก|ถึง|ต่อ|กับ|เป็น|ช่าง|ครู)(?=.)")
# Parts that the names of very many people have.
_PARTS = re.compile(
    "สม|บุญ|คำ|ใจ|ณรงค์|ประยูร|จำรัส|ศรี|วงศ์|วงค์|ทอง|แก้ว|สุข|มณี|จันทร์|พร|ชัย|รัตน|พงษ|พงศ|ศักดิ์|วัฒ|สิทธิ|กุล|วรรณ|ปัญญา|แสง"
    "|มูล|อิน|ต๊ะ|หล้า|มาลี|วิไล|ธีร|ณัฐ|กิตติ|พิม|แซ่|เยอะ|ไชย|เพ็ญ|ดวง|ขวัญ|ลักษณ์|เดช|ฤทธิ์|สุร|อนุ|นันท์|ประเสริฐ|เมธี|จักร"
)
# And those that only begin one.
_FIRST_PARTS = re.compile(
    "นิ(?:ภา|คม|รัน|ตย)|ปรีชา|ปราณี|ประ(?:ภา|พันธ์|สงค์|ทุม|นอม|จวบ|ยุทธ|เทือง|ดิษฐ์|สิทธิ์|ไพ|หยัด)|อุ(?:ดม|ทัย|ไร|บล)|อำ(?:นวย|พร|ไพ)"
    "|จิ(?:ต|รา|น)|จรูญ|จำ(?:รัส|เนียร|ลอง)|เฉลิม|ชล|ชิต|ชู(?:ชาติ|เกียรติ|ศรี)|ธน|บัว|เบญ|ปิย|ไพ(?:โรจน์|ศาล|บูลย์|ลิน)|ภั|มาน|มานะ|ยุพ|ยุทธ|รุ่ง|ละออ|ลำ(?:ดวน|ใย)|ลัดดา|วรา|วรเ"
    "|วัน(?:ดี|เพ็ญ|ชัย)|วา(?:รี|สนา)|วิ(?:ทย|ชิต|มล|รัช|โรจน์|ภา|นัย|เชียร|ชาญ)|ศศิ|สา(?:คร|มารถ)|สุ[ก-ฮ]|เสาว|หนู|อร|อา(?:ทิตย์|รี)|เอก|กัญ|กนก|กัล|เก(?:ษม|รียง|ียรติ)|เกรียง|เกียรติ"
    "|ไกร|ขจร|จารุ|จันท|ดารา|ถ(?:นอม|วิล|าวร)|ทิพ|นภ|นฤ|พัช|พิ(?:ชัย|เชษ|ไล|ทัก)|ฟอง|เรือน|เดือน(?:เพ็ญ)|กม(?:ล)|เยาว|อภิ|อัม|อัญ|อดิ|เมธา"
).match
_PLAIN_SPACE = frozenset((" ", "  ", "\u00a0", "\n"))
_no_name = re.compile(NO_NAME).match
_ordinary = re.compile(ORDINARY).match
_ends = re.compile(f"{_FIRST}{LETTER}+?{_END}").match
_office = re.compile("|".join(OFFICES[:25])).match
_parted = re.compile(f"({LETTER}+)").split


def hidden(text: str) -> str:
    """The words without the persons that they name."""
    text = _without_titled(text)
    text = _without_pairs(_INITIALS.sub(HIDDEN, text) if "." in text or "(" in text else text)
    return text if not _has_latin(text) else _LATIN_PERSON.sub(_but_the_cue, text)


def _without_titled(text: str) -> str:
    told, at = [], 0
    for title in _title(text):
        if title.start() >= at and (end := _end_of(title[0], text, title.start(), title.end())):
            told += [text[at : _start_of(title[0], text, at, title.start())], HIDDEN]
            at = end
    return "".join([*told, text[at:]]) if told else text


def _start_of(title: str, text: str, at: int, start: int) -> int:
    """Where the name begins: "ตาคำ" after a given name is a surname."""
    given = _given_before(text, max(at, start - 24), start) if title in _KINDRED else None
    if (
        not given
        or len(given[1]) > 16
        or _ordinary(given[1])
        or given[1].endswith(_CUES)
        or not _is_likely(given[1], "")
    ):
        return start
    return given.start(1)


def _end_of(title: str, text: str, start: int, end: int) -> int:
    """Where the name ends that follows the title; 0 when none does."""
    no = _NOT.get(title)
    if no and no(text, end):
        return 0
    before = text[max(0, start - 12) : start]
    found = _beside(title, before)(text, end)
    return found.end() if found else 0


def _beside(title: str, before: str) -> Callable[[str, int], re.Match[str] | None]:
    """What reads the name after a title, by what the title stands after."""
    if title in _KINDRED:
        is_glued = bool(before) and bool(_letter(before[-1])) and not before.endswith(_LEFT) and title not in _ALONE
        if is_glued or before.endswith(_THANKS):
            return _nobody
        return _lecturer if title == "อ." else _neighbour
    if title in _VILLAGERS:
        return _who
    if before.endswith(_A_PLACE):
        return _nobody
    if before.endswith("บ้าน") and not before.endswith(_A_HOUSE) and title != "นาย":
        return _who_lives
    return _who_surely if title in _SURE else _who


_THANKS = ("ขอบ", "บุญ", "สรรพ")
_letter = re.compile(LETTER).match
_given_before = re.compile(rf"(?<!{LETTER})({LETTER}+) $").search
_nobody = re.compile("(?!)").match


def _but_the_cue(found: re.Match[str]) -> str:
    return f"{next(filter(None, found.groups()), '')}{HIDDEN}"


_has_latin = re.compile("[A-Z][A-Za-z]").search


def _without_pairs(text: str) -> str:
    """Given name and surname side by side, of which something says that they are."""
    parts, at = _parted(text), 1
    while at + 2 < len(parts):
        name, space, surname = parts[at : at + 3]
        if space in _PLAIN_SPACE and len(name) > 1 and len(surname) > 1:
            kept = _kept(name, surname, parts, at)
            if kept is not None:
                end = _ends(surname)
                parts[at : at + 3] = [kept + HIDDEN + (surname[end.end() :] if end else "")]
                parts[at - 1 : at + 2] = ["".join(parts[at - 1 : at + 2])]
                continue
        at += 2
    return "".join(parts)


def _kept(name: str, surname: str, parts: list[str], at: int) -> str | None:
    """What of the first word stays when it ends in a person's given name; None when it names nobody."""
    if len(surname) > 30 or parts[at - 1].endswith((".", "[")) or parts[at + 3].startswith("."):
        return None
    if _ordinary(surname):
        return None
    glued = _GLUED.match(name)
    if glued:
        rest = name[glued.end() :]
        if _only_cues(rest):
            return None
        return glued[0] if len(rest) > 1 and len(rest) < 17 and not _ordinary(rest) else None
    joined = _JOINED.match(name)
    if (
        joined
        and (rest := name[joined.end() :])
        and len(rest) < 17
        and not _ordinary(rest)
        and not _only_cues(rest)
        and _is_likely(rest, surname)
    ):
        return joined[0]
    if parts[at - 1].endswith(("] ", "], ")) and not _no_name(name) and _PARTS.search(name + surname):
        return ""
    if len(name) > 16 or _ordinary(name) or name.endswith(_CUES):
        return None
    return "" if _is_told(parts, at) or _is_likely(name, surname) else None


def _is_likely(name: str, surname: str) -> bool:
    return bool(_PARTS.search(name) or _PARTS.search(surname) or _FIRST_PARTS(name) or _FIRST_PARTS(surname))


def _is_told(parts: list[str], at: int) -> bool:
    """Whether the word before is one that persons are named after."""
    before = parts[at - 2] if at > 1 else ""
    if parts[at - 1].endswith((": ", ":", "], ")) or (_office(parts[1]) and len(parts) < MANY):
        return True
    return parts[at - 1] in _AFTER and (before.endswith(_CUES) or bool(_office(before)))


MANY = 16
_AFTER = frozenset((" ", ": ", ":", " : ", "  ", ") ", " ("))
TITLE = f"(?:{'|'.join(map(re.escape, [*_TITLES, *_VILLAGE, *_KIN]))})"
