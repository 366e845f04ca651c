"""What must be put right is told to everybody; only those who may write are led to where it is written."""

from __future__ import annotations

import pytest

from requests import services
from tests import factories


@pytest.mark.parametrize(("reader", "led"), [("somsri", True), ("boonmee", True), ("auditor", False), ("codi", False)])
def test_a_defect_leads_to_its_page_only_for_who_may_write(db, at_work, client, reader, led):
    row = factories.submitted()
    secretary = factories.actor("amphoe_sec")
    services.return_for_revision(row.pk, defects=[("budget", "ขาดใบเสนอราคา")], version=row.version, actor=secretary)
    client.force_login(factories.actor(reader).person)
    page = client.get(f"/requests/{row.pk}/").content.decode()
    assert "ขาดใบเสนอราคา" in page
    assert (f"/requests/{row.pk}/write/budget/" in page) is led
