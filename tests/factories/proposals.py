"""A budget request, from its first word to the committee's desk."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from PIL import Image

from people.models import Organisation
from programmes.models import Call
from requests import services as requests
from requests.models import BudgetRequest
from requests.opened import Wish
from tests.factories.people import actor, agency
from tests.scenes import walked
from tests.world import PDF


def line(**values: Any) -> dict[str, Any]:
    usual = {
        "category": "operating",
        "description": "ค่าอาหารกลางวัน",
        "rate": 80_00,
        "factors": [{"quantity": "50", "unit": "คน"}, {"quantity": "10", "unit": "มื้อ"}],
    }
    return {**usual, **values}


SHOWN = Wish("ฝายข้างบ้านของ นายมานะ ใจกล้า", "none")
LINES = [
    line(),  # 40,000 baht
    line(
        category="remuneration",
        description="ค่าตอบแทนวิทยากร",
        rate=1_200_00,
        factors=[{"quantity": "1", "unit": "คน"}, {"quantity": "12.5", "unit": "ชั่วโมง"}],
    ),  # 15,000 baht
    line(category="materials", description="ค่าวัสดุอุปกรณ์", rate=None, factors=[], amount=45_000_00),
]


def sections(row: BudgetRequest) -> list[tuple[str, dict[str, Any], list[dict[str, Any]] | None]]:
    """A complete request of 100,000 baht: 60,000 of the fund, 20,000 and 15,000 of agencies, 5,000 of its own."""
    topic = row.province.topics.get(kind="dimension", code="livelihood")
    return [
        (
            "title",
            {"title": "แปรรูปกาแฟบ้านดอยฮาง", "dimension": topic, "outside_plan_reason": "แผน 10 ปีอยู่ระหว่างทบทวน"},
            None,
        ),
        (
            "council",
            {
                "groups": ["กลุ่มกาแฟบ้านดอยฮาง"],
                "resolution_number": "3/2568",
                "resolution_on": date(2025, 12, 20),
                "resolution_attendance": 32,
                "recipient_kind": "account",
                "recipient_name": "กลุ่มกาแฟบ้านดอยฮาง",
            },
            None,
        ),
        (
            "contacts",
            {
                "contact_name": "สมศรี ใจดี",
                "contact_phone": "053-000001",
                "contact_position": "เลขานุการ",
                "second_name": "บุญมี คำแสน",
                "second_phone": "053-000002",
                "second_position": "ประธาน",
            },
            None,
        ),
        (
            "rationale",
            {"situation": "เกษตรกรขายกาแฟผลสดราคาต่ำ", "figure": "กิโลกรัมละ 25 บาท", "figure_source": "สำรวจ พ.ย. 2568"},
            None,
        ),
        ("objectives", {}, [{"text": "เพิ่มรายได้จากการแปรรูป"}]),
        (
            "indicators",
            {},
            [{"objective": 1, "text": "รายได้เฉลี่ยต่อครัวเรือน", "baseline": "4000", "target": "6000", "unit": "บาท/เดือน"}],
        ),
        ("targets", {"villages": ["บ้านดอยฮาง"]}, [{"name": "ผู้ปลูกกาแฟ", "direct": 50, "indirect": 200}]),
        ("period", {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 8, 31)}, None),
        (
            "activities",
            {"method": "อบรมและลงมือทำ"},
            [{"name": "อบรมแปรรูป", "starts_on": date(2026, 3, 10), "ends_on": date(2026, 3, 20), "place": "ศาลาบ้าน"}],
        ),
        ("budget", {}, LINES),
        ("money", {}, money_parts(row.province_id)),
        ("results", {"outputs": "กาแฟคั่ว 500 กก.", "outcomes": "รายได้เพิ่ม"}, None),
        ("follow_up", {"follow_up_method": "สัมภาษณ์", "follow_up_who": "สภาฯ", "follow_up_when": "ทุกเดือน"}, None),
        ("signatures", {"proposer_name": "สมศรี ใจดี", "proposer_position": "เลขานุการ"}, None),
    ]


def money_parts(province: str = "57") -> list[dict[str, Any]]:
    fund = Organisation.objects.get(kind="central_fund", province=province)
    return [
        {"kind": "funder", "funder": fund, "amount": 60_000_00},
        {"kind": "funder", "funder": agency("พอช.", province), "amount": 20_000_00},
        {"kind": "funder", "funder": agency("สสส.", province), "amount": 15_000_00},
        {"kind": "own_cash", "name": "สมทบของกลุ่ม", "amount": 5_000_00},
    ]


@walked
def draft(*, by: str = "somsri", complete: bool = True) -> BudgetRequest:
    who = actor(by)
    assert who.organisation is not None
    row = requests.begin(Call.objects.get(province=who.province_id).pk, organisation_id=who.organisation.pk, actor=who)
    if not complete:
        return row
    for key, fields, rows in sections(row):
        row = requests.write(row.pk, key, fields=fields, rows=rows, version=row.version, actor=who)
    requests.attach(
        row.pk, kind="minutes", title="มติสภา", data=PDF, content_type="application/pdf", version=row.version, actor=who
    )
    return fresh(row)


def fresh(row: BudgetRequest) -> BudgetRequest:
    return BudgetRequest.objects.get(pk=row.pk)


def with_photo(row: BudgetRequest, wish: Wish = SHOWN) -> BudgetRequest:
    """With a photo that everybody may see once it is sent."""
    terms = {"kind": "photo", "title": "ฝาย", "data": _photo(), "content_type": "image/jpeg", "wish": wish}
    requests.attach(row.pk, **terms, version=row.version, actor=actor("somsri"))
    return fresh(row)


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG")
    return out.getvalue()


@walked
def sent_with_photo() -> BudgetRequest:
    row = with_photo(draft())
    return requests.submit(row.pk, version=row.version, actor=actor("somsri"))


@walked
def submitted(*, by: str = "somsri") -> BudgetRequest:
    row = draft(by=by)
    return requests.submit(row.pk, version=row.version, actor=actor(by))


@walked
def in_review() -> BudgetRequest:
    row = submitted()
    return requests.admit(row.pk, version=row.version, actor=actor("amphoe_sec"))
