"""A log that is not what was signed of it: nothing is recorded there, the overseers are told, and two of them open it again."""

from __future__ import annotations

import json

import pytest
from django.core import mail

from audit.errors import LogStopped
from audit.models import Event, Stop
from desk import services as desk
from jobs.services import run_due
from notices.models import Mail, Notice
from people.models import Person
from tests import factories
from tests.factories import actor
from tests.pages.unfit import stopped_log as stopped
from tests.test_audit.conftest import happened


@pytest.fixture
def visit(db, client):
    def go(who: str, url: str, data: dict[str, str] | None = None):
        client.force_login(Person.objects.get(username=who))
        return client.get(url) if data is None else client.post(url, data)

    return go


def test_no_service_records_anything_and_the_page_says_why(visit, at_work):
    draft = factories.draft()
    stopped()
    answer = visit("somsri", f"/requests/{draft.pk}/withdraw/", {"version": draft.version, "reason": "ขอถอนก่อน"})
    assert answer.status_code == 409 and "ขอถอนก่อน" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"
    with pytest.raises(LogStopped):
        happened(1)
    happened(1, "58")


def test_two_persons_open_it_and_the_event_names_them_and_what_is_given_up(db):
    alarm = stopped()
    assert not desk.reopen_log(alarm.pk, actor=actor("auditor"))
    with pytest.raises(LogStopped):
        happened(1)
    assert desk.reopen_log(alarm.pk, actor=actor("secretariat"))
    happened(1)
    event = Event.objects.get(event="log.reopened", subject=f"alarm:{alarm.pk}")
    told = json.loads(bytes(event.body))["facts"]
    persons = [actor(who).person_id for who in ("auditor", "secretariat")]
    assert (told["first"], told["last"], told["persons"]) == (1, 8, persons)
    assert not Stop.objects.exists()


def test_one_person_does_not_open_it_in_two_presses(visit):
    alarm = stopped()
    statuses = [visit("auditor", f"/audit/alarms/{alarm.pk}/reopen-log/", {}).status_code for _twice in range(2)]
    assert statuses == [302, 403] and Stop.objects.exists()
    assert visit("auditor", "/audit/").status_code == 200


def test_whoever_is_not_recognised_does_not(visit):
    alarm = stopped()
    Person.objects.filter(username="auditor").update(is_recognised=False)
    assert visit("auditor", f"/audit/alarms/{alarm.pk}/reopen-log/", {}).status_code in (403, 404)
    assert Stop.objects.exists()


def test_another_provinces_log_is_not_there(visit):
    alarm = stopped("58")
    assert visit("auditor", f"/audit/alarms/{alarm.pk}/reopen-log/", {}).status_code == 404


@pytest.mark.parametrize(("who", "url"), [("auditor", "/audit/"), ("", "/log/")])
def test_pages_say_it_and_who_may_has_the_button(visit, client, who, url):
    alarm = stopped()
    page = (visit(who, url) if who else client.get(url)).content.decode()
    assert "เหตุการณ์ที่ 1 ถึง 8 ในสมุดของเชียงราย" in page
    assert (f"/audit/alarms/{alarm.pk}/reopen-log/" in page) == (who == "auditor")


def test_overseers_are_told_once_by_notice_and_mail(db):
    Person.objects.filter(username="auditor").update(email="auditor@example.com")
    alarm = stopped()
    run_due()
    run_due()
    told = Notice.objects.filter(kind="log.stopped", subject=f"alarm:{alarm.pk}")
    assert {notice.person.username for notice in told} >= {"auditor", "secretariat"}
    assert len(told) == len({notice.person_id for notice in told})
    assert Mail.objects.filter(to="auditor@example.com").count() == 1 and len(mail.outbox) <= 1
    assert "1" in told[0].text
