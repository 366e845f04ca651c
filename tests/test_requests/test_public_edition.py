"""The public edition: no telephone, no account, no private person's name; offices, places and figures stay."""

from __future__ import annotations

import pytest

from requests import public_edition
from tests.paper import sample

HIDDEN = public_edition.HIDDEN


def told(**changes: object) -> dict[str, object]:
    return public_edition.of(sample.facts(**changes), known=["สมพร ใจดี", "นายบุญนำ แสนดี"])


@pytest.mark.parametrize(
    "private",
    [
        "081-234-5678",
        "0812345678",
        "๐๘๑ ๒๓๔ ๕๖๗๘",
        "053-711-123",
        "+66 81 234 5678",
        "123-4-56789-0",
        "1234567890",
        "1-5799-00123-45-6",
        "somchai@example.org",
        "นายสมชาย ใจดี",
        "นางสาวมะลิ  แสนสุข",
        "น.ส.บัว ลอย",
        "สมพร ใจดี",
        "นางสมพร ใจดี",
        "สมพรใจดี",
        "สมพร\u00a0 ใจดี",
        "สมพร\nใจดี",
        "บุญนํา เเสนดี",
        "ด.ญ.แก้ว กล้า",
        "ครูแดง มาดี",
        "Line ID: maka99",
        "โทร.081-234-5678",
        "(053) 711 123",
        "081 - 234 - 5678",
        "ไลน์ maka99",
        "facebook.com/maka.n",
        "@maka_n",
        "ร.ต.อ. สมชาย ใจดี",
        "ว่าที่ ร.ต.สมชาย ใจดี",
        "พญ. มะลิ แสนสุข",
        "ผศ.ดร.สมชาย ใจดี",
        "พระมหาสมชาย ใจดี",
    ],
)
def test_what_is_private_is_taken_out_of_free_text(private: str) -> None:
    shown = str(told(method=f"ติดต่อ {private} ก่อนเริ่มงาน")["method"])
    assert HIDDEN in shown
    assert private not in shown
    assert shown.startswith("ติดต่อ ")
    assert shown.endswith("ก่อนเริ่มงาน")


@pytest.mark.parametrize(
    "open_to_all",
    [
        "นายกเทศมนตรีตำบลดอนศิลา เป็นประธาน",
        "นายก อบต. ร่วมงาน",
        "นายอำเภอเวียงชัย เปิดงาน",
        "ตำบลนางแล อำเภอเมืองเชียงราย",
        "คุณภาพชีวิต ที่ดีขึ้น",
        "1,234,567.50 บาท",
        "ปี 2562 2563 2564",
        "บันทึกข้อตกลง 57-2569-0001",
        "พ่อแม่ผู้ปกครอง 120 คน",
        "ครูและ นักเรียน 80 คน",
        "57/2569/0012",
        "แม่ฟ้าหลวง จังหวัดเชียงราย",
        "20 คน x 80 บาท x 1 มื้อ",
        "13,200,000,000.00",
        "08.30 - 12.00 น. และ 13.00 - 16.30 น.",
        "ของนายกเทศมนตรี และนายอำเภอ",
        "พ.ศ. 2569 ถึง พ.ศ. 2570",
        "ส.ส.ส. สนับสนุน ส่วนหนึ่ง",
    ],
)
def test_offices_places_and_figures_stay(open_to_all: str) -> None:
    assert told(method=open_to_all)["method"] == open_to_all


def test_a_name_that_follows_a_word_without_a_space_is_closed() -> None:
    shown = str(told(method="นายสมชาย ใจดี และนางสาวมะลิ แสนสุข กับนายแดง มาดี")["method"])
    assert shown == f"{HIDDEN} และ{HIDDEN} กับ{HIDDEN}"


def test_persons_are_shown_by_their_office_alone() -> None:
    shown = told()
    assert [one["name"] for one in [*shown["contacts"], *shown["signatures"]]] == [""] * 5
    assert [one["phone"] for one in shown["contacts"]] == ["", ""]
    assert all(one["position"] for one in shown["contacts"])


def test_a_bare_name_that_does_the_work_is_closed_and_a_group_is_not() -> None:
    activity = sample.facts()["activities"][0]
    shown = told(activities=[{**activity, "who": "สมหมาย ยิ้มแย้ม"}, {**activity, "who": "กลุ่มทอผ้า"}])["activities"]
    assert [one["who"] for one in shown] == [HIDDEN, "กลุ่มทอผ้า"]


def test_an_account_is_closed_and_an_office_that_receives_is_not() -> None:
    account = {"name": "บัญชีนางแก้ว กล้า และคณะ", "kind": "บัญชี", "code": "account", "account_note": "กรุงไทย 123-4-56789-0"}
    office = {"name": "เทศบาลตำบลดอนศิลา", "kind": "อปท.", "code": "local_government", "account_note": ""}
    assert told(recipient=account)["recipient"] == {**account, "name": HIDDEN, "account_note": ""}
    assert told(recipient=office)["recipient"] == office


def test_figures_are_those_of_the_full_edition() -> None:
    shown, whole = told(), sample.facts()
    assert [(line["factors"], line["rate"], line["amount"]) for line in shown["lines"]] == [
        (line["factors"], line["rate"], line["amount"]) for line in whole["lines"]
    ]
    assert shown["total"] == whole["total"]
