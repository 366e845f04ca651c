"""What the form says around its questions. It is Thai, like all papers."""

from __future__ import annotations

from django.utils import translation

from jobs import clock
from requests import sections
from requests.models import Activity, BudgetLine, BudgetRequest, Indicator, MoneyPart, Objective, TargetGroup
from requests.models.content import Row
from requests.workbook.plan import Box, Kind
from thai.dates import long_date

_NOTES: dict[type[Row], str] = {
    Objective: "เขียน 1–5 ข้อ",
    Indicator: "แต่ละข้อเลือกว่าเป็นของวัตถุประสงค์ข้อใด โดยใส่เลขที่ของวัตถุประสงค์",
    TargetGroup: "เขียนชื่อกลุ่มและจำนวนคน ไม่ใส่ชื่อบุคคล",
    Activity: "วันที่เขียนเป็น วัน/เดือน/ปี พ.ศ. เช่น 17/3/2569",
    BudgetLine: "ใส่จำนวน หน่วย และราคาต่อหน่วย แบบจะคูณให้ หรือเว้นราคาต่อหน่วยไว้แล้วใส่ยอดรวม ช่องกิจกรรมใส่เลขที่ของกิจกรรม",
    MoneyPart: "รวมทุกแหล่งต้องเท่ากับงบประมาณทั้งหมด",
}


def lines(row: BudgetRequest) -> list[str]:
    name = row.title or "(ยังไม่มีชื่อโครงการ)"
    return [
        "แบบคำของบประมาณ สำหรับกรอกนอกเครือข่าย",
        f"โครงการ: {name}",
        f"ผู้ขอ: {row.organisation.name_th}",
        f"ปีงบประมาณ {row.call.fiscal_year} · ดาวน์โหลดเมื่อ {long_date(clock.today())}",
        "",
        "1. กรอกเฉพาะช่องสีอ่อน ช่องอื่นล็อกไว้กันพลาด ช่องไหนยังไม่รู้ให้เว้นว่าง",
        "2. วันที่เขียนเป็น วัน/เดือน/ปี พ.ศ. เช่น 17/3/2569 จำนวนเงินเขียนเป็นตัวเลข หน่วยบาท",
        "3. ห้ามใส่สูตร ห้ามรวมเซลล์ ห้ามเพิ่มหรือลบคอลัมน์ และห้ามใส่รหัสผ่าน",
        "4. บันทึกเป็นไฟล์ .xlsx แล้วอัปโหลดกลับในหน้าของคำขอนี้ ระบบจะบอกทุกช่องที่ต้องแก้พร้อมกันในครั้งเดียว",
        "5. ไฟล์นี้ใช้ได้กับคำขอนี้เท่านั้น เอกสารแนบให้แนบในหน้าเว็บ",
    ]


def heading(section: sections.Section) -> str:
    with translation.override("th"):
        return f"{section.title} (หัวข้อ {section.numbers})"


def note(model: type[Row]) -> str:
    return _NOTES[model]


def refusal(box: Box) -> str:
    if box.choices:
        return "โปรดเลือกจากรายการ"
    return "ใส่เป็นตัวเลข หน่วยบาท" if box.kind == Kind.BAHT else f"ยาวได้ไม่เกิน {box.most} ตัวอักษร"


MANY_NOTE = "แถวละหนึ่งคำขอ ให้เลขคำขอไม่ซ้ำกัน แล้วใช้เลขนั้นในแผ่นงานอื่น ห้ามใส่สูตร ห้ามรวมเซลล์ ห้ามเพิ่มหรือลบคอลัมน์"
MANY_ROWS = "ช่องแรกใส่เลขคำขอของแถวนั้น"


def many_heading(call: str, fiscal_year: int) -> str:
    return f"คำของบประมาณหลายรายการ · {call} · ปีงบประมาณ {fiscal_year}"
