"""Personal data: the notice and its editions, the record of processing, and what a person asks about their own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from audit.models import Event
from desk.cutting import cut
from jobs import clock
from notices.models import Notice
from people import waits
from people.models import Person
from privacy import notices, services
from privacy.models import DataRequest
from tests import factories
from tests.factories import actor
from tests.reader import text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")


def tasks(who: str) -> list[waits.Task]:
    person = actor(who).by_person
    return waits.tasks(cut(waits.question_of(person), "").rows, person)


def test_it_waits_for_the_secretariat_for_thirty_days():
    row = factories.data_request()
    (task,) = [one for one in tasks("secretariat") if one.url == row.get_absolute_url()]
    assert task.due_on == clock.today() + timedelta(days=30) and "ข้อมูลส่วนบุคคล" in task.text
    assert [one for one in tasks("auditor") if one.url == row.get_absolute_url()] == []


def test_asked_on_the_page_and_answered_with_the_telephone_gone(client):
    Person.objects.filter(username="somsri").update(phone="0812345678", email="s@example.org")
    client.force_login(Person.objects.get(username="somsri"))
    assert "0812345678" in text_of(client.get("/privacy/mine/"))
    answer = client.post("/privacy/mine/", {"kind": "erasure", "text": "ลบเบอร์โทร"})
    row = DataRequest.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    client.force_login(Person.objects.get(username="secretariat"))
    terms = {"version": row.version, "answer_text": "ลบเบอร์และอีเมลแล้ว", "erases_contact": "on"}
    assert client.post(f"{row.get_absolute_url()}answer/", terms).status_code == 302
    somsri = Person.objects.get(username="somsri")
    assert (somsri.phone, somsri.email) == ("", "")
    client.force_login(somsri)
    assert "ลบเบอร์และอีเมลแล้ว" in text_of(client.get(row.get_absolute_url()))
    assert Notice.objects.filter(person=somsri, kind="data_request.answered").exists()


def test_the_same_question_waits_once():
    assert factories.data_request().pk == factories.data_request().pk
    assert factories.data_request(kind="access").pk != factories.data_request().pk


def test_an_empty_answer_is_none(client):
    row = factories.data_request()
    client.force_login(Person.objects.get(username="secretariat"))
    place = f"{row.get_absolute_url()}refuse/"
    assert client.post(place, {"version": row.version, "answer_text": " "}).status_code == 422
    assert DataRequest.objects.get().state == "received"


def test_nobody_answers_their_own_question(client):
    row = factories.data_request(by="secretariat")
    client.force_login(Person.objects.get(username="secretariat"))
    assert client.post(f"{row.get_absolute_url()}answer/", {"version": 1, "answer_text": "x"}).status_code == 403


def test_what_was_written_is_no_fact_of_the_log():
    row = factories.data_request()
    services.refuse(row.pk, answer_text="กฎหมายให้เก็บไว้", version=row.version, actor=actor("secretariat"))
    assert "เบอร์โทร" not in _told(row) and "กฎหมาย" not in _told(row)


def _told(row: DataRequest) -> str:
    return "".join(bytes(event.body).decode() for event in Event.objects.filter(subject=row.subject))


@pytest.mark.parametrize("edition", notices.EDITIONS, ids=lambda one: str(one.number))
def test_every_edition_is_there_in_both_languages_part_by_part(edition):
    thai, english = edition.parts("th"), edition.parts("en")
    assert len(thai) == len(english) >= 7 and all(part.paragraphs for part in (*thai, *english))


def test_the_notice_says_what_cannot_be_erased_and_an_earlier_edition_says_so(client, monkeypatch):
    said = text_of(client.get("/privacy/"))
    assert "สิ่งที่ลบไม่ได้" in said and "ฉบับก่อน" not in said
    monkeypatch.setattr(notices, "EDITIONS", [*notices.EDITIONS, notices.Edition(1, date(2025, 11, 1))])
    assert client.get("/privacy/editions/9/").status_code == 404


def test_the_record_names_every_use(client):
    said = text_of(client.get("/privacy/record/"))
    for word in ("การจ่ายเงิน", "มาตรา 24", "สิบปี", "บันทึกความปลอดภัย"):
        assert word in said


@pytest.mark.parametrize("kind", ["access", "correction", "objection"])
def test_nobody_loses_an_address_that_they_did_not_ask_to_be_erased(client, kind):
    """Without it they get no letters and renew no password: a secretariat could shut somebody out so."""
    Person.objects.filter(username="somsri").update(phone="0812345678", email="s@example.org")
    row = factories.data_request(kind=kind)
    terms = {"version": row.version, "answer_text": "ตอบแล้ว", "erases_contact": True}
    with pytest.raises(ValidationError), transaction.atomic():
        services.answer(row.pk, **terms, actor=actor("secretariat"))
    client.force_login(Person.objects.get(username="secretariat"))
    assert "erases_contact" not in client.get(f"{row.get_absolute_url()}answer/").content.decode()
    client.post(f"{row.get_absolute_url()}answer/", {**terms, "erases_contact": "on"})
    somsri = Person.objects.get(username="somsri")
    assert (somsri.phone, somsri.email) == ("0812345678", "s@example.org")
