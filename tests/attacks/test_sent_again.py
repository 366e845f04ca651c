"""What begins something new, delivered a second time when the first had long been answered: nothing more comes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from people import services as people
from people.models import Seat
from programmes.models import Call
from requests import services
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
MEMBER = {"role": "member", "title": "", "starts_on": "1/3/2569", "ends_on": ""}


def opening() -> str:
    return reverse("people:open_seat", args=[actor("somsri").organisation_id])


def shown_key(visit: Visit, place: str) -> str:
    return str(visit("somsri", place).context["form"]["key"].value())


def beginning() -> dict[str, Any]:
    who = actor("somsri")
    return {"call": Call.objects.get(province=who.province_id).pk, "organisation": who.organisation_id}


@pytest.mark.usefixtures("contexts")
def test_a_form_that_arrives_once_more_opens_no_second_seat(visit: Visit):
    before, sent = Seat.objects.count(), {**MEMBER, "key": shown_key(visit, opening())}
    for _delivery in range(3):
        assert visit("somsri", opening(), sent).status_code == 302
    assert Seat.objects.count() - before == 1
    visit("somsri", opening(), {**MEMBER, "key": shown_key(visit, opening())})
    assert Seat.objects.count() - before == 2  # two members are two forms


@pytest.mark.parametrize("changed", [{"role": "vice_chair"}, {"title": "กรรมการ"}, {"ends_on": "1/3/2570"}], ids=str)
def test_a_form_of_a_seat_that_was_gone_back_to_and_changed_says_so(visit: Visit, changed):
    sent, before = {**MEMBER, "key": str(uuid4())}, Seat.objects.count()
    visit("somsri", opening(), sent)
    answer = visit("somsri", opening(), {**sent, **changed})
    assert answer.status_code == 422 and "แบบฟอร์มนี้เปิดตำแหน่งไปแล้ว" in text_of(answer)
    assert Seat.objects.count() - before == 1


@pytest.mark.usefixtures("contexts")
def test_a_form_that_arrives_when_its_draft_was_written_begins_no_empty_one(visit: Visit):
    place = "/requests/new/"
    sent = {**beginning(), "key": shown_key(visit, place)}
    first = visit("somsri", place, sent)
    row = BudgetRequest.objects.latest("pk")
    services.write(row.pk, "title", fields={"title": "กาแฟ"}, version=row.version, actor=actor("somsri"))
    assert visit("somsri", place, sent).headers["Location"] == first.headers["Location"]
    assert BudgetRequest.objects.latest("pk") == row
    visit("somsri", place, {**sent, "key": shown_key(visit, place)})
    assert BudgetRequest.objects.latest("pk") != row


def begin(key: UUID, **terms: Any) -> BudgetRequest:
    sent = {**beginning(), **terms}
    return services.begin(sent["call"], organisation_id=sent["organisation"], key=key, actor=actor("amphoe_sec"))


def test_the_same_form_for_another_council_says_so():
    key, other = uuid4(), people.create_organisation
    first = begin(key)
    council = other(
        kind="council",
        name_th="สภาองค์กรชุมชนตำบลนางแล",
        province_id="57",
        district_id="5701",
        actor=actor("secretariat"),
    )
    with pytest.raises(ValidationError) as error, transaction.atomic():
        begin(key, organisation=council.pk)
    assert error.value.code == "key_used"
    assert begin(key) == first


def test_a_key_is_of_one_seat():
    """Keys stand in the log, which many read: with somebody else's nobody is led into their draft."""
    key, row = uuid4(), factories.draft()
    mine = services.begin(row.call_id, organisation_id=row.organisation_id, key=key, actor=actor("somsri"))
    assert begin(key) != mine
