"""Persons with a title: นาย, ป้า, พ่อหลวง, ผอ. and what follows."""

from __future__ import annotations

import re
from collections.abc import Callable

from requests.ordinary import LETTER, NO_NAME, ORDINARY, THINGS, listed
from requests.persons.ends import first_end, goes_on, until_it_goes_on
from requests.persons.shape import CUES, END, FIRST, HIDDEN, LATIN, is_likely, no_name, ordinary
from thai import breaks

_GIVEN = rf"{FIRST}{LETTER}{{1,24}}?{END}"
_SURNAME = rf"(?!{ORDINARY}){FIRST}{LETTER}{{1,24}}?{END}(?!\.)"
_NICKNAME = rf"(?: ?\((?!{ORDINARY}){LETTER}{{2,12}}\))?"
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
    หม่อมราชวงศ์
    นส. ผญ. สท. สจ. ม.ร.ว. ม.ล. น.ส อส. พล.ต.ต. พล.ต.ท. พล.ต.อ. พล.ต. พล.ท. พล.อ. ว่าที่ร้อยตรี ว่าที่ร้อยโท ว่าที่ร้อยเอก ว่าที่ร.ต.
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
    ก๊ะ พะตี บาบอ โต๊ะครู โต๊ะอิหม่าม แม่อุ๊ย
    แม่เฒ่า
    """
)
_WHO = (
    rf"(?:\s?[ก-ฮ]{{1,2}}\.)*\s?(?:ดร\.\s?|หญิง\s?)?"
    rf"(?:(?!{NO_NAME}){_GIVEN}{_REST}|{LATIN}|(?<=[ก-ฮ]\.[ก-ฮ]\.)(?=\s|$)|(?<=[ก-ฮ]\.\s)(?=\s|$))"
)
_TRADES = (
    "วิจัย|แพทย์|เหลือ|กู้|เวร|ชุมชน|ตำบล|ความ|ธุร|อำเภอ|จังหวัด|ไฟ|ปูน|ไม้|เหล็ก|เชื่อม|ประปา|เทศบาล"
    "|ทอ|ซ่อม|ก่อ|ฝีมือ|เทคนิค|ท้องถิ่น|โยธา|ตัด|ผม|ทา|เครื่อง|ใน|อาสา|ภูมิ|แผน|ธรรม|ลักษณะ|วุฒิ|ประโยชน์|ภาพ|สมบัติ|พระ|แม่|พ่อ|ยาย|ตา|ย่า|ปู่|สอน|ใหญ่|เลี้ยง|สาว|ชาย|พิการ|ๆ|ดิน|ลำ|เมือง|สูง|ชำนาญ|วิชา|ศูนย์"
)
_things = re.compile("|".join(THINGS)).finditer
_title = re.compile("|".join(map(re.escape, [*_TITLES, *_VILLAGE, *_KIN]))).finditer
_who = re.compile(_WHO).match
_who_surely = re.compile(rf"{_WHO}|\s?{_GIVEN}(?:\s+{FIRST}{LETTER}{{1,24}}?{END})?{_NICKNAME}").match
# After บ้าน and the like a place is named so, unless a surname follows or it is somebody's house.
_who_lives = re.compile(rf"\s?(?!{NO_NAME}){_GIVEN}\s+(?:{_SURNAME}|{_EARTHLY}){_NICKNAME}").match
_neighbour = re.compile(rf"\s?(?!{_TRADES}|{NO_NAME})(?:{FIRST}{LETTER}{{1,13}}?{END}(?!\.)|{LATIN}){_REST}").match
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
_trade = re.compile(_TRADES).match
_THANKS = ("ขอบ", "บุญ", "สรรพ")
_letter = re.compile(LETTER).match
_given_before = re.compile(rf"(?<!{LETTER})({LETTER}+) $").search
_nobody = re.compile("(?!)").match
TITLE = f"(?:{'|'.join(map(re.escape, [*_TITLES, *_VILLAGE, *_KIN]))})"


def without_titled(text: str) -> str:
    told, at = [], 0
    things = [thing.span() for thing in _things(text)]
    for title in _title(text):
        if any(first <= title.start() < last for first, last in things):
            continue
        if title.start() >= at and (end := _end_of(title[0], text, title.start(), title.end())):
            told += [text[at : _start_of(title[0], text, at, title.start())], HIDDEN]
            at = end
    return "".join([*told, text[at:]]) if told else text


def _start_of(title: str, text: str, at: int, start: int) -> int:
    """Where the name begins: "ตาคำ" after a given name is a surname."""
    given = _given_before(text, max(at, start - 24), start) if title in _KINDRED else None
    if not given or len(given[1]) > 16 or ordinary(given[1]) or given[1].endswith(CUES) or not is_likely(given[1], ""):
        return start
    return given.start(1)


def _end_of(title: str, text: str, start: int, end: int) -> int:
    """Where the name ends that follows the title; 0 when none does."""
    no = _NOT.get(title)
    if no and no(text, end):
        return 0
    before = text[max(0, start - 12) : start]
    words = breaks.starts(text)
    is_word = start in words and end in words
    reads = _beside(title, before, is_word)
    if reads is _nobody:
        return 0
    found = reads(text, end)
    last = until_it_goes_on(text, end, found.end(), words) if found else _by_words(text, end, words) if is_word else 0
    return _with_surname(text, last, words) if last and title not in _KINDRED else last


def _by_words(text: str, start: int, words: tuple[int, ...]) -> int:
    """Where a name ends that no space ends: where the sentence goes on; 0 when it does not."""
    if no_name(text, start) or _trade(text, start):
        return 0
    return first_end(text, start, 2, words)


def _with_surname(text: str, end: int, words: tuple[int, ...]) -> int:
    """With the surname that no space ends: "กมลชนก ไพรวัลย์บรรยาย"."""
    start = end + 1
    if text[end : end + 1] not in (" ", "\u00a0") or ordinary(text, start) or goes_on(text, start, words):
        return end
    return first_end(text, start, 4, words) or end


def _beside(title: str, before: str, is_word: bool) -> Callable[[str, int], re.Match[str] | None]:
    """What reads the name after a title, by what the title stands after; `is_word`: it is a word of its own there."""
    if title in _KINDRED:
        is_inside = bool(before) and bool(_letter(before[-1])) and not before.endswith(_LEFT)
        is_glued = is_inside and not is_word and title not in _ALONE
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
