"""Two editions side by side: Thai by word and never within a cluster, names whole, money by value, lists by item."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest

from documents.words import words
from requests import comparing, services
from requests.comparing import lists
from requests.comparing.texts import Kind, pieces
from requests.frozen import Content
from requests.models import BudgetRequest
from tests import factories
from tests.reader import text_of
from tests.scenes import walked

NAMES = ("ดอยฮาง", "ขุนยวม", "แม่ลาน้อย")


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in pieces(before, after, NAMES)]


def test_a_changed_word_is_shown_and_the_rest_stays():
    found = shown("เกษตรกรขายกาแฟผลสดราคาต่ำ", "เกษตรกรขายกาแฟคั่วราคาต่ำ")
    assert found[0] == ("same", "เกษตรกรขายกาแฟ") and found[-1] == ("same", "ราคาต่ำ")
    assert [kind for kind, _text in found[1:-1]] == ["gone", "new"]


def test_what_goes_on_behind_a_text_leaves_its_last_word_alone():
    assert shown("พบกลุ่มเสี่ยง", "พบกลุ่มเสี่ยง ปีนี้น้ำท่วม") == [("same", "พบกลุ่มเสี่ยง"), ("new", " ปีนี้น้ำท่วม")]
    assert [kind for kind, _text in shown("ก ข ค", "ง จ ฉ")] == ["gone", "new"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("น้ำท่วมที่นี่", "น้ำท่วมที่โน่น"), ("บ้านดอยฮาง", "บ้านดอยฮวง"), ("กิ๋น", "กิ่น"), ("กำ", "ก้ำ"), ("", "ใหม่"), ("เก่า", "")],
)
def test_no_piece_begins_within_a_cluster_and_none_is_lost(before: str, after: str):
    found = pieces(before, after, NAMES)
    assert "".join(one.text for one in found if one.kind != Kind.NEW) == before
    assert "".join(one.text for one in found if one.kind != Kind.GONE) == after
    assert not [one.text for one in found if one.text[0] in "ะัาำิีึืฺุู็่้๊๋์ํ๎"]


def test_a_name_of_a_place_is_one_word():
    assert "บ้านดอยฮาง" in [word.strip() for word in words("ประชุมที่บ้านดอยฮาง ครั้งที่ 2", NAMES)]
    assert "".join(words("ประชุมที่บ้านดอยฮาง\nครั้งที่ 2", NAMES)) == "ประชุมที่บ้านดอยฮาง\nครั้งที่ 2"


def test_a_long_text_without_anything_in_common_is_answered_at_once():
    found = pieces(" ".join(["ข้าว"] * 2_000), " ".join(["ปลา"] * 2_000))
    assert [one.kind for one in found] == [Kind.GONE, Kind.NEW]


def test_items_are_known_again_by_name_and_then_by_likeness():
    before = [{"name": "ค่าอาหารกลางวัน", "no": 1}, {"name": "ค่ารถ", "no": 2}, {"name": "ค่าวิทยากร", "no": 3}]
    after = [{"name": "ค่าวิทยากร", "no": 1}, {"name": "ค่าอาหารกลางวันและน้ำดื่ม", "no": 2}]
    pairs = [(old and old["no"], new and new["no"]) for old, new in lists.matched(before, after, "name")]
    assert pairs == [(3, 1), (1, 2), (2, None)]


@walked
def sent_twice() -> BudgetRequest:
    row, who = factories.submitted(), factories.actor("somsri")
    defects = [("budget", "ค่าวิทยากรสูงไป")]
    row = services.return_for_revision(
        row.pk, defects=defects, version=row.version, actor=factories.actor("amphoe_sec")
    )
    lines = [
        factories.line(),
        factories.line(description="ค่าตอบแทนวิทยากร", rate=600_00, factors=factories.LINES[1]["factors"]),
    ]
    parts = [{**part, "amount": 47_500_00} for part in factories.money_parts()[:1]]
    for key, fields, rows in (
        ("rationale", {"situation": "เกษตรกรขายกาแฟคั่วราคาต่ำ"}, None),
        ("budget", {}, lines),
        ("money", {}, parts),
    ):
        row = services.write(row.pk, key, fields=fields, rows=rows, version=row.version, actor=who)
    answers = {defect.pk: "ลดแล้ว" for defect in services.intake.open_defects(row)}
    return services.submit(row.pk, version=row.version, answers=answers, actor=who)


@pytest.fixture
def twice(db: None, at_work: None) -> BudgetRequest:
    return sent_twice()


def test_two_editions_line_by_line(twice):
    one, other = (revision.content for revision in twice.revisions.all())
    found = comparing.compared(one, other)
    (budget,) = (table for section in found.changed for table in section.tables if table.label == "รายการงบประมาณ")
    told = {
        "".join(piece.text for piece in entry.name): (entry.kind, entry.before, entry.after) for entry in budget.entries
    }
    assert told == {
        "ค่าตอบแทนวิทยากร": ("changed", 15_000_00, 7_500_00),
        "ค่าวัสดุอุปกรณ์": ("gone", 45_000_00, None),
    }
    assert budget.same == 1 and (found.before, found.after, found.more) == (100_000_00, 47_500_00, -52_500_00)
    assert not comparing.compared(one, one).changed


# What a section says of its own; of all other keys a word will do.
OTHER: dict[str, Any] = {
    "multi_year": True,
    "starts_on": "2026-04-01",
    "ends_on": "2026-04-02",
    "villages": ["บ้านใหม่"],
    "groups": ["กลุ่ม"],
    "plan_link": {"item": "ก"},
    "council_resolution": {"number": "9"},
    "recipient": {"name": "ก"},
    "rationale": {"cause": "ก"},
    "follow_up": {"who": "ก"},
    "objectives": [{"text": "ก", "indicators": []}],
    "signatures": [{"role": "ก"}],
    "lines": [{"description": "ก", "amount": 1}],
    "attachments": [{"title": "ก"}],
    **{key: [{"name": "ก", "amount": 1}] for key in ("contacts", "target_groups", "activities", "sources")},
}
OF_THE_PAPER = {"number", "revision", "province", "fiscal_year", "submitted_on", "council", "total"}


def test_nothing_that_a_request_says_is_left_out_of_the_comparison():
    said = set(get_type_hints(Content)) - OF_THE_PAPER
    assert [key for key in said if not comparing.compared({}, {key: OTHER.get(key, "ก")}).changed] == []


@pytest.mark.parametrize(
    ("who", "status"), [("somsri", 200), ("amphoe_sec", 200), ("codi", 404), ("other", 404), ("stranger", 404)]
)
def test_whoever_may_read_both_may_compare(twice, client, who, status):
    client.force_login(factories.actor(who).person)
    answer = client.get(f"/requests/{twice.pk}/compare/1/2/")
    assert answer.status_code == status
    assert (status == 404) or "−52,500.00" in text_of(answer)


def test_an_edition_that_was_never_sent_is_not_there(twice, client):
    client.force_login(factories.actor("somsri").person)
    assert client.get(f"/requests/{twice.pk}/compare/1/3/").status_code == 404
    assert "/compare/1/2/" in client.get(f"/requests/{twice.pk}/").content.decode()
