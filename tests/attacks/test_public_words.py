"""Ways round the gate of public words: where somebody lives, figures in other signs, and signs that nobody sees."""

from __future__ import annotations

import pytest

from requests.public_edition import HIDDEN, words


@pytest.mark.parametrize(
    "said",
    [
        "19.9105, 99.8406",
        "19.910512 99.840576",
        "๑๙.๙๑๐๕, ๙๙.๘๔๐๖",
        "19.9105N 99.8406E",
        "19.91051",
        "19°54'38\" 99°50'26\"",
        "https://maps.app.goo.gl/Xy12",
        "goo.gl/maps/Xy12",
        "lin.ee/Xy12",
        "０８１２３４５６７８",
        "081\u200b234\u200b5678",
        "08\u00ad1-234-5678",
        "໐໘໑໒໓໔໕໖໗໘",
        "081_234_5678",
        "somchai＠example.org",
        "นาย\u200bสมชาย ใจดี",
    ],
)
def test_it_is_hidden_whatever_it_is_written_with(said):
    left = words(f"บ้านผู้ประสานงาน {said} ติดต่อได้").replace(HIDDEN, "")
    assert left.split() == ["บ้านผู้ประสานงาน", "ติดต่อได้"]


@pytest.mark.parametrize(
    "said",
    [
        "ค่าอาหาร 1,234.50 บาท และ 99.75 บาท",
        "กว้าง 3.25 เมตร ยาว 12.125 เมตร",
        "ร้อยละ 19.91 ของ 99.84",
        "เลขรับ 57/2570/0012 วันที่ 01/02/2569",
        "อุณหภูมิ 25° ตลอดปี",
        "พื้นที่ 2.5 ไร่ 1.75 งาน",
    ],
)
def test_figures_of_a_budget_stay(said):
    assert words(said) == said
