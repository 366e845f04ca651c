"""Every verb that moves a state, pressed by two at once on real threads: one does it, the other is told of the new state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from approvals import minutes
from approvals import services as approvals
from approvals.models import AgendaItem, Meeting
from audit.errors import Conflict
from audit.verbs import TABLES
from documents import services as documents
from documents.models import HandSignature
from funds import services as funds
from grants import services as grants
from grants.models import Instalment
from jobs import clock
from privacy import services as privacy
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.factories import FUND, REASONS, actor, listed
from tests.races import race

Made = Any
AMPHOE, SOMSRI = "amphoe_sec", "somsri"


@dataclass(frozen=True)
class Race:
    """A row in the state that the verb starts from, who does it, and the service with what it takes beside the row."""

    row: Callable[[], Made]
    who: str
    service: Callable[..., Any]
    terms: Callable[[Made], dict[str, Any]] = lambda _row: {}


def deferred() -> BudgetRequest:
    row = factories.in_review()
    factories.decide(factories.meeting("amphoe", row), "defer")
    return factories.fresh(row)


def active() -> BudgetRequest:
    return factories.fresh(factories.paid(factories.signed()).agreement.budget_request)


def suspended() -> BudgetRequest:
    row = active()
    return requests.suspend(row.pk, reason="รอตรวจ", version=row.version, actor=actor("secretariat"))


def ready_to_close() -> BudgetRequest:
    row = factories.closing()
    offer = factories.offer_of(row, FUND)
    grants.receive_refund(offer.pk, **factories.slip(), version=offer.version, actor=actor("treasurer"))
    return factories.fresh(row)


def planned() -> Meeting:
    secretary = actor(AMPHOE)
    soon = clock.now() + timedelta(days=9)
    made = approvals.plan(secretary.organisation_id or 0, scheduled_at=soon, place="ศาลา", actor=secretary)
    approvals.list_item(made.pk, kind="other", title="เรื่องอื่น", actor=secretary)
    return made


def called() -> Meeting:
    return factories.meeting("amphoe", opened=False)


def here(meeting: Meeting) -> dict[str, Any]:
    seats = [actor(name).seat_id or 0 for name in factories.MEMBERS["amphoe"]]
    return {"present": {seat: {"presence": "present"} for seat in seats}, "presided_by": seats[0]}


def written(meeting: Meeting) -> dict[str, Any]:
    return {"parts": replace(minutes.draft(meeting))}


def again(_meeting: Meeting) -> dict[str, Any]:
    return {"scheduled_at": clock.now() + timedelta(days=9), "place": "ศาลา", "announce_lower_quorum": False}


def voting(*votes: str) -> AgendaItem:
    item = listed()
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(AMPHOE))
    for who, choice in zip(factories.MEMBERS["amphoe"], votes, strict=False):
        approvals.vote(item.pk, choice=choice, actor=actor(who))
    return AgendaItem.objects.get(pk=item.pk)


def tied() -> AgendaItem:
    """Counted, and equal."""
    item = voting("for", "against")
    approvals.close_vote(item.pk, version=item.version, actor=actor(AMPHOE))
    return AgendaItem.objects.get(pk=item.pk)


def said() -> HandSignature:
    """The board's secretary says that an agency signed the agreement by hand."""
    paper = factories.drawn_up()
    factories.printed(paper)
    return factories.said_by_hand(paper)


def offer() -> Any:
    return factories.offer_of(factories.funding(), "พอช.")


def asked_back() -> Any:
    row = offer()
    grants.ask_question(row.pk, text="ทำที่ไหน", version=row.version, actor=actor("codi"))
    row.refresh_from_db()
    return row


def offered() -> Any:
    return factories.answer(factories.funding(), "พอช.", "codi", {3: 20_000_00})


def due() -> Instalment:
    return factories.instalment(factories.signed(), "พอช.")


def requested() -> Instalment:
    row = due()
    return grants.request_payment(row.pk, version=row.version, actor=actor(SOMSRI))


def verified() -> Instalment:
    row = requested()
    return grants.verify(row.pk, version=row.version, actor=actor("codi"))


def paid() -> Instalment:
    return factories.paid_direct(factories.signed(), "พอช.", "codi")


def reported() -> Instalment:
    row = paid()
    grants.send_report(row.pk, narrative="ทำแล้ว", spent={3: 1_000_00}, version=row.version, actor=actor(SOMSRI))
    row.refresh_from_db()
    return row


def drafted() -> Any:
    return factories.voucher(factories.signed())


def approved() -> Any:
    row = drafted()
    return funds.approve(row.pk, version=row.version, actor=actor("approver"))


def paid_voucher() -> Any:
    row = approved()
    return funds.pay(row.pk, **factories.proof(), version=row.version, actor=actor("cashier"))


