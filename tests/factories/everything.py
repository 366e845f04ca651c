"""A scene in which every table of evidence has rows: what a request goes through to its end, and what else may happen."""

from __future__ import annotations

from datetime import timedelta

from approvals import services as approvals
from grants import services as grants
from jobs import clock
from people import services as people
from people.models import Recovery, Seat
from people.outside import Provider, Vouched
from requests import services as requests
from tests.factories.meetings import REASONS, in_session, the_item
from tests.factories.money import closed, drawn_up, funding, offer_of, printed, said_by_hand
from tests.factories.people import actor
from tests.factories.proposals import sent_with_photo
from tests.scenes import walked


@walked
def everything() -> None:
    closed()
    _contested()
    _returned()
    _asked()
    _people()
    requests.set_demand("57", "risks", strength="advised", actor=actor("secretariat"))
    agreement = drawn_up()
    printed(agreement)
    said_by_hand(agreement)
    committee, secretary = actor("amphoe_sec").organisation_id or 0, actor("amphoe_sec")
    approvals.set_rules(
        committee, valid_from=clock.today() + timedelta(days=30), adopted_by="มติ 1/2569", actor=secretary
    )


def _contested() -> None:
    """Somebody leaves, three vote, one of them otherwise; then their view is recorded and the result disputed."""
    item, secretary = the_item(in_session()), actor("amphoe_sec")
    left = actor("amphoe_m1")
    approvals.declare(item.pk, seat_id=left.seat_id or 0, kind="relative", reason="พี่สาว", actor=left)
    item.refresh_from_db()
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=secretary)
    for who, choice in {"amphoe_chair": "for", "amphoe_vice": "for", "amphoe_m2": "against"}.items():
        approvals.vote(item.pk, choice=choice, actor=actor(who))
    item.refresh_from_db()
    made = approvals.close_vote(item.pk, reasons=REASONS, version=item.version, actor=secretary)
    assert made is not None
    approvals.dissent(made.pk, text="ราคาสูงไป", actor=actor("amphoe_m2"))
    item.refresh_from_db()
    approvals.raise_objection(item.pk, text="นับผิด", version=item.version, actor=actor("amphoe_m2"))


def _returned() -> None:
    row = sent_with_photo()
    defects = [("budget", "แนบใบเสนอราคา")]
    requests.return_for_revision(row.pk, defects=defects, version=row.version, actor=actor("amphoe_sec"))


def _asked() -> None:
    offer = offer_of(funding(), "พอช.")
    grants.ask_question(offer.pk, text="ทำที่ไหน", version=offer.version, actor=actor("codi"))


def _people() -> None:
    people.ask_recovery("other")
    row = Recovery.objects.get(person__username="other")
    people.vouch(row.pk, how_known="พบกันวันนี้", actor=actor("amphoe_sec"))
    seat = Seat.objects.get(person__username="amphoe_m2")
    provider = Provider("tests", "", "https://id.example", "", "", "", "sub", "", recognises=False)
    people.link_identity(Vouched(provider, provider.digest("1"), ""), actor=actor("somsri"))
    people.ask_to_end(seat.pk, ends_on=clock.today(), basis="มติ 2/2569", actor=actor("amphoe_chair"))
