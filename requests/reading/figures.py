"""The figures of a wording: quantities, prices, a stated total; what only says which thing is left to the name."""

from __future__ import annotations

import re
from decimal import Decimal

from requests.reading import units
from requests.reading.found import Figures, Price, Quantity
from requests.reading.tokens import Sort, Token

# After these a number says which one it is, not how many.
_WHICH = re.compile(
    r"(?:ขนาด|กว้าง|(?<!หาง)ยาว|สูง|หนา|ลึก|(?<!สูง)อายุ|ไซส์|ไซซ์|(?<!ไฟ)เบอร์|ประเภท|ระดับ|(?<!เขียน)(?<!ออก)แบบ|สูตร|เกรด|หมายเลข|(?<!สูง)อายุ\S*|ไม่เกิน|ไม่ต่ำกว่า|ย่าน|ความถี่|ปี|พ\.ศ\.|ปีงบประมาณ|หมู่|หมู่บ้านที่|ชั้น|ข้อ|มาตรา|รหัส|สาย|ซอย|ถนน|รุ่น|ตอน|(?<!สอง)หน้า"
    r"|(?:รุ่น|ครั้ง|นัด|หมู่|วัน|ข้อ|ชั้น|ตอน|งวด|ระยะ|เลข|ปี|กลุ่ม|แห่ง|ฐาน|รางวัล|กิจกรรม|เวที|ไตรมาส|คน|จุด)ที่|เส้นผ่านศูนย์กลาง|ความจุ|(?<![\u0e01-\u0e4e.])[มป]\.|no\.?|No\.?|#)$"
)
_MONTH = re.compile(
    r"(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค)\.?$"
    r"|(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)$"
)
_LENGTH = re.compile(r'(?:["”″]|ม\.|เมตร|นิ้ว|ซม\.|เซนติเมตร|ฟุต|มม\.|หุน|cm|mm|m\b|เซน)')
_SIDE = re.compile(f"{_LENGTH.pattern}|กว้าง|ยาว|สูง|หนา")
_LATIN_END = re.compile(r"[A-Za-z.\-#+]$")
_COLOUR = re.compile("สี(?:ดำ|แดง|ขาว|เขียว|ฟ้า|เหลือง|น้ำเงิน|น้ำตาล|ชมพู|ม่วง|เทา|ส้ม)")
_LUMP = re.compile("เหมา(?:จ่าย)?$")
_AGE = re.compile("(?:ปี|ขวบ|นิ้ว|เดือน)")
_SCALES = {"ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}


class Reader:
    """Goes over the tokens once, from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [token for token in tokens if token.sort is not Sort.SPACE]
        self.found = Figures()
        self.at = 0

    def figures(self) -> Figures:
        while self.at < len(self.tokens):
            if self._sort() is Sort.NUMBER:
                self._number()
            else:
                self.at += 1
        return self.found

    # -- looking around ------------------------------------------------------------------------------------------------

    def _token(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def _sort(self, ahead: int = 0) -> Sort | None:
        token = self._token(ahead)
        return token.sort if token else None

    def _text(self, ahead: int = 0) -> str:
        token = self._token(ahead)
        return token.text if token else ""

    # -- numbers ---------------------------------------------------------------------------------------------------------

    def _number(self) -> None:
        if self._is_range():
            self.found.doubts.append("prices")
            self.at += 3
        elif self._says_which():
            self._pass_by()
        elif self._sort(1) in (Sort.BAHT, Sort.SATANG, Sort.SCALE):
            self._price()
        elif self._is_size():
            self._pass_by()
        elif self._sort(1) is Sort.SLASH and self._sort(2) is Sort.NUMBER:
            self._fraction()
        elif self._sort(1) is Sort.WORD and not self._text(1).startswith(("-", "–", ":", ";")):
            self._quantity()
        else:
            self._bare()

    def _is_range(self) -> bool:
        """A price from one sum to another."""
        before = self._token(-1)
        is_price = self._sort(3) is Sort.BAHT or (
            before is not None and before.sort in (Sort.EACH, Sort.AT, Sort.PRICE)
        )
        return is_price and self._text(1) in ("-", "–", "ถึง") and self._sort(2) is Sort.NUMBER

    def _says_which(self) -> bool:
        """A year, a size, the number of a house or a class: by the word before it, or because it is a part of a word."""
        before, number, behind = self._token(-1), self._token(), self._token(1)
        assert number
        is_glued = behind is not None and behind.sort is Sort.WORD and behind.start == number.end
        if is_glued and re.match("[A-Za-z]", self._text(1)) and not units.begins(self._text(1)):
            return True  # the letters of a make: 107A
        if self._text(1) in ("-", "–") and self._sort(2) is Sort.NUMBER and _AGE.match(self._text(3)):
            return True  # from one age to another
        if self._text(1).startswith("%") or (before and before.sort is Sort.EACH and self._text(-2).endswith("ร้อย")):
            return True
        if not before or before.sort is not Sort.WORD:
            return False
        if before.text.endswith("อายุ") and _AGE.match(self._text(1)):
            return True  # ผู้สูงอายุ 80 ปีขึ้นไป
        if self._sort(-2) is Sort.NUMBER and before.text in units.KNOWN:
            return False  # the unit of the number before
        is_part = before.end == number.start and bool(_LATIN_END.search(before.text))
        is_year = bool(_MONTH.search(before.text)) or (2400 <= number.value <= 2700 and before.text.endswith("ปี"))
        is_make = before.end == number.start and self._sort(1) in (None, Sort.COUNT, Sort.NUMBER)
        return is_part or is_year or is_make or bool(_WHICH.search(before.text))

    def _pass_by(self) -> None:
        """The number, what it is multiplied by, and its unit stay in the name."""
        self.at += 1
        while self._sort() is Sort.TIMES and self._sort(1) is Sort.NUMBER:
            self.at += 2
        if (self._text().startswith("-") or self._sort() is Sort.SLASH) and self._sort(1) is Sort.NUMBER:
            self.at += 2
        if self._sort() is Sort.WORD:
            self.at += 1

    def _is_size(self) -> bool:
        """Numbers without units times each other, and then a length."""
        ahead = 1
        while self._sort(ahead) is Sort.TIMES and self._sort(ahead + 1) is Sort.NUMBER:
            ahead += 2
        return ahead > 1 and self._sort(ahead) is Sort.WORD and bool(_SIDE.match(self._text(ahead)))

    def _fraction(self) -> None:
        """A half day, or a number and its year."""
        year = self._token(2)
        assert year
        behind = self._text(3)
        describes = units.begins(behind) in units.DESCRIBING or bool(_LENGTH.match(behind))
        if self._sort(3) is Sort.COUNT:  # gravel 3/4
            self.at += 3
            return
        if not 2400 <= year.value <= 2700 and not describes:
            self.found.doubts.append("fraction")
        self.at += 4 if describes else 3

    # -- prices ----------------------------------------------------------------------------------------------------------

    def _price(self) -> None:
        number, start = self._token(), self.at
        assert number
        value = number.value
        self.at += 1
        if self._sort() is Sort.SCALE:
            value *= _SCALES[self._text()]
            self.at += 1
        value = value / 100 if self._sort() is Sort.SATANG else value
        self.at += self._sort() in (Sort.BAHT, Sort.SATANG)
        satang = self._token()
        if satang and satang.sort is Sort.NUMBER and self._sort(1) is Sort.SATANG and value == int(value):
            value += satang.value / 100
            self.at += 2
        self._keep_price(start, value)

    def _keep_price(self, first: int, value: Decimal) -> None:
        """What stands before it says whether it is a price or the total; what behind, the price of what."""
        before = self.tokens[first - 1] if first else None
        end = self.tokens[self.at - 1].end
        made = Price(value, self.tokens[first].start, end)
        if before and before.sort in (Sort.TOTAL, Sort.EQUALS):
            self.found.stated.append(made)
            self._use(before.start, end)
            return
        made.per = self._each_before(first) + self._each_behind()
        made.is_each = bool(made.per) or (before is not None and before.sort in (Sort.AT, Sort.EACH, Sort.SLASH))
        if before and before.sort is Sort.SLASH:  # 100 คน ต่อ 40 บาท
            self._use(before.start, before.end)
        made.in_chain = self._is_chained(first)
        made.end = self.tokens[self.at - 1].end
        self.found.prices.append(made)
        self._use(made.start, made.end)
        self._use_signs(first)

    def _each_before(self, first: int) -> list[str]:
        """The unit of "คนละ" or "2 คน ๆ ละ" in front of a number."""
        if first < 2 or self.tokens[first - 1].sort is not Sort.EACH:
            return []
        each, word = self.tokens[first - 1], self.tokens[first - 2]
        if word.sort is Sort.CLOSE or word.sort is not Sort.WORD:
            return []
        is_spaced = first < 3 or self.tokens[first - 3].end < word.start
        counted = next((one.unit for one in self.found.quantities if word.text == one.unit), "")
        unit = counted or units.ends_in(word.text) or (word.text if is_spaced and len(word.text) < 12 else "")
        if not unit:
            self.found.doubts.append("each")
            return []
        self._use(word.end - len(unit), each.end)
        return [unit]

    def _each_behind(self) -> list[str]:
        """The units of "บาท/คน/วัน" and "บาทต่อคน"."""
        found = []
        while self._sort() is Sort.SLASH and self._sort(1) is Sort.WORD:
            unit = units.begins(self._text(1)) or self._text(1)
            found.append(unit)
            word = self._token(1)
            assert word
            self._use(self.tokens[self.at].start, word.start + len(unit))
            self.at += 2
        return found

    def _is_chained(self, first: int) -> bool:
        return self._sort() is Sort.TIMES or (first > 0 and self.tokens[first - 1].sort is Sort.TIMES)

    # -- quantities ------------------------------------------------------------------------------------------------------

    def _quantity(self) -> None:
        number, word = self._token(), self._token(1)
        assert number and word
        first, unit = self.at, units.begins(word.text)
        if word.text.startswith("คนละ"):
            unit = "คน"
        per_time = self._per_time(word, unit)
        if per_time:
            unit, word = per_time
        elif unit in units.DESCRIBING or self._tells_contents(word, unit) or _COLOUR.match(word.text):
            self.at += 2
            self._pass_sides()
            return
        rest = "" if per_time else word.text[len(unit) :].strip(".")
        if unit and rest and not self._may_follow(rest):
            self.found.doubts.append("unit")
        if not unit:
            unit = word.text
        self.at += 2
        before = self.tokens[first - 1] if first else None
        made = Quantity(number.value, unit, number.start, word.start + len(unit), self._is_chained(first))
        if unit in units.MEASURES and self._sort() is Sort.EACH and before and before.text in units.CONTAINERS:
            self.found.doubts.append("per")  # a sack of 25 kg at 14 baht a kilogram: how many sacks?
        made.is_each = self._sort() is Sort.EACH or (before is not None and before.sort is Sort.EACH)
        self._use(made.start, made.end)
        self._use_signs(first)
        if before and before.sort is Sort.EACH:
            self._each_before(first)
        self.found.quantities.append(made)

    def _pass_sides(self) -> None:
        """ "3 นิ้ว x 4 เมตร": the further sides of a size."""
        while self._sort() is Sort.TIMES and self._sort(1) is Sort.NUMBER and _LENGTH.match(self._text(2)):
            self.at += 3

    def _per_time(self, word: Token, unit: str) -> tuple[str, Token] | None:
        """ "10 คน/วัน x 45 วัน": so many each day, times the days."""
        behind = self._token(3)
        is_so = bool(unit) and unit == word.text and self._text(2) == "/" and self._sort(4) is Sort.TIMES
        if not is_so or behind is None or behind.text not in units.COUNTED:
            return None
        self.at += 2
        made = f"{unit}/{behind.text}"
        return made, Token(Sort.WORD, made, word.start, behind.end)

    def _tells_contents(self, word: Token, unit: str) -> bool:
        """ "50 ชิ้น/กล่อง" says how many are in a box."""
        return self._text(2) == "/" and self._sort(3) is not Sort.NUMBER and bool(unit)

    def _may_follow(self, rest: str) -> bool:
        return rest.startswith(("ๆ", ",", ";", ")", "และ", "+"))

    # -- numbers alone ---------------------------------------------------------------------------------------------------

    def _bare(self) -> None:
        """Without a unit: a price behind "ละ" and "@", a total behind "=", a factor or the price in a chain, else unclear."""
        number, first = self._token(), self.at
        assert number
        self.at += 1
        before = self.tokens[first - 1].sort if first else None
        is_lump = first > 0 and bool(_LUMP.search(self.tokens[first - 1].text)) and self._token() is None
        if is_lump or before in (Sort.EACH, Sort.AT, Sort.TOTAL, Sort.EQUALS):
            self._keep_price(first, number.value)
            return
        if self._is_chained(first):
            self.found.bare.append(Quantity(number.value, "", number.start, number.end, in_chain=True))
            self._use(number.start, number.end)
            self._use_signs(first)
        else:
            self.found.doubts.append("bare")

    # -- what was read ---------------------------------------------------------------------------------------------------

    def _use(self, start: int, end: int) -> None:
        self.found.used.append((start, end))

    def _use_signs(self, first: int) -> None:
        """The signs and leading words right before what was read, and the times sign behind it."""
        place = first - 1
        while place >= 0 and self.tokens[place].sort in (
            Sort.TIMES,
            Sort.AT,
            Sort.COUNT,
            Sort.PRICE,
            Sort.EQUALS,
            Sort.TOTAL,
        ):
            self._use(self.tokens[place].start, self.tokens[place].end)
            place -= 1
        if self._sort() is Sort.TIMES:
            self._use(self.tokens[self.at].start, self.tokens[self.at].end)
