"""What the agreement says of the resolution that allowed it: its own number and its committee."""

from __future__ import annotations

from approvals.models import Resolution
from documents.models import Document
from tests import factories


def test_it_names_the_resolution_as_people_know_it(db, at_work):
    agreement = factories.drawn_up()
    row = agreement.budget_request
    resolution = Resolution.objects.get(item__budget_request=row, item__meeting__committee__kind="fund_board")
    facts = Document.objects.get(pk=agreement.document_id).facts
    assert facts["resolution"] == f"มติที่ {resolution.label} ของ{resolution.item.meeting.committee}"
    assert row.endorsed_basis not in facts.values()
