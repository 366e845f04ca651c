"""Services ask for the right themselves: a page that forgets to is no way in. Each verb names all who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from approvals import services as approvals
from approvals.services.deciding import Reasons
from audit.errors import Conflict
from funds import services as funds
from funds.models import MoneySource
from grants import services as grants
from jobs import clock
from people import services as people
from people.actors import Actor
from requests import services as requests
from tests.factories import actor
from tests.pages.conftest import NOON, Scene
from tests.world import SEATS

COUNCIL = {"somsri", "boonmee"}
HELPED = COUNCIL | {"amphoe_sec", "secretariat"}  # who writes for a council, on record
AMPHOE = {"amphoe_sec", "amphoe_chair", "amphoe_vice"}
MEMBERS = AMPHOE | {"amphoe_m1", "amphoe_m2"}
SIGNERS = COUNCIL | {"board_sec", "board_chair", "codi", "thpf"}

Call = Callable[[Scene, Actor], Any]
paper = {"amount": 1_00, "payee": "x", "basis": "letter:1"}


def _paper() -> funds.Paper:
    return funds.Paper(MoneySource.objects.get(code="SEED"), date=clock.today(), **paper)


VERBS: dict[str, tuple[set[str], Call]] = {
    "begin": (HELPED, lambda s, a: requests.begin(s.draft.call_id, organisation_id=s.council.pk, actor=a)),
    "save_section": (HELPED, lambda s, a: requests.save_section(s.draft.pk, "results", fields={}, version=s.draft.version, actor=a)),
    "attach": (HELPED, lambda s, a: requests.attach(s.draft.pk, kind="map", title="x", data=b"x", content_type="application/pdf", version=s.draft.version, actor=a)),
    "remove_attachment": (HELPED, lambda s, a: requests.remove_attachment(s.draft.pk, s.draft.attachments.get().pk, version=s.draft.version, actor=a)),
    "submit": (HELPED, lambda s, a: requests.submit(s.draft.pk, version=s.draft.version, actor=a)),
    "withdraw": (COUNCIL, lambda s, a: requests.withdraw(s.funding.pk, version=s.funding.version, reason="x", actor=a)),
    "admit": ({"amphoe_sec"}, lambda s, a: requests.admit(s.submitted.pk, version=s.submitted.version, actor=a)),
    "return_for_revision": ({"amphoe_sec"}, lambda s, a: requests.return_for_revision(s.submitted.pk, defects=[("title", "x")], version=s.submitted.version, actor=a)),
    "endorse": (AMPHOE, lambda s, a: requests.endorse(s.in_review.pk, basis="x", actor=a)),
    "defer": (AMPHOE, lambda s, a: requests.defer(s.in_review.pk, basis="x", actor=a)),
    "not_endorse": (AMPHOE, lambda s, a: requests.not_endorse(s.in_review.pk, basis="x", actor=a)),
    "resume": (AMPHOE, lambda s, a: requests.resume(s.in_review.pk, actor=a)),
    "suspend": ({"secretariat"}, lambda s, a: requests.suspend(s.funding.pk, reason="x", version=s.funding.version, actor=a)),
    "terminate": ({"secretariat"}, lambda s, a: requests.terminate(s.funding.pk, reason="x", version=s.funding.version, actor=a)),
    "plan": (AMPHOE, lambda s, a: approvals.plan(s.called.committee_id, scheduled_at=clock.now() + timedelta(days=9), place="x", actor=a)),
    "list_item": (AMPHOE, lambda s, a: approvals.list_item(s.called.pk, kind="other", title="x", actor=a)),
    "strike_item": (AMPHOE, lambda s, a: approvals.strike_item(s.item.pk, version=s.item.version, actor=a)),
    "call": (AMPHOE, lambda s, a: approvals.call(s.called.pk, version=s.called.version, actor=a)),
    "call_off": (AMPHOE, lambda s, a: approvals.call_off(s.called.pk, version=s.called.version, actor=a)),
    "open_meeting": (AMPHOE, lambda s, a: approvals.open_meeting(s.called.pk, present={}, presided_by=0, version=s.called.version, actor=a)),
    "close": (AMPHOE, lambda s, a: approvals.close(s.item.meeting_id, minutes="x", version=s.item.meeting.version, actor=a)),
    "set_rules": (AMPHOE, lambda s, a: approvals.set_rules(s.called.committee_id, valid_from=clock.today(), adopted_by="x", actor=a)),
    "declare": (MEMBERS, lambda s, a: approvals.declare(s.item.pk, seat_id=a.seat_id or 0, kind="party", reason="x", actor=a)),
    "let_stay": (AMPHOE, lambda s, a: approvals.let_stay(s.interest.pk, votes_for=3, others=3, actor=a)),
    "put_to_vote": (AMPHOE, lambda s, a: approvals.put_to_vote(s.item.pk, outcome="endorse", version=s.item.version, actor=a)),
    "vote": (MEMBERS, lambda s, a: approvals.vote(s.item.pk, choice="for", actor=a)),
    "close_vote": (AMPHOE, lambda s, a: approvals.close_vote(s.item.pk, version=s.item.version, actor=a)),
    "resolve_unopposed": (AMPHOE, lambda s, a: approvals.resolve_unopposed(s.item.pk, reasons=Reasons(), version=s.item.version, actor=a)),
    "cast_vote": ({"amphoe_chair"}, lambda s, a: approvals.cast_vote(s.item.pk, choice="for", version=s.item.version, actor=a)),
    "acknowledge": ({"codi"}, lambda s, a: grants.acknowledge(s.offer.pk, version=s.offer.version, actor=a)),
    "ask_question": ({"codi"}, lambda s, a: grants.ask_question(s.offer.pk, text="x", version=s.offer.version, actor=a)),
    "answer_question": (COUNCIL, lambda s, a: grants.answer_question(s.offer.pk, text="x", version=s.offer.version, actor=a)),
    "make_offer": ({"codi"}, lambda s, a: grants.make_offer(s.offer.pk, amounts={3: 1}, version=s.offer.version, actor=a)),
    "decline": ({"codi"}, lambda s, a: grants.decline(s.offer.pk, reason="x", version=s.offer.version, actor=a)),
    "accept": (COUNCIL, lambda s, a: grants.accept(s.offer.pk, version=s.offer.version, actor=a)),
    "ask_funder": (COUNCIL, lambda s, a: grants.ask_funder(s.funding.pk, funder_id=s.offer.funder_id, amount=1, actor=a)),
    "draw_up": ({"board_sec", "secretariat"}, lambda s, a: grants.draw_up(s.funding.pk, actor=a)),
    "close_request": ({"board_sec", "secretariat"}, lambda s, a: grants.close_request(s.funding.pk, version=s.funding.version, actor=a)),
    "sign": (SIGNERS, lambda s, a: grants.sign(s.agreement.pk, typed_name="x", sha256="x", actor=a)),
    "request_payment": (COUNCIL, lambda s, a: grants.request_payment(s.instalment.pk, version=s.instalment.version, actor=a)),
    "verify": ({"treasurer"}, lambda s, a: grants.verify(s.instalment.pk, version=s.instalment.version, actor=a)),
    "send_back": ({"treasurer"}, lambda s, a: grants.send_back(s.instalment.pk, reason="x", version=s.instalment.version, actor=a)),
    "pay_direct": (set(), lambda s, a: grants.pay_direct(s.instalment.pk, paid_on=clock.today(), evidence="x", version=s.instalment.version, actor=a)),
    "make_voucher": ({"treasurer"}, lambda s, a: grants.make_voucher(s.instalment.pk, version=s.instalment.version, actor=a)),
    "send_report": (COUNCIL, lambda s, a: grants.send_report(s.instalment.pk, narrative="x", spent={}, version=s.instalment.version, actor=a)),
    "accept_report": ({"treasurer"}, lambda s, a: grants.accept_report(s.instalment.pk, version=s.instalment.version, actor=a)),
    "return_report": ({"treasurer"}, lambda s, a: grants.return_report(s.instalment.pk, reason="x", version=s.instalment.version, actor=a)),
    "voucher": ({"treasurer"}, lambda s, a: funds.make_voucher(uuid4(), _paper(), expense="50200", actor=a)),
    "receipt": ({"treasurer", "cashier"}, lambda s, a: funds.record_receipt(uuid4(), _paper(), income="other", actor=a)),
    "approve": ({"approver"}, lambda s, a: funds.approve(s.voucher.pk, actor=a)),
    "reject": ({"approver"}, lambda s, a: funds.reject(s.voucher.pk, reason="x", actor=a)),
    "pay": ({"cashier"}, lambda s, a: funds.pay(s.voucher.pk, evidence="payee_receipt", evidence_reference="1", actor=a)),
    "reverse": ({"approver"}, lambda s, a: funds.reverse(s.voucher.pk, reason="x", actor=a)),
    "open_seat": (COUNCIL | {"secretariat"}, lambda s, a: people.open_seat(s.council.pk, role="member", actor=a)),
    "let_back_in": ({"somsri", "secretariat"}, lambda s, a: people.let_back_in(s.seat.pk, actor=a)),
    "hand_over": (COUNCIL | {"secretariat"}, lambda s, a: people.hand_over(s.seat.pk, ends_on=clock.today(), actor=a)),
}  # fmt: skip


def is_allowed(scene: Scene, who: str, call: Call) -> bool:
    """Rights come before everything else: whoever has them may still be told that it does not fit now."""
    try:
        with transaction.atomic():
            call(scene, actor(who))
            transaction.set_rollback(True)  # the next person finds what this one found
    except PermissionDenied:
        return False
    except (Conflict, ValidationError):
        return True
    return True


@pytest.mark.parametrize("verb", VERBS)
def test_only_these_may(scene: Scene, db, verb):
    allowed, call = VERBS[verb]
    with clock.at(NOON):
        refused = {who for who in SEATS if who not in allowed and not is_allowed(scene, who, call)}
        assert refused == set(SEATS) - allowed
        assert all(is_allowed(scene, who, call) for who in allowed)
