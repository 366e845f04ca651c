"""Races on requests: one revision however often it is clicked, receipt numbers without gaps, one verb at a time."""

from __future__ import annotations

from collections.abc import Callable

from audit.errors import Conflict
from audit.reports import event_names
from requests import services
from requests.models import BudgetRequest, Revision
from tests import factories
from tests.races import race


def names(outcomes: list[object]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_two_clicks_submit_once(fresh_database, at_work):
    """The row lock lets the first through; the second finds another version."""
    draft, who = factories.draft(), factories.actor("somsri")
    outcomes = race(lambda: services.submit(draft.pk, version=draft.version, actor=who), times=4)
    assert names(outcomes) == ["BudgetRequest", "StaleVersion", "StaleVersion", "StaleVersion"]
    assert Revision.objects.filter(budget_request=draft).count() == 1
    assert event_names(draft.subject).count("request.submitted") == 1


def test_receipt_numbers_have_no_gap_and_no_double(fresh_database, at_work):
    """Eight councils at once, four of which lack a paper: who is refused takes no number."""
    drafts = [factories.draft() for _ in range(8)]
    for row in drafts[::2]:
        services.remove_attachment(
            row.pk, row.attachments.get().pk, version=row.version, actor=factories.actor("somsri")
        )
    race(*(_submit(factories.fresh(row)) for row in drafts))
    numbers = sorted(BudgetRequest.objects.exclude(receipt_number="").values_list("receipt_number", flat=True))
    assert numbers == [f"57/2569/{n:04d}" for n in range(1, 5)]


def _submit(row: BudgetRequest) -> Callable[[], object]:
    who = factories.actor("somsri")
    return lambda: services.submit(row.pk, version=row.version, actor=who)


def test_withdrawing_and_admitting_at_once_is_one_of_them(fresh_database, at_work):
    row = factories.submitted()
    council, committee = factories.actor("somsri"), factories.actor("amphoe_sec")
    outcomes = race(
        lambda: services.withdraw(row.pk, version=row.version, reason="เปลี่ยนใจ", actor=council),
        lambda: services.admit(row.pk, version=row.version, actor=committee),
    )
    assert len([one for one in outcomes if isinstance(one, Conflict)]) == 1
    assert factories.fresh(row).version == row.version + 1


def test_two_people_save_two_pages_and_one_is_told(fresh_database, at_work):
    draft, writers = factories.draft(), [factories.actor(name) for name in ("somsri", "boonmee")]
    saves = [
        lambda who=who: services.write(
            draft.pk, "results", fields={"outputs": who.person.username}, version=draft.version, actor=who
        )
        for who in writers
    ]
    assert names(race(*saves)) == ["BudgetRequest", "StaleVersion"]
