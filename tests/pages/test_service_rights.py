"""Services ask for the right themselves: a page that forgets to is no way in. Each verb names all who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from approvals import services as approvals
from approvals.minutes import Parts
from audit.errors import Conflict
from funds import services as funds
from funds.models import Income, MoneySource
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


def on(service: Callable[..., Any], name: str, **terms: Any) -> Call:
    """A verb on a row of the scene, as its page shows it."""

    def call(scene: Scene, who: Actor) -> Any:
        row = getattr(scene, name)
        return service(row.pk, version=row.version, actor=who, **terms)

    return call


def at(service: Callable[..., Any], name: str, **terms: Any) -> Call:
    """A verb that carries no version."""
    return lambda scene, who: service(getattr(scene, name).pk, actor=who, **terms)


def _paper() -> funds.Paper:
    return funds.Paper(MoneySource.objects.get(code="SEED"), 1_00, "x", "letter:1", clock.today())


def _ask(scene: Scene, who: Actor) -> Any:
    return grants.ask_funder(scene.funding.pk, funder_id=scene.offer.funder_id, amount=1, actor=who)


def _begin(scene: Scene, who: Actor) -> Any:
    return requests.begin(scene.draft.call_id, organisation_id=scene.council.pk, actor=who)


def _remove(scene: Scene, who: Actor) -> Any:
    row = scene.draft
    return requests.remove_attachment(row.pk, row.attachments.get().pk, version=row.version, actor=who)


def _plan(scene: Scene, who: Actor) -> Any:
    soon = clock.now() + timedelta(days=9)
    return approvals.plan(scene.called.committee_id, scheduled_at=soon, place="x", actor=who)


def _set_rules(scene: Scene, who: Actor) -> Any:
    return approvals.set_rules(scene.called.committee_id, valid_from=clock.today(), adopted_by="x", actor=who)


def _declare(scene: Scene, who: Actor) -> Any:
    return approvals.declare(scene.item.pk, seat_id=who.seat_id or 0, kind="party", reason="x", actor=who)


def _voucher(scene: Scene, who: Actor) -> Any:
    return funds.make_voucher(uuid4(), _paper(), expense="50200", actor=who)


def _receipt(scene: Scene, who: Actor) -> Any:
    return funds.record_receipt(uuid4(), _paper(), income=Income.OTHER, actor=who)


FILE = {"kind": "map", "title": "x", "data": b"x", "content_type": "application/pdf"}
PROOF = {"evidence": "payee_receipt", "evidence_reference": "1"}
TODAY = NOON.date()
PARTS = Parts(began=time(9), ended=time(10))

VERBS: dict[str, tuple[set[str], Call]] = {
    "begin": (HELPED, _begin),
    "write": (HELPED, on(requests.write, "draft", key="results", fields={})),
    "attach": (HELPED, on(requests.attach, "draft", **FILE)),
    "remove_attachment": (HELPED, _remove),
    "submit": (HELPED, on(requests.submit, "draft")),
    "withdraw": (COUNCIL, on(requests.withdraw, "funding", reason="x")),
    "admit": ({"amphoe_sec"}, on(requests.admit, "submitted")),
    "return_for_revision": ({"amphoe_sec"}, on(requests.return_for_revision, "submitted", defects=[("title", "x")])),
    "endorse": (AMPHOE, on(requests.endorse, "in_review", basis="x")),
    "return_by_resolution": (
        AMPHOE,
        on(requests.return_by_resolution, "in_review", basis="x", defects=[("title", "x")]),
    ),
    "defer": (AMPHOE, on(requests.defer, "in_review", basis="x")),
    "not_endorse": (AMPHOE, on(requests.not_endorse, "in_review", basis="x")),
    "resume": (AMPHOE, on(requests.resume, "in_review")),
    "suspend": ({"secretariat"}, on(requests.suspend, "funding", reason="x")),
    "take_up_again": ({"secretariat"}, on(requests.take_up_again, "funding")),
    "terminate": ({"secretariat"}, on(requests.terminate, "funding", reason="x")),
    "plan": (AMPHOE, _plan),
    "set_rules": (AMPHOE, _set_rules),
    "list_item": (AMPHOE, at(approvals.list_item, "called", kind="other", title="x")),
    "strike_item": (AMPHOE, on(approvals.strike_item, "item")),
    "call": (AMPHOE, on(approvals.call, "called")),
    "call_off": (AMPHOE, on(approvals.call_off, "called")),
    "open_meeting": (AMPHOE, on(approvals.open_meeting, "called", present={}, presided_by=0)),
    "close": (AMPHOE, on(approvals.close, "session", parts=PARTS)),
    "adopt": (AMPHOE, on(approvals.adopt, "session", minutes_id=0)),
    "adopt_corrected": (AMPHOE, on(approvals.adopt_corrected, "session", minutes_id=0, parts=PARTS, corrections="x")),
    "declare": (MEMBERS, _declare),
    "let_stay": (AMPHOE, at(approvals.let_stay, "interest", votes_for=3, others=3)),
    "put_to_vote": (AMPHOE, on(approvals.put_to_vote, "item", outcome="endorse")),
    "vote": (MEMBERS, at(approvals.vote, "item", choice="for")),
    "close_vote": (AMPHOE, on(approvals.close_vote, "item")),
    "resolve_unopposed": (AMPHOE, on(approvals.resolve_unopposed, "item")),
    "cast_vote": ({"amphoe_chair"}, on(approvals.cast_vote, "item", choice="for")),
    "acknowledge": ({"codi"}, on(grants.acknowledge, "offer")),
    "ask_question": ({"codi"}, on(grants.ask_question, "offer", text="x")),
    "answer_question": (COUNCIL, on(grants.answer_question, "offer", text="x")),
    "make_offer": ({"codi"}, on(grants.make_offer, "offer", amounts={3: 1})),
    "decline": ({"codi"}, on(grants.decline, "offer", reason="x")),
    "accept": (COUNCIL, on(grants.accept, "offer")),
    "ask_funder": (COUNCIL, _ask),
    "draw_up": ({"board_sec", "secretariat"}, at(grants.draw_up, "funding")),
    "close_request": ({"board_sec", "secretariat"}, on(grants.close_request, "funding")),
    "sign": (SIGNERS, at(grants.sign, "agreement", typed_name="x", sha256="x")),
    "request_payment": (COUNCIL, on(grants.request_payment, "instalment")),
    "verify": ({"treasurer"}, on(grants.verify, "instalment")),
    "send_back": ({"treasurer"}, on(grants.send_back, "instalment", reason="x")),
    "pay_direct": (set(), on(grants.pay_direct, "instalment", paid_on=TODAY, evidence="x")),  # the fund pays by voucher
    "make_voucher": ({"treasurer"}, on(grants.make_voucher, "instalment")),
    "send_report": (COUNCIL, on(grants.send_report, "instalment", narrative="x", spent={})),
    "accept_report": ({"treasurer"}, on(grants.accept_report, "instalment")),
    "return_report": ({"treasurer"}, on(grants.return_report, "instalment", reason="x")),
    "voucher": ({"treasurer"}, _voucher),
    "receipt": ({"treasurer", "cashier"}, _receipt),
    "approve": ({"approver"}, at(funds.approve, "voucher")),
    "reject": ({"approver"}, at(funds.reject, "voucher", reason="x")),
    "pay": ({"cashier"}, at(funds.pay, "voucher", **PROOF)),
    "reverse": ({"approver"}, at(funds.reverse, "voucher", reason="x")),
    "open_seat": (COUNCIL | {"secretariat"}, at(people.open_seat, "council", role="member")),
    "let_back_in": ({"somsri", "secretariat"}, at(people.let_back_in, "seat")),
    "hand_over": (COUNCIL | {"secretariat"}, at(people.hand_over, "seat", ends_on=TODAY)),
}


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
