"""A matter's page shows its request to whoever may read the request anyway, and to nobody else."""

from __future__ import annotations

from approvals import services as approvals
from tests import factories
from tests.factories import actor
from tests.reader import Visit

WHY = "เพราะเหตุใด"  # the heading of the proposal
# Its council, two funders that are asked, its committee, the board, who oversees, another province.
READERS = ("boonmee", "somsri", "codi", "thpf", "amphoe_sec", "board_sec", "treasurer", "auditor", "stranger")


def test_the_matter_says_no_more_than_the_request_itself(db, at_work, visit: Visit):
    item = factories.listed()

    def reads(who: str, place: str) -> bool:
        answer = visit(who, place)
        return answer.status_code == 200 and WHY in answer.content.decode()

    request = f"/requests/{item.budget_request_id}/"
    may = {who for who in READERS if reads(who, request)}
    told = {who for who in READERS if reads(who, f"/meetings/items/{item.pk}/")}
    assert "amphoe_sec" in told and told <= may
    assert "stranger" not in may


def test_who_left_for_an_item_has_no_ballot_and_no_tally_on_its_page(db, at_work, visit: Visit):
    item = factories.listed()
    left = actor("amphoe_m1")
    approvals.declare(item.pk, seat_id=left.seat_id or 0, kind="relative", reason="พี่สาว", actor=left)
    item.refresh_from_db()
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))
    place = f"/meetings/items/{item.pk}/"
    ballots = {who: 'name="choice"' in visit(who, place).content.decode() for who in ("amphoe_m1", "amphoe_m2")}
    assert ballots == {"amphoe_m1": False, "amphoe_m2": True}
