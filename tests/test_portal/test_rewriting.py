"""What a council types while it puts a returned request right was sent to nobody: nobody else reads it before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import connection, models

from portal.finding import catching_up
from requests import services
from requests.models import BudgetRequest
from requests.models.proposal import Proposal
from tests import factories
from tests.factories import actor
from tests.reader import Visit
from tests.world import PDF

TYPED, SUM = "ของที่ยังไม่ได้ส่ง", "777,777"
OPEN = [
    "/",
    "/provinces/57/",
    "/provinces/57/requests/",
    "/provinces/57/requests.csv",
    "/public/requests.csv",
    "/public/requests/{0}/",
    "/public/places/570101/",
    "/data/57/requests.csv",
    "/data/57/requests.json",
    "/api/v1/provinces/57/requests/",
    "/api/v1/provinces/57/requests/{0}/",
    "/share/request/{0}/",
    "/embed/request/{0}/",
    "/public/provinces/57/pictures/",
]
INSIDE = ["/requests/", "/requests/list.csv", "/requests/{0}/", "/desk/"]


def read(visit: Visit, who: str, place: str) -> str:
    answer = visit(who, place)
    return (answer.getvalue() if answer.streaming else answer.content).decode()


def returned() -> BudgetRequest:
    row = factories.submitted()
    defects = [("budget", "ขาดใบเสนอราคา")]
    return services.return_for_revision(row.pk, defects=defects, version=row.version, actor=actor("amphoe_sec"))


def rewritten(row: BudgetRequest) -> BudgetRequest:
    """Every text of every page written anew, and the first line of its budget."""
    for key, fields, rows in factories.sections(row):
        said = {name: other(name, value) for name, value in fields.items()}
        lines = [{name: other(name, value) for name, value in one.items()} for one in rows] if rows else rows
        if key == "budget" and lines:
            lines[0] |= {"factors": [], "rate": None, "amount": 777_777_00}
        row = services.write(row.pk, key, fields=said, rows=lines, version=row.version, actor=actor("somsri"))
    return services.attach(
        row.pk,
        kind="other",
        title=TYPED,
        data=PDF,
        content_type="application/pdf",
        version=row.version,
        actor=actor("somsri"),
    ).budget_request


def other(name: str, value: Any) -> Any:
    """What is typed in its place: where any words may stand, unmistakable ones."""
    texts = {one.name for one in Proposal._meta.get_fields() if isinstance(one, models.CharField | models.TextField)}
    is_text = name in texts | {"description", "place", "who", "output", "text", "name"} and isinstance(value, str)
    is_free = is_text and not any(part in name for part in ("kind", "phone"))
    return TYPED if is_free else value


def test_the_public_reads_what_was_sent_not_what_is_typed(db, at_work, visit):
    row = returned()
    catching_up.whole()
    before = read(visit, "", f"/public/requests/{row.pk}/")
    rewritten(row)
    catching_up.whole()
    for place in OPEN:
        page = read(visit, "", place.format(row.pk))
        assert (place, TYPED in page, SUM in page, "777777" in page) == (place, False, False, False)
    for words in (TYPED, "777777"):  # found by what was typed, it would be told who typed what
        assert f"/public/requests/{row.pk}/" not in read(visit, "", f"/search/?q={words}")
    assert "100,000.00" in before and "100,000.00" in read(visit, "", f"/public/requests/{row.pk}/")


@pytest.mark.parametrize("who", ["amphoe_sec", "secretariat", "auditor"])
def test_who_decides_reads_what_was_sent_too(db, at_work, visit, who):
    row = rewritten(returned())
    for place in INSIDE:
        page = read(visit, who, place.format(row.pk))
        assert (place, TYPED in page, SUM in page, "777777" in page) == (place, False, False, False)
    assert f'"/requests/{row.pk}/"' not in read(visit, who, f"/requests/?q={TYPED}")


def test_its_own_people_read_what_they_type(db, at_work, visit):
    row = rewritten(returned())
    assert TYPED in read(visit, "somsri", f"/requests/{row.pk}/")
    assert TYPED in read(visit, "somsri", "/requests/")
    assert SUM in read(visit, "somsri", f"/requests/{row.pk}/write/costs/")


def test_withdrawn_meanwhile_it_stays_as_it_was_sent(db, at_work, visit):
    row = rewritten(returned())
    services.withdraw(row.pk, version=row.version, reason="หมดความจำเป็น", actor=actor("somsri"))
    page = read(visit, "", f"/public/requests/{row.pk}/")
    assert TYPED not in page and SUM not in page and "100,000.00" in page


def test_sent_again_it_asks_for_what_was_typed(db, at_work):
    row = returned()
    pages = {key: (fields, rows) for key, fields, rows in factories.sections(row)}
    dearer = [*pages["budget"][1][:2], {**pages["budget"][1][2], "amount": 46_000_00}]
    more = [*pages["money"][1][:3], {**pages["money"][1][3], "amount": 6_000_00}]
    for key, rows in {"budget": dearer, "money": more}.items():
        row = services.write(row.pk, key, fields={}, rows=rows, version=row.version, actor=actor("somsri"))
        assert (row.amount, row.written_amount()) == (100_000_00, 101_000_00)
    row = services.submit(row.pk, version=row.version, actor=actor("somsri"))
    assert row.amount == row.revisions.last().content["total"] == 101_000_00


def test_a_database_of_before_is_put_right(db, at_work):
    """The sum of what was typed was kept where that of what was sent is read."""
    row = returned()
    BudgetRequest.objects.filter(pk=row.pk).update(amount=777_777_00)
    with connection.cursor() as cursor:
        cursor.execute(import_module("requests.migrations.0002_amount_as_sent").AS_SENT)
    assert BudgetRequest.objects.get(pk=row.pk).amount == 100_000_00