ANSWER = {"answer_text": "ลบแล้ว"}
RACES: dict[str, Race] = {
    "privacy.answer": Race(factories.data_request, "secretariat", privacy.answer, lambda _r: ANSWER),
    "privacy.refuse": Race(factories.data_request, "secretariat", privacy.refuse, lambda _r: ANSWER),
    "requests.submit": Race(factories.draft, SOMSRI, requests.submit),
    "requests.withdraw": Race(factories.draft, SOMSRI, requests.withdraw, lambda _r: {"reason": "เลิก"}),
    "requests.return_for_revision": Race(
        factories.submitted, AMPHOE, requests.return_for_revision, lambda _r: {"defects": [("title", "ขาด")]}
    ),
    "requests.admit": Race(factories.submitted, AMPHOE, requests.admit),
    "requests.endorse": Race(factories.in_review, AMPHOE, requests.endorse, lambda _r: {"basis": "resolution:1"}),
    "requests.return_by_resolution": Race(
        factories.in_review,
        AMPHOE,
        requests.return_by_resolution,
        lambda _r: {"basis": "resolution:1", "defects": [("title", "ขาด")]},
    ),
    "requests.defer": Race(factories.in_review, AMPHOE, requests.defer, lambda _r: {"basis": "resolution:1"}),
    "requests.not_endorse": Race(
        factories.in_review, AMPHOE, requests.not_endorse, lambda _r: {"basis": "resolution:1"}
    ),
    "requests.resume": Race(deferred, AMPHOE, requests.resume),
    "requests.suspend": Race(active, "secretariat", requests.suspend, lambda _r: {"reason": "รอตรวจ"}),
    "requests.take_up_again": Race(suspended, "secretariat", requests.take_up_again),
    "requests.terminate": Race(active, "secretariat", requests.terminate, lambda _r: {"reason": "เลิก"}),
    "approvals.call": Race(planned, AMPHOE, approvals.call),
    "approvals.open_meeting": Race(called, AMPHOE, approvals.open_meeting, here),
    "approvals.close": Race(lambda: factories.meeting("amphoe"), AMPHOE, approvals.close, written),
    "approvals.call_again": Race(called, AMPHOE, approvals.call_again, again),
    "approvals.call_off": Race(called, AMPHOE, approvals.call_off),
    "approvals.put_to_vote": Race(listed, AMPHOE, approvals.put_to_vote, lambda _r: {"outcome": "endorse"}),
    "approvals.close_vote": Race(lambda: voting("for", "for", "for"), AMPHOE, approvals.close_vote),
    "approvals.resolve_unopposed": Race(voting, AMPHOE, approvals.resolve_unopposed),
    "approvals.cast_vote": Race(
        tied,
        "amphoe_chair",
        approvals.cast_vote,
        lambda _r: {"choice": "for", "reasons": REASONS},
    ),
    "approvals.strike_item": Race(lambda: planned().items.get(), AMPHOE, approvals.strike_item),
    "documents.confirm_signature": Race(said, "codi", documents.confirm_signature),
    "documents.refuse_signature": Race(said, "codi", documents.refuse_signature, lambda _r: {"reason": "ไม่ใช่"}),
    "grants.close_request": Race(ready_to_close, "board_sec", grants.close_request),
    "grants.acknowledge": Race(offer, "codi", grants.acknowledge),
    "grants.ask_question": Race(offer, "codi", grants.ask_question, lambda _r: {"text": "ทำที่ไหน"}),
    "grants.answer_question": Race(asked_back, SOMSRI, grants.answer_question, lambda _r: {"text": "ที่ศาลา"}),
    "grants.make_offer": Race(offer, "codi", grants.make_offer, lambda _r: {"amounts": {3: 1_000_00}}),
    "grants.decline": Race(offer, "codi", grants.decline, lambda _r: {"reason": "งบหมด"}),
    "grants.accept": Race(offered, SOMSRI, grants.accept),
    "grants.request_payment": Race(due, SOMSRI, grants.request_payment),
    "grants.verify": Race(requested, "codi", grants.verify),
    "grants.send_back": Race(requested, "codi", grants.send_back, lambda _r: {"reason": "ขาด"}),
    "grants.pay_direct": Race(verified, "codi", grants.pay_direct, lambda _r: factories.transfer()),
    "grants.send_report": Race(
        paid, SOMSRI, grants.send_report, lambda _r: {"narrative": "ทำแล้ว", "spent": {3: 1_000_00}}
    ),
    "grants.accept_report": Race(reported, "codi", grants.accept_report),
    "grants.return_report": Race(reported, "codi", grants.return_report, lambda _r: {"reason": "ขาด"}),
    "funds.approve": Race(drafted, "approver", funds.approve),
    "funds.pay": Race(approved, "cashier", funds.pay, lambda _r: factories.proof()),
    "funds.reject": Race(drafted, "approver", funds.reject, lambda _r: {"reason": "ผิด"}),
    "funds.reverse": Race(paid_voucher, "approver", funds.reverse, lambda _r: {"reason": "ผิด"}),
}
# Raced elsewhere, for the reason beside them.
ELSEWHERE = {
    "grants.sign": "two parties at once, in test_offers",
    "grants.make_voucher": "both answer the same voucher, in test_offers",
    "grants.lapse_overdue": "the clock's: it locks each offer and looks again, as in test_offers",
    "requests.agree": "inside the last signature, in test_offers",
    "requests.activate": "inside a payment",
    "requests.begin_closing": "inside the acceptance of the last report",
    "requests.close": "inside close_request",
}


def test_every_verb_that_moves_a_state_is_raced():
    moving = {f"{t.room}.{verb.name}" for t in TABLES.values() for verb in t if t.move_of(verb)}
    assert moving - set(ELSEWHERE) == set(RACES)


@pytest.mark.parametrize("verb", RACES)
def test_two_at_once_do_it_once(fresh_database, at_work, verb):
    """The row lock lets the first through; the second finds what the first one did, and is told so: 409, not 422."""
    one = RACES[verb]
    row, who = one.row(), actor(one.who)
    terms = one.terms(row)
    outcomes = race(lambda: one.service(row.pk, version=row.version, actor=who, **terms), times=2)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], Conflict), outcomes
