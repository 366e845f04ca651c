"""The doors of open files and of letters, tried with genuine accounts: another's, twice, at once, and with what nobody offers."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from notices.models import Mail
from people.models import Person
from requests import services
from requests.models import OpenFile
from tests import factories
from tests.factories import actor
from tests.factories.meetings import MEMBERS
from tests.races import race
from tests.reader import Visit

# Without those that may file for the council.
STRANGERS = ("other", "amphoe_m1", "board_sec", "codi", "treasurer", "auditor", "stranger")


def address(one: OpenFile) -> str:
    return f"/requests/{one.attachment.budget_request_id}/attachments/{one.attachment_id}/take-back/"


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_takes_back_the_file_of_another_council(db, at_work, visit: Visit, who):
    row = factories.sent_with_photo()
    one = OpenFile.objects.get()
    assert visit(who, address(one), {"version": row.version}).status_code in (403, 404)
    one.refresh_from_db()
    assert one.taken_back_at is None


def test_a_file_is_not_taken_back_through_another_request(db, at_work, visit: Visit):
    factories.sent_with_photo()
    one, own = OpenFile.objects.get(), factories.draft()
    visit("somsri", f"/requests/{own.pk}/attachments/{one.attachment_id}/take-back/", {"version": own.version})
    one.refresh_from_db()
    assert one.taken_back_at is None


def test_two_who_take_it_back_at_once_are_one(fresh_database, at_work):
    row = factories.sent_with_photo()
    one = OpenFile.objects.get()
    outcomes = race(
        lambda: services.take_back_file(row.pk, one.attachment_id, version=row.version, actor=actor("somsri")), times=2
    )
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1


def test_a_seat_that_is_chosen_for_letters_is_ones_own_and_a_choice_that_is_none_changes_nothing(
    db, at_work, visit: Visit
):
    before = dict(Person.objects.values_list("username", "letters"))
    for said in ("", "never", "each\0", "x" * 5000):
        assert visit("somsri", "/people/me/letters/", {"letters": said, "person": "1"}).status_code in (302, 422)
    assert visit("", "/people/me/letters/", {"letters": "none"}).status_code in (302, 403)
    assert dict(Person.objects.values_list("username", "letters")) == before


@pytest.mark.parametrize("choice", ["daily", "none"])
def test_nobody_misses_a_meeting_or_the_day_to_object_by_a_choice_of_letters(db, at_work, choice):
    """Whoever comes upon somebody's open session would silence by it what is done meanwhile."""
    Person.objects.update(letters=choice, email=Concat("username", Value("@example.org")))
    Mail.objects.all().delete()
    factories.confirm(factories.close(factories.meeting("amphoe", factories.in_review())))
    to = {f"{name}@example.org" for name in MEMBERS["amphoe"]}
    told = Counter(Mail.objects.filter(to__in=to).values_list("to", flat=True))
    assert set(told) == to and min(told.values()) >= 2  # that it is called, and what was resolved
