"""A page of a request keeps what stands in it: pasted lines, what was typed last, and what its own earlier save moved on."""

from __future__ import annotations

import pytest

from audit.errors import StaleVersion
from people.models import Person
from requests import services
from requests.services import Page
from tests import factories
from tests.reader import text_of

LINES = "ค่าอาหารกลางวัน (20 คน × 80 บาท × 1 มื้อ)\nที่อ่านไม่ออก " + "ก" * 400


@pytest.fixture
def page(db, at_work, client):
    draft = factories.draft(complete=False)
    client.force_login(Person.objects.get(username="somsri"))
    place = f"/requests/{draft.pk}/write/budget/"

    def press(button: str, **fields):
        sent = {"version": factories.fresh(draft).version, "row-TOTAL_FORMS": 0, "row-INITIAL_FORMS": 0}
        return client.post(place, {**sent, "press": button, "pasted": LINES, **fields})

    press.draft, press.open = draft, lambda: client.get(place, follow=True).content.decode()
    return press


@pytest.mark.parametrize("button", ["next", "row", "paste"])
def test_whatever_is_pressed_the_box_is_read(page, button):
    """One line that cannot be read, and is longer than a row may be, is whole in its row."""
    shown = page(button).content.decode()
    assert "ก" * 400 in shown and 'value="80' in shown
    assert LINES.splitlines()[1] in page.open()  # until the rows are saved


@pytest.mark.parametrize("button", ["keep", "stop"])
def test_what_is_not_read_waits_in_the_box(page, button):
    page(button)
    assert factories.fresh(page.draft).unread_lines.splitlines() == LINES.splitlines()
    assert "ก" * 400 in page.open()


@pytest.mark.parametrize("fields", [{"version": 0}, {"row-TOTAL_FORMS": 1, "row-0-description": "ก" * 500}])
def test_a_conflict_or_a_fault_elsewhere_leaves_it_in_the_box(page, fields):
    answer = page("paste", **fields)
    assert answer.status_code in (409, 422) and LINES.splitlines()[1] in answer.content.decode()


def test_more_lines_than_there_is_room_for_stay_in_the_box(page):
    lines = [f"รายการ {'ก' * (n // 20)}{'ข' * (n % 20)}." for n in range(305)]
    shown = page("paste", pasted="\n".join(lines)).content.decode()
    assert f'value="{lines[299]}"' in shown and f"{lines[300]}\n" in shown and f"{lines[304]}<" in shown


def test_saved_rows_empty_the_box(page):
    page("keep")
    page("keep", pasted="")
    assert factories.fresh(page.draft).unread_lines == ""


def test_stop_here_saves(db, at_work, client):
    draft = factories.draft(complete=False)
    client.force_login(Person.objects.get(username="somsri"))
    answer = client.post(
        f"/requests/{draft.pk}/write/rationale/", {"version": draft.version, "situation": "คำสุดท้าย", "press": "stop"}
    )
    assert answer.headers["Location"] == f"{draft.get_absolute_url()}write/"
    assert factories.fresh(draft).situation == "คำสุดท้าย"


def write(draft, text: str, page: Page, version: int):
    who = factories.actor("somsri")
    return services.write(draft.pk, "rationale", fields={"situation": text}, page=page, version=version, actor=who)


def test_a_save_whose_answer_nobody_heard_is_not_in_its_own_way(db, at_work):
    draft = factories.draft(complete=False)
    write(draft, "หนึ่ง", Page("a", 1), draft.version)
    write(draft, "สอง", Page("a", 2), draft.version)  # the page has heard of neither
    assert factories.fresh(draft).situation == "สอง"


def test_a_save_that_was_overtaken_writes_over_nothing(db, at_work):
    draft = factories.draft(complete=False)
    write(draft, "สอง", Page("a", 2), draft.version)
    with pytest.raises(StaleVersion):
        write(draft, "หนึ่ง", Page("a", 1), draft.version)


def test_somebody_else_in_between_is_a_conflict(db, at_work):
    draft = factories.draft(complete=False)
    row = write(draft, "หนึ่ง", Page("a", 1), draft.version)
    row = write(draft, "ของคนอื่น", Page("b", 1), row.version)
    for page in (Page("a", 2), Page("", 9)):
        with pytest.raises(StaleVersion):
            write(draft, "สอง", page, draft.version)
    services.withdraw(row.pk, reason="เลิก", version=row.version, actor=factories.actor("somsri"))


def test_a_refused_title_of_an_agenda_stands_in_its_box(db, at_work, client):
    meeting = factories.meeting("amphoe", opened=False)
    client.force_login(Person.objects.get(username="amphoe_sec"))
    answer = client.post(f"/meetings/{meeting.pk}/list-item/", {"title": "เรื่อง" + "ย" * 300})
    assert answer.status_code == 422 and "เรื่อง" + "ย" * 300 in answer.content.decode()
    assert "เรื่อง" in text_of(answer)
