"""The completeness check and what follows: one list, answered, never a new defect after it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from audit.errors import Conflict
from jobs import clock
from people.models import Person
from requests import services
from requests.models import Defect, DefectList
from tests import factories
from tests.factories import actor
from tests.reader import text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
ONE = [("budget", "ค่าอาหารไม่มีใบเสนอราคา"), ("results", "ผลลัพธ์ไม่ชัด")]


def returned():
    row = factories.submitted()
    return services.return_for_revision(row.pk, defects=ONE, version=row.version, actor=actor("amphoe_sec"))


@pytest.mark.parametrize("defects", [[], [("budget", "  ")], [("nowhere", "x")]])
def test_a_list_says_what_and_where(defects):
    row = factories.submitted()
    with pytest.raises(ValidationError):
        services.return_for_revision(row.pk, defects=defects, version=row.version, actor=actor("amphoe_sec"))
    assert factories.fresh(row).state == "submitted" and not DefectList.objects.exists()


def test_what_was_sent_is_not_written_in_until_it_is_returned(client):
    row = factories.submitted()
    client.force_login(Person.objects.get(username="somsri"))
    answer = client.post(f"/requests/{row.pk}/write/title/", {"version": row.version, "title": "อื่น"})
    assert answer.status_code == 409 and "ส่งกลับ" in text_of(answer)
    row = factories.submitted()
    services.return_for_revision(row.pk, defects=ONE, version=row.version, actor=actor("amphoe_sec"))
    assert client.get(f"/requests/{row.pk}/write/title/").status_code == 200


def test_a_returned_request_answers_each_defect_and_keeps_its_number(client):
    row = returned()
    client.force_login(Person.objects.get(username="somsri"))
    url = f"/requests/{row.pk}/submit/"
    answers = {f"answer_{one.pk}": "แก้แล้ว" for one in Defect.objects.all()}
    silent = client.post(url, {"version": row.version, **dict.fromkeys(answers, "")})
    assert silent.status_code == 422 and factories.fresh(row).state == "returned"
    assert client.post(url, {"version": row.version, **answers}).status_code == 302
    sent = factories.fresh(row)
    assert (sent.receipt_number, sent.revisions.count()) == (row.receipt_number, 2)


def test_after_the_first_list_nothing_new_is_asked():
    row = returned()
    row = services.submit(row.pk, version=row.version, answers={}, actor=actor("somsri"))
    with pytest.raises(ValidationError):
        services.return_for_revision(row.pk, defects=[("title", "ใหม่")], version=row.version, actor=actor("amphoe_sec"))
    still = Defect.objects.get(section="results").pk
    again = services.return_for_revision(row.pk, still_open=[still], version=row.version, actor=actor("amphoe_sec"))
    assert list(Defect.objects.filter(resolved_at=None).values_list("section", flat=True)) == ["results"]
    assert again.defect_lists.count() == 2


def test_a_call_that_has_closed_takes_nothing_new():
    draft = factories.draft()
    with clock.at(clock.bangkok(2026, 10, 1)), pytest.raises(ValidationError):
        services.submit(draft.pk, version=draft.version, actor=actor("somsri"))
    assert factories.fresh(draft).receipt_number == ""


def test_a_withdrawn_request_stays_withdrawn():
    row = factories.in_review()
    gone = services.withdraw(row.pk, version=row.version, reason="เปลี่ยนใจ", actor=actor("somsri"))
    assert (gone.owner, gone.due_on) == (None, None)
    with pytest.raises(Conflict):
        services.withdraw(row.pk, version=gone.version, reason="อีกครั้ง", actor=actor("somsri"))


@pytest.mark.parametrize(
    ("moment", "day"),
    [((2026, 2, 2, 16, 30), 2), ((2026, 2, 2, 16, 31), 3), ((2026, 2, 6, 17, 0), 9), ((2026, 2, 7, 9, 0), 9)],
)
def test_what_comes_after_hours_counts_from_the_next_working_day(moment, day):
    with clock.at(clock.bangkok(*moment)):
        assert factories.submitted().received_on.day == day


def test_what_lies_before_a_committee_is_not_returned_by_its_secretary_alone():
    """No committee step without a resolution: the check for completeness is over once the request is admitted."""
    row = factories.in_review()
    with pytest.raises(Conflict):
        services.return_for_revision(row.pk, defects=ONE, version=row.version, actor=actor("amphoe_sec"))
    assert factories.fresh(row).state == "in_review" and not DefectList.objects.exists()
