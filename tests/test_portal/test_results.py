"""Stories of results: only of what was closed and reported on, in open words."""

from __future__ import annotations

from grants.models import Report
from portal import results
from portal.finding import catching_up
from tests import factories
from tests.world import SEATS


def test_a_closed_request_is_told_with_what_changed(db, at_work, client):
    row = factories.closed()
    row.refresh_from_db()
    catching_up.whole()
    page = client.get("/public/results/").content.decode()
    assert row.open_title in page and Report.objects.filter(is_final=True).latest("pk").narrative[:40] in page
    assert f'href="/public/requests/{row.pk}/"' in page
    assert client.get("/provinces/57/results/").content.decode().count("story-of") == 1
    assert [name for _organisation, _role, name in SEATS.values() if name in page] == []


def test_what_is_not_closed_is_no_result(db, at_work, client):
    row = factories.submitted()
    catching_up.whole()
    page = client.get("/public/results/").content.decode()
    assert row.open_title not in page and "ยังไม่มีโครงการที่เสร็จ" in page
    assert client.get("/provinces/99/results/").status_code == 404


def test_who_is_named_in_a_report_is_not_named_in_its_story(db, at_work):
    row = factories.closed()
    final = Report(narrative="ทำกับ บุญมี คำแสน โทร 081-234-5678", is_final=True, spent=1)
    told = results._story(row, {"rationale": {"situation": ""}, "activities": []}, [final], [])
    assert told.changed == "ทำกับ [ปิดไว้] โทร [ปิดไว้]"
