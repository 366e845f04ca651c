"""Pages ask the database a fixed number of questions, however much there is to show."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from approvals import services as approvals
from tests import factories
from tests.pages.conftest import Scene
from tests.reader import Visit

LIST, WHOLE, ITEM = 12, 15, 18  # a list; one request with all its rooms; one matter with its quorum, votes and forms

BUDGETS: dict[tuple[str, str], int] = {
    ("somsri", "/desk/"): LIST,
    ("amphoe_sec", "/desk/"): LIST,
    ("amphoe_m1", "/desk/"): LIST,
    ("treasurer", "/desk/"): LIST,
    ("codi", "/desk/"): LIST,
    ("somsri", "/requests/"): LIST,
    ("somsri", "/norms/"): LIST,
    ("amphoe_sec", "/meetings/"): LIST,
    ("amphoe_sec", "/meetings/{called}/"): LIST,
    ("amphoe_sec", "/meetings/{closed}/"): LIST,
    ("amphoe_sec", "/meetings/items/{item}/"): ITEM,
    ("amphoe_sec", "/meetings/items/{resolved}/"): ITEM,
    ("somsri", "/requests/{submitted}/"): WHOLE,
    ("somsri", "/requests/{funding}/"): WHOLE,
    ("codi", "/requests/{agreed}/"): WHOLE,
    ("somsri", "/requests/{draft}/write/costs/"): ITEM,
    ("somsri", "/requests/{draft}/write/"): WHOLE,
    ("somsri", "/requests/{draft}/submit/"): ITEM,
    ("somsri", "/requests/{draft}/fill/"): WHOLE,
    ("somsri", "/requests/{draft}/readiness/"): ITEM,
    ("somsri", "/requests/demands/"): LIST,
    ("somsri", "/requests/{submitted}/compare/1/1/"): LIST,
    ("codi", "/offers/{offer}/"): LIST,
    ("codi", "/grants/agreements/{agreement}/"): LIST,
    ("somsri", "/documents/{document}/about/"): LIST,
    ("somsri", "/grants/instalments/{instalment}/"): LIST,
    ("treasurer", "/funds/CR/"): LIST,
    ("treasurer", "/vouchers/{voucher}/"): LIST,
    ("secretariat", "/people/organisation/"): LIST,
    ("somsri", "/people/organisation/"): LIST,
    ("amphoe_sec", "/people/organisation/{council}/"): LIST,
    ("amphoe_sec", "/people/words/"): LIST,
    ("auditor", "/audit/"): LIST,
    ("", "/"): LIST,
    ("", "/provinces/57/"): LIST,
    ("", "/public/requests/{funding}/"): LIST,
    ("", "/public/funds/CR/"): LIST,
    ("", "/data/"): LIST,
    ("", "/data/57/"): LIST,
    ("", "/api/v1/provinces/57/requests/"): LIST,
    ("", "/api/v1/provinces/57/decisions/"): LIST,
    ("", "/api/v1/provinces/57/payments/"): LIST,
    ("", "/public/places/5701/"): LIST,
    ("", "/public/places/570101/"): LIST,
    ("", "/public/pictures/"): LIST,
    ("", "/public/provinces/57/pictures/"): LIST,
}


def more_of_everything() -> None:
    for _ in range(3):
        factories.draft()
        factories.voucher(factories.signed())
        item = factories.listed()
        approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=factories.actor("amphoe_sec"))
        factories.meeting("amphoe", opened=False)


def questions(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_pages_keep_their_budgets_when_there_is_more_to_show(scene: Scene, db, client, visit: Visit):
    """All in one body, because the walk to "more" is long; each page that asks too much is named."""
    rows = {name: row.pk for name, row in vars(scene).items()} | {
        "agreed": scene.agreement.budget_request_id,
        "closed": scene.written.meeting_id,
        "resolved": scene.funding.agenda_items.earliest("pk").pk,
    }

    def asked() -> dict[tuple[str, str], int]:
        counts = {}
        for who, place in BUDGETS:
            visit(who, place.format(**rows))  # as this person, and fills what a process keeps
            counts[who, place] = questions(client, place.format(**rows))
        return counts

    before = asked()
    more_of_everything()
    assert {page: now for page, now in asked().items() if now > min(BUDGETS[page], before[page] + 1)} == {}
