"""Calls: opened and copied by the secretariat, read by everybody, and the terms that whoever writes is told of."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.errors import Conflict, Invalid
from jobs import clock
from programmes import services
from programmes.models import Call
from requests import readiness
from requests import services as requests
from tests import factories
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("db", "at_work")


def test_a_call_takes_the_newest_route_and_everybody_reads_it(client):
    row = factories.call(
        purpose="สำหรับงานแก้ฝุ่น โทร 081-234-5678", envelope=2_000_000_00, ceiling=50_000_00, own_share=10
    )
    page = client.get(f"/public/calls/{row.pk}/").content.decode()
    assert row.route.version == 1 and "รอบฝุ่นควัน" in page and "2,000,000" in page and "10 %" in page
    assert "5678" not in page and "ยังไม่มีคำขอในรอบนี้" in page


def test_what_was_sent_in_it_is_counted_with_a_link(client):
    sent = factories.submitted()
    page = client.get(f"/public/calls/{sent.call_id}/").content.decode()
    assert "1 คำขอ" in page and f"/provinces/57/requests/?year={sent.call.fiscal_year}" in page


def test_before_it_opens_all_can_be_changed_and_then_only_what_takes_nothing_away():
    row = factories.call(opens_on=date(2026, 3, 1), ceiling=50_000_00)
    row = services.change_call(row.pk, ceiling=60_000_00, askers=["council"], actor=actor("secretariat"))
    assert (row.ceiling, row.askers) == (60_000_00, ["council"])
    with clock.at(clock.bangkok(2026, 3, 2, 10)):
        with pytest.raises(Conflict) as refused:
            services.change_call(row.pk, ceiling=10_000_00, actor=actor("secretariat"))
        row = services.change_call(row.pk, closes_on=date(2027, 1, 31), actor=actor("secretariat"))
    assert refused.value.code == "call_is_open" and row.closes_on == date(2027, 1, 31)


def test_it_never_closes_on_a_day_that_is_past():
    row = factories.call()
    with pytest.raises(Invalid):
        services.change_call(row.pk, closes_on=date(2026, 2, 1), actor=actor("secretariat"))
    with pytest.raises(Invalid):
        factories.call(opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1))


def test_two_clicks_open_one():
    factories.call()
    with pytest.raises(Invalid) as refused:
        factories.call()
    assert refused.value.error_dict["title"][0].code == "call_exists"


@pytest.mark.parametrize("who", ["somsri", "board_sec", "auditor", "treasurer"])
def test_nobody_else_opens_one(who):
    with pytest.raises(PermissionDenied):
        services.add_call("57", title="x", fiscal_year=2569, actor=actor(who))


def test_the_next_year_is_copied_from_the_last(visit):
    last = factories.call(ceiling=50_000_00, demands=["quotation"])
    page = visit("secretariat", f"/calls/new/?from={last.pk}").content.decode()
    assert (
        'value="2570"' in page and 'value="50,000.00"' in page and 'value="quotation" id="id_demands_2" checked' in page
    )
    typed = {
        "title": "รอบ 2570",
        "fiscal_year": "๒๕๗๐",
        "opens_on": "1/10/2569",
        "closes_on": "31/1/2570",
        "route": "1",
    }
    visit("secretariat", f"/calls/new/?from={last.pk}", {**typed, "ceiling": "๖๐,๐๐๐"})
    made = Call.objects.latest("pk")
    assert (made.copied_from_id, made.fiscal_year, made.ceiling) == (last.pk, 2570, 60_000_00)


def test_whoever_writes_is_told_of_the_terms():
    row = factories.draft()
    row.call.askers, row.call.dimensions, row.call.own_share = ["network"], ["none"], 90  # only told of, never saved
    told = {gap.text for gap in readiness.gaps(row)}
    assert any("รอบนี้เปิดให้เฉพาะ" in text for text in told) and any("ร้อยละ 90" in text for text in told)
    assert any("รอบนี้ไม่รับมิติ" in text for text in told)


def test_a_draft_that_came_too_late_is_taken_along():
    with clock.at(clock.bangkok(2026, 9, 1, 10)):
        row = factories.draft()
    with clock.at(clock.bangkok(2026, 10, 5, 10)):
        new = factories.call(fiscal_year=2570, closes_on=date(2027, 3, 1))
        moved = requests.take_along(row.pk, call_id=new.pk, version=row.version, actor=actor("somsri"))
    assert (moved.call_id, moved.due_on, moved.title) == (new.pk, date(2027, 3, 1), row.title)


def test_a_draft_in_time_stays_and_what_is_no_open_call_of_the_province_takes_none():
    row = factories.draft()
    with pytest.raises(Conflict):
        requests.take_along(row.pk, call_id=row.call_id, version=row.version, actor=actor("somsri"))
    with clock.at(clock.bangkok(2026, 10, 5, 10)), pytest.raises(Invalid):
        requests.take_along(row.pk, call_id=row.call_id, version=row.version, actor=actor("somsri"))
