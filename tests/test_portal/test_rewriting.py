"""What a council types while it puts a returned request right was sent to nobody: nobody reads it before."""

from __future__ import annotations

from requests import services
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor

TYPED = "ของที่ยังไม่ได้ส่ง"


def returned() -> BudgetRequest:
    row = factories.submitted()
    defects = [("budget", "ขาดใบเสนอราคา")]
    return services.return_for_revision(row.pk, defects=defects, version=row.version, actor=actor("amphoe_sec"))


def rewritten(row: BudgetRequest) -> None:
    key, fields, rows = next(one for one in factories.sections(row) if one[0] == "budget")
    assert rows
    lines = [{**rows[0], "description": TYPED, "factors": [], "rate": None, "amount": 777_777_00}, *rows[1:]]
    services.write(row.pk, key, fields=fields, rows=lines, version=row.version, actor=actor("somsri"))


def test_the_public_reads_what_was_sent_not_what_is_typed(db, at_work, client):
    row = returned()
    place = f"/public/requests/{row.pk}/"
    before = client.get(place).content.decode()
    rewritten(row)
    after = client.get(place).content.decode()
    assert "777,777" not in after and TYPED not in after and TYPED not in before
    assert "100,000.00" in before and "100,000.00" in after


def test_who_decides_reads_what_was_sent_too(db, at_work, visit):
    row = returned()
    rewritten(row)
    assert TYPED not in visit("amphoe_sec", f"/requests/{row.pk}/").content.decode()
