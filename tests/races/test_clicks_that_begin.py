"""Two clicks on what begins something new, from two browsers at once: one row comes of them, and nobody meets an error of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.urls import reverse

from approvals.models import AgendaItem, Meeting
from jobs import clock
from people.models import Seat
from privacy.models import DataRequest
from programmes.models import Call
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.races import race
from tests.races import test_every_move as moves
from tests.races.test_clicks_on_money import browser

ONE_KEY = str(uuid4())
MATTER = {"title": "จ่ายค่าเช่าห้องประชุม"}


def draft() -> tuple[str, dict[str, Any]]:
    who = actor("somsri")
    call = Call.objects.get(province=who.province_id)
    return "/requests/new/", {"call": call.pk, "organisation": who.organisation_id}


def planned() -> tuple[str, dict[str, Any]]:
    day = clock.today() + timedelta(days=14)
    said = {"day": f"{day.day}/{day.month}/{day.year + 543}", "at": "10:30", "place": "ศาลากลาง", "mode": "on_site"}
    return "/meetings/new/", said


def matter() -> tuple[str, dict[str, Any]]:
    return f"/meetings/{moves.planned().pk}/list-item/", MATTER


def own_data() -> tuple[str, dict[str, Any]]:
    return "/privacy/mine/", {"kind": "access", "text": ""}


def seat() -> tuple[str, dict[str, Any]]:
    said = {"key": ONE_KEY, "role": "member", "title": "", "starts_on": "1/3/2569", "ends_on": ""}
    return reverse("people:open_seat", args=[actor("somsri").organisation_id]), said


# What: (who presses, what comes of it, the address and what is sent)
BEGUN: dict[str, tuple[str, type[Model], Callable[[], tuple[str, dict[str, Any]]]]] = {
    "a draft": ("somsri", BudgetRequest, draft),
    "a meeting": ("amphoe_sec", Meeting, planned),
    "a matter on the agenda": ("amphoe_sec", AgendaItem, matter),
    "a seat": ("somsri", Seat, seat),
    "a question about own data": ("somsri", DataRequest, own_data),
}


@pytest.mark.parametrize("what", BEGUN)
def test_one_comes_of_them(fresh_database, at_work, what):
    who, kind, made = BEGUN[what]
    place, sent = made()
    browsers, before = [browser(who) for _ in range(3)], kind.objects.count()
    answers = race(*[lambda each=each: each.post(place, sent).status_code for each in browsers])
    assert set(answers) <= {302, 422} and 302 in answers, answers
    assert kind.objects.count() - before == 1


@pytest.mark.usefixtures("db", "at_work")
def test_a_draft_that_was_written_in_is_no_empty_one():
    rows = [factories.draft(complete=complete) for complete in (True, False, False)]
    assert rows[0].pk != rows[1].pk == rows[2].pk
