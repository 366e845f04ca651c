"""Words that count things, as they stand in budgets: behind a number, or before "ละ"."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is counted, and so multiplied.
COUNTED = listed(
    """
    คน ท่าน ราย นาย รูป องค์ ครอบครัว ครัวเรือน หลังคาเรือน หมู่บ้าน ตำบล อำเภอ จังหวัด ชุมชน โรงเรียน กลุ่ม ทีม คณะ ฝ่าย ศูนย์
    แห่ง จุด พื้นที่ สถานี เวที ฐาน รุ่น ครั้ง คราว รอบ งวด นัด ตอน ช่วง หน วัน คืน ชั่วโมง ชม. ชม นาที สัปดาห์ อาทิตย์ เดือน ด.
    ไตรมาส ปี ภาคเรียน เทอม มื้อ เที่ยว ทริป ขา ชุด เซต เซ็ต แพ็ค แพ็ก แพค โหล กล่อง ลัง ห่อ ซอง ถุง กระสอบ กระป๋อง ขวด แกลลอน ถัง
    ปี๊บ หลอด ม้วน รีม เล่ม แผ่น ใบ ฉบับ หน้า สำเนา ชิ้น อัน ตัว ด้าม แท่ง ก้อน ดวง ดอก ต้น กล้า กอ หน่อ เมล็ด ฝัก ลูก ผล หัว
    เครื่อง คัน ลำ หลัง ห้อง โต๊ะ เก้าอี้ เต็นท์ ซุ้ม บูธ ป้าย ผืน พับ เส้น สาย ท่อน ขด ตู้ จอ ชั้น บาน ช่อง บ่อ แปลง โรง หลุม ฝาย
    โครงการ งาน เรื่อง รายการ กิจกรรม หลักสูตร ตัวอย่าง ตัวชี้วัด ที่ แรง เล้า ฝูง คู่ สำรับ ถาด จาน แก้ว หม้อ เตา คิว เรือน แผง
    พวง มัด กำ เข่ง ตะกร้า แฟ้ม สมุด ข้อ คำ ภาพ คลิป เพลง กระบอก ตลับ กระถาง ระบบ ผลิตภัณฑ์ ถ้วย โล่ เหรียญ กระปุก ชาม เสา สระ คอก
    แคปซูล ทุน ชนิด พันธุ์ สี ช่องทาง โซน สาขา ตรา โดม สนาม ลาน หีบ ชม.ๆ คาบ เข็ม โดส เม็ด กรอบ รางวัล คันรถ
    """
)
# What measures a thing: it multiplies where the price is of one of it, else it says which thing.
MEASURES = listed(
    """
    กก. กก กิโลกรัม กิโล โล ขีด ก. กรัม ตัน ลิตร ล. กม. กม กิโลเมตร เมตร ม. ซม. เซนติเมตร ตร.ม. ตรม. ตร.ม ตรม ตารางเมตร ลบ.ม. ลบม.
    ลบ.ม ลูกบาศก์เมตร ไร่ วา ตารางวา ตร.ว. ศอก หลา ฟุต
    """
)
# What only ever says which thing.
DESCRIBING = listed(
    """
    นิ้ว หุน มม. มม มิล มิลลิเมตร มล. มล มิลลิลิตร ซีซี แกรม วัตต์ W w V แรงม้า ล้อ ที่นั่ง องศา เปอร์เซ็นต์ % พิกเซล GB TB MB
    นิ้วฟุต ลูกเต๋า ขวบ ปอนด์ ออนซ์ MHz GHz Hz โวลต์ แอมป์ สาร mm cm ml cc kg kva วา2 ชั้นปี ไมครอน Seasons ภาษา ล้านพิกเซล
    ksc รู " ” ″ บิต ช่องเสียง สูบ ฟอง ทิศ หน่วยกิต
    """
)
CONTAINERS = listed("กระสอบ กล่อง ลัง ถุง ถัง แพ็ค ขวด แกลลอน ปี๊บ ม้วน")
# So does the number of these, where the price is of another thing: a box of 24 colours.
SORTS = listed("สี หัว หน้า แรง")
# Persons, places and times: each of them multiplies what is counted. Of two other things one often describes the other.
MULTIPLYING = listed(
    """
    คน ท่าน ราย นาย รูป องค์ ครอบครัว ครัวเรือน หลังคาเรือน หมู่บ้าน ตำบล อำเภอ จังหวัด ชุมชน โรงเรียน กลุ่ม ทีม คณะ ฝ่าย ศูนย์
    แห่ง จุด เวที ฐาน รุ่น ครั้ง คราว รอบ งวด นัด ตอน ช่วง วัน คืน ชั่วโมง ชม. ชม นาที สัปดาห์ อาทิตย์ เดือน ด. ไตรมาส ภาคเรียน
    เทอม มื้อ เที่ยว คาบ แปลง ห้อง คัน
    """
)
# Ways to write the same.
_SAME = (
    ("ชั่วโมง", "ชม.", "ชม"),
    ("คน", "ท่าน", "ราย"),
    ("กิโลกรัม", "กก.", "กก", "กิโล", "โล"),
    ("กิโลเมตร", "กม.", "กม"),
    ("เมตร", "ม."),
    ("ตารางเมตร", "ตร.ม.", "ตรม.", "ตร.ม", "ตรม"),
    ("ลูกบาศก์เมตร", "ลบ.ม.", "ลบม.", "ลบ.ม", "คิว"),
    ("แพ็ค", "แพ็ก", "แพค"),
    ("เซ็ต", "เซต", "ชุด"),
    ("สัปดาห์", "อาทิตย์"),
    ("ลิตร", "ล."),
    ("เดือน", "ด."),
    ("ครั้ง", "คราว"),
    ("ตารางวา", "ตร.ว."),
    ("คัน", "คันรถ"),
    ("ครัวเรือน", "หลังคาเรือน"),
)
_NAMED = {word: group[0] for group in _SAME for word in group}
# Two that stand side by side are one figure: two rai and one ngan.
PARTS_OF_ONE = {
    ("ไร่", "งาน"), ("ไร่", "วา"), ("ไร่", "ตารางวา"), ("งาน", "วา"), ("งาน", "ตารางวา"), ("กิโลกรัม", "ขีด"), ("กิโลกรัม", "กรัม"),
    ("ชั่วโมง", "นาที"), ("ปี", "เดือน"), ("เดือน", "สัปดาห์"), ("กิโลเมตร", "เมตร"), ("เมตร", "เซนติเมตร"),
}  # fmt: skip
KNOWN = sorted(COUNTED | MEASURES | DESCRIBING, key=len, reverse=True)


def same(unit: str) -> str:
    """One spelling of each unit."""
    return _NAMED.get(unit, unit)


def ends_in(text: str) -> str:
    """The unit that `text` ends in; "" when it is none that is known."""
    return next((unit for unit in KNOWN if text.endswith(unit)), "")


def begins(text: str) -> str:
    """The unit that `text` begins with; of an unknown word, nothing."""
    return next((unit for unit in KNOWN if text.startswith(unit)), "")
