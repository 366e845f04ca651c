"""Whatever is public is found as people type it, and nothing else is."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.finding import asking, catching_up, searching
from portal.models import Findable, FindableText
from requests import services as requests
from tests import factories
from tests.world import SEATS
from thai import letters


@pytest.fixture
def taken_up(db: None, at_work: None) -> str:
    """A closed request with all that came of it; answers its title."""
    factories.closed()
    catching_up.whole()
    return Findable.objects.filter(kind="request").latest("day").title


def subjects(typed: str, **how: str) -> list[str]:
    return [row.subject.partition(":")[0] for row in searching.search(asking.read(typed), **how).rows]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ไฟปา", "ไฟป่า"),
        ("ไฟป้า", "ไฟป่า"),
        ("เเม่จัน", "แม่จัน"),
        ("น\u0e4dา", "น้ำ"),
        ("ศาลา", "สาลา"),
        ("ไฟ\u200bป่า", "ไฟป่า"),
        ("๕๗", "57"),
    ],
)
def test_what_people_slip_on_is_one(typed, meant):
    assert letters.fold(letters.clean(typed)) == letters.fold(meant)


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("50,000", [5_000_000]),
        ("๕๐๐๐๐", [5_000_000]),
        ("5 หมื่น", [5_000_000]),
        ("1.5 ล้านบาท", [150_000_000]),
        ("฿50000", [5_000_000]),
        ("50000 บาท", [5_000_000]),
        ("ไฟป่า 50,000", [5_000_000]),
        ("ปี 2569", []),
        ("12 คน", []),
        ("57/2569/0001", []),
        ("9" * 400, []),
    ],
)
def test_amounts_are_read_as_they_are_written(typed, satang):
    assert asking.read(typed).amounts == satang


@pytest.mark.parametrize("typed", ["57/2569/0001", "๕๗/๒๕๖๙/๐๐๐๑", "เลขรับ 57/2569/1", "57-2569-0001"])
def test_numbers_of_papers_are_read_in_either_digits(typed):
    assert asking.read(typed).numbers == ["#57/2569/1"]


def test_every_word_of_a_title_finds_it(taken_up):
    assert subjects(taken_up)[0] == "request"


@pytest.mark.parametrize("slip", ["missing", "wrong", "twice", "swapped", "two"])
def test_one_or_two_slips_are_forgiven(taken_up, slip):
    title = "".join(taken_up.split())
    at = len(title) // 2
    typed = {
        "missing": title[:at] + title[at + 1 :],
        "wrong": title[:at] + "ฮ" + title[at + 1 :],
        "twice": title[:at] + title[at] + title[at:],
        "swapped": title[:at] + title[at + 1] + title[at] + title[at + 2 :],
        "two": title[:2] + "ฮ" + title[3:at] + "ฮ" + title[at + 1 :],
    }[slip]
    assert subjects(typed)[0] == "request"


def test_each_kind_is_found_by_what_it_is_called(taken_up):
    row = Findable.objects.get(kind="agreement")
    assert "agreement" in subjects(row.number)
    assert {"place", "request"} <= set(subjects("เมืองเชียงราย"))
    assert "fund" in subjects("กองทุน", kind="fund")
    assert set(subjects(Findable.objects.filter(kind="meeting")[0].title, kind="meeting")) == {"meeting"}
    assert "agreement" in subjects(f"{row.amount // 100:,}")
    asked = Findable.objects.filter(kind="request").latest("amount")
    assert "request" in subjects(f"{asked.amount // 100} บาท")


def test_nothing_hidden_is_findable(db, at_work, client):
    """Planted in the title and in all that a council writes: the telephone, the person with a title, the member without."""
    row = factories.draft()
    title = "ซ่อมบ้านของ นายมานะ ใจกล้า โทร 081-2345678 บุญมี คำแสน"
    for key, fields, rows in factories.sections(row):
        told = fields | {name: title for name in ("title", "situation", "method") if name in fields}
        row = requests.write(
            row.pk, key, fields=told, rows=rows or None, version=row.version, actor=factories.actor("somsri")
        )
    requests.submit(row.pk, version=row.version, actor=factories.actor("somsri"))
    catching_up.whole()
    assert "request" in subjects("ซ่อมบ้านของ")
    for hidden in ("มานะ ใจกล้า", "มานะใจกล้า", "081-2345678", "0812345678", "บุญมี คำแสน", "บุญมีคำแสน"):
        page = client.get("/search/", {"q": hidden}).content.decode()
        assert row.get_absolute_url() not in page.replace("/public", "") and "request" not in subjects(hidden), hidden


def test_no_person_of_the_world_is_findable(taken_up):
    for _organisation, _role, name in SEATS.values():
        assert [one for one in searching.search(asking.read(name)).rows if name in one.title + one.whose] == []


def test_drafts_are_not_findable_until_they_are_sent(db, at_work):
    row = factories.draft()
    catching_up.whole()
    assert not Findable.objects.filter(subject=row.subject).exists()
    factories.submitted()
    catching_up.a_little()
    assert Findable.objects.filter(kind="request").exists()


def test_what_happens_shows_at_the_next_search(db, at_work):
    row = factories.submitted()
    catching_up.whole()
    assert Findable.objects.get(subject=row.subject).state == "submitted"
    requests.withdraw(row.pk, version=row.version, reason="ไม่ทำแล้ว", actor=factories.actor("somsri"))
    catching_up.a_little()
    assert Findable.objects.get(subject=row.subject).state == "withdrawn"


HOSTILE = ["ก" * 10_000, "\0", "ไฟ\0ป่า", "\u202eป่าไฟ", "%", "'; DROP TABLE", "  ", "{}", "\\", "9" * 5000, "\ud800"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_answered_calmly(taken_up, client: Client, typed):
    answer = client.get("/search/", {"q": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    assert client.get("/provinces/57/requests/", {"q": typed.encode("utf-8", "surrogatepass")}).status_code == 200


def test_nothing_found_says_what_was_understood(taken_up, client):
    page = client.get("/search/", {"q": "๙๙,๙๙๙ บาท"}).content.decode()
    assert "เข้าใจว่าเป็นจำนวนเงิน" in page and "99,999.00" in page and "ลองอย่างอื่น" in page


def test_what_a_request_says_at_length_finds_it_and_is_shown(db, at_work, client):
    row = factories.sent_with_photo()
    catching_up.whole()
    said = FindableText.objects.get(findable__subject=row.subject).said
    for part in (row.situation, row.method, "ฝายข้างบ้านของ"):
        assert part[:20] in said and "request" in subjects(part[:20]), part
    page = client.get("/search/", {"q": row.situation[:12]}).content.decode()
    assert f"/public/requests/{row.pk}/" in page and row.situation[:30] in page
    assert "มานะ" not in said
    scattered = row.situation[:3] + row.method[:3]  # every three letters stand in it, the word does not
    assert "request" not in subjects(scattered)


def test_what_was_taken_back_is_found_no_more(db, at_work):
    row = factories.sent_with_photo()
    catching_up.whole()
    one = row.attachments.get(kind="photo")
    requests.take_back_file(row.pk, one.pk, version=row.version, actor=factories.actor("somsri"))
    catching_up.a_little()
    assert "request" not in subjects("ฝายข้างบ้านของ")
