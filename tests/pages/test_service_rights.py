"""Services ask for the right themselves: a page that forgets to is no way in. Each verb names all who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from approvals import services as approvals
from approvals.minutes import Parts
from approvals.models import Resolution
from audit.errors import Conflict
from audit.verbs import TABLES
from desk import services as desk
from documents import services as documents
from funds import services as funds
from funds.models import Fund, Income, MoneySource
from grants import services as grants
from grants.models import Offer, Refund
from jobs import clock
from people import services as people
from people.actors import Actor
from people.models import Seat
from privacy import services as privacy
from programmes import services as programmes
from requests import services as requests
from tests import factories
from tests.factories import PDF, actor, everybody
from tests.pages import unfit
from tests.pages.conftest import NOON, Scene
from tests.pages.unfit import asked, asked_to_end
from tests.world import SEATS

COUNCIL = {"somsri", "boonmee"}
HELPED = COUNCIL | {"amphoe_sec", "secretariat"}  # who writes for a council, on record
AMPHOE = {"amphoe_sec", "amphoe_chair", "amphoe_vice"}
MEMBERS = AMPHOE | {"amphoe_m1", "amphoe_m2"}
VOTERS = MEMBERS - {"amphoe_sec"}
ISSUERS = COUNCIL | {"secretariat"}
BOARD = {"board_sec", "board_chair", "board_m1", "board_m2", "board_m3"}
FUND_SEEN_BY = BOARD | {"treasurer", "approver", "cashier", "auditor", "secretariat"}
# Who is recognised and speaks for an office of the province; and who besides is near an officer of the fund.
OFFICIALS = {"amphoe_sec", "amphoe_chair", "codi", "thpf", "auditor", "secretariat"}
NEAR = OFFICIALS | {"approver", "cashier", "board_sec", "board_chair"}
HELD_BY = COUNCIL | {"codi", "thpf", "secretariat"}  # who is bound, or holds it and is of another organisation
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
    return funds.Paper(MoneySource.objects.get(code="SEED"), 1_00, "x", "หนังสือ 1", clock.today())


def _ask(scene: Scene, who: Actor) -> Any:
    return grants.ask_funder(scene.funding.pk, funder_id=scene.offer.funder_id, amount=1, actor=who)


def _begin(scene: Scene, who: Actor) -> Any:
    return requests.begin(scene.draft.call_id, organisation_id=scene.council.pk, actor=who)


def _remove(scene: Scene, who: Actor) -> Any:
    row = scene.draft
    return requests.remove_attachment(row.pk, row.attachments.get().pk, version=row.version, actor=who)


def _take_back(scene: Scene, who: Actor) -> Any:
    row = scene.submitted
    return requests.take_back_file(row.pk, row.attachments.get().pk, version=row.version, actor=who)


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
    return funds.record_receipt(uuid4(), _paper(), income=Income.OTHER, proof=factories.letter(), actor=who)


def _call_again(scene: Scene, who: Actor) -> Any:
    row = scene.called
    terms = {"scheduled_at": clock.now() + timedelta(days=9), "place": "x", "announce_lower_quorum": False}
    return approvals.call_again(row.pk, version=row.version, actor=who, **terms)


def _dissent(scene: Scene, who: Actor) -> Any:
    made = Resolution.objects.filter(item__meeting__committee=scene.called.committee_id).earliest("pk")
    return approvals.dissent(made.pk, text="x", actor=who)


def _confirm(scene: Scene, who: Actor) -> Any:
    made = scene.written.meeting
    return approvals.confirm(made.pk, version=made.version, actor=who)


def _for_another(scene: Scene, who: Actor) -> Any:
    another = actor("amphoe_m1" if who.seat_id != actor("amphoe_m1").seat_id else "amphoe_m2")
    return approvals.declare(scene.item.pk, seat_id=another.seat_id or 0, kind="party", reason="x", actor=who)


def _refund(scene: Scene, who: Actor) -> Any:
    offer = Offer.objects.filter(source__fund__code="CR").latest("pk")
    Refund.objects.get_or_create(offer=offer, defaults={"amount": 1, "due_on": TODAY})
    return grants.receive_refund(offer.pk, **factories.slip(), version=offer.version, actor=who)


def _open_fund(scene: Scene, who: Actor) -> Any:
    fund = Fund.objects.get(code="CR")
    return funds.open_fund(fund.organisation, code="CR2", name_th="x", opened_on=TODAY, actor=who)


def _open_source(scene: Scene, who: Actor) -> Any:
    return funds.open_source(Fund.objects.get(code="CR"), code="X", name="x", kind="donation", actor=who)


def _close_period(scene: Scene, who: Actor) -> Any:
    return funds.close_period(Fund.objects.get(code="CR"), TODAY, actor=who)


def _export_books(scene: Scene, who: Actor) -> Any:
    return funds.export_books(Fund.objects.get(code="CR").pk, form="csv", actor=who)


def _scan(scene: Scene, who: Actor) -> Any:
    return documents.attach_scan(scene.document.pk, upload=SimpleUploadedFile("x.pdf", PDF), actor=who)


def _create_organisation(scene: Scene, who: Actor) -> Any:
    return people.create_organisation(kind="council", name_th="x", province_id="57", actor=who)


def _invite(scene: Scene, who: Actor) -> Any:
    seat = Seat.objects.create(organisation=scene.council, role="member")
    return people.invite(seat.pk, actor=who)


def _confirm_seat(scene: Scene, who: Actor) -> Any:
    return people.confirm_seat(Seat.objects.get(person__username="cashier").pk, basis="x", actor=who)


def _name_stand_in(scene: Scene, who: Actor) -> Any:
    fund = Fund.objects.get(code="CR")
    return people.name_stand_in(fund.organisation_id, role="cashier", person_id=0, year=2569, actor=who)


def _add_route(scene: Scene, who: Actor) -> Any:
    stages = [{"committee_kind": "fund_board", "days": 30}]
    return programmes.add_route("57", name="x", valid_from=TODAY, stages=stages, actor=who)


def _terms() -> programmes.Terms:
    return programmes.Terms("X", "x", 1, "x", "x", TODAY)


def _set_norm(scene: Scene, who: Actor) -> Any:
    return programmes.set_norm("57", terms=_terms(), actor=who)


def _import_norms(scene: Scene, who: Actor) -> Any:
    return programmes.import_norms("57", rows=[_terms()], actor=who)


def _bring_many(scene: Scene, who: Actor) -> Any:
    return requests.bring_many(scene.draft.call_id, data=b"x", actor=who)


def _set_demand(scene: Scene, who: Actor) -> Any:
    return requests.set_demand("57", "title", strength="advised", actor=who)


def _add_call(scene: Scene, who: Actor) -> Any:
    return programmes.add_call("57", actor=who, title="x")


def _change_call(scene: Scene, who: Actor) -> Any:
    return programmes.change_call(1, actor=who, title="x")


FILE = {"kind": "map", "title": "x", "data": b"x", "content_type": "application/pdf"}
TODAY = NOON.date()
PARTS = Parts(began=time(9), ended=time(10))

ANSWER = {"answer_text": "x"}
VERBS: dict[str, tuple[set[str], Call]] = {
    "privacy.ask": (set(SEATS), lambda scene, who: privacy.ask(kind="access", actor=who)),
    "privacy.answer": ({"secretariat"}, on(privacy.answer, "data_request", **ANSWER)),
    "privacy.refuse": ({"secretariat"}, on(privacy.refuse, "data_request", **ANSWER)),
    "requests.begin": (HELPED, _begin),
    "requests.write": (HELPED, on(requests.write, "draft", key="results", fields={})),
    "requests.fill": (HELPED, on(requests.fill, "draft", parts={"results": requests.Part({"outputs": "x"})})),
    "requests.bring_many": ({"secretariat"}, _bring_many),
    "requests.set_demand": ({"secretariat"}, _set_demand),
    "requests.attach": (HELPED, on(requests.attach, "draft", **FILE)),
    "requests.remove_attachment": (HELPED, _remove),
    "requests.take_back_file": (HELPED, _take_back),
    "requests.take_along": (HELPED, on(requests.take_along, "draft", call_id=1)),
    "requests.choose_words": (HELPED, on(requests.choose_words, "draft", shown=[], withheld=[])),
    "requests.submit": (HELPED, on(requests.submit, "draft")),
    "requests.withdraw": (COUNCIL, on(requests.withdraw, "funding", reason="x")),
    "requests.admit": ({"amphoe_sec"}, on(requests.admit, "submitted")),
    "requests.return_for_revision": (
        {"amphoe_sec"},
        on(requests.return_for_revision, "submitted", defects=[("title", "x")]),
    ),
    "requests.endorse": (MEMBERS, on(requests.endorse, "in_review", basis="x")),
    "requests.return_by_resolution": (
        MEMBERS,
        on(requests.return_by_resolution, "in_review", basis="x", defects=[("title", "x")]),
    ),
    "requests.defer": (MEMBERS, on(requests.defer, "in_review", basis="x")),
    "requests.not_endorse": (MEMBERS, on(requests.not_endorse, "in_review", basis="x")),
    "requests.resume": (AMPHOE, on(requests.resume, "in_review")),
    "requests.suspend": ({"secretariat"}, on(requests.suspend, "funding", reason="x")),
    "requests.take_up_again": ({"secretariat"}, on(requests.take_up_again, "funding")),
    "requests.terminate": ({"secretariat"}, on(requests.terminate, "funding", reason="x")),
    "approvals.plan": (AMPHOE, _plan),
    "approvals.set_rules": (AMPHOE, _set_rules),
    "approvals.list_item": (AMPHOE, at(approvals.list_item, "called", kind="other", title="x")),
    "approvals.strike_item": (AMPHOE, on(approvals.strike_item, "item")),
    "approvals.call": (AMPHOE, on(approvals.call, "called")),
    "approvals.call_off": (AMPHOE, on(approvals.call_off, "called")),
    "approvals.open_meeting": (AMPHOE, on(approvals.open_meeting, "called", present={}, presided_by=0)),
    "approvals.close": (AMPHOE, on(approvals.close, "session", parts=PARTS)),
    "approvals.adopt": (AMPHOE, on(approvals.adopt, "session", minutes_id=0)),
    "approvals.adopt_corrected": (
        AMPHOE,
        on(approvals.adopt_corrected, "session", minutes_id=0, parts=PARTS, corrections="x"),
    ),
    "approvals.declare": (MEMBERS, _declare),
    "approvals.let_stay": (AMPHOE, at(approvals.let_stay, "interest", votes_for=3, others=3)),
    "approvals.put_to_vote": (AMPHOE, on(approvals.put_to_vote, "item", outcome="endorse")),
    "approvals.vote": (MEMBERS, at(approvals.vote, "item", choice="for")),
    "approvals.close_vote": (AMPHOE, on(approvals.close_vote, "item")),
    "approvals.resolve_unopposed": (AMPHOE, on(approvals.resolve_unopposed, "item")),
    "approvals.cast_vote": ({"amphoe_chair"}, on(approvals.cast_vote, "item", choice="for")),
    "grants.acknowledge": ({"codi"}, on(grants.acknowledge, "offer")),
    "grants.ask_question": ({"codi"}, on(grants.ask_question, "offer", text="x")),
    "grants.answer_question": (COUNCIL, on(grants.answer_question, "offer", text="x")),
    "grants.make_offer": ({"codi"}, on(grants.make_offer, "offer", amounts={3: 1})),
    "grants.decline": ({"codi"}, on(grants.decline, "offer", reason="x")),
    "grants.accept": (COUNCIL, on(grants.accept, "offer")),
    "grants.ask_funder": (COUNCIL, _ask),
    "grants.draw_up": ({"board_sec", "secretariat"}, at(grants.draw_up, "funding")),
    "grants.close_request": ({"board_sec", "secretariat"}, on(grants.close_request, "funding")),
    "grants.sign": (SIGNERS, at(grants.sign, "agreement", typed_name="x", sha256="x")),
    "grants.request_payment": (COUNCIL, on(grants.request_payment, "instalment")),
    "grants.verify": ({"treasurer"}, on(grants.verify, "instalment")),
    "grants.send_back": ({"treasurer"}, on(grants.send_back, "instalment", reason="x")),
    "grants.pay_direct": (
        set(),
        on(grants.pay_direct, "instalment", paid_on=TODAY, evidence="x", file=None),
    ),  # the fund pays by voucher
    "grants.make_voucher": ({"treasurer"}, on(grants.make_voucher, "instalment")),
    "grants.send_report": (COUNCIL, on(grants.send_report, "instalment", narrative="x", spent={})),
    "grants.accept_report": ({"treasurer"}, on(grants.accept_report, "instalment")),
    "grants.return_report": ({"treasurer"}, on(grants.return_report, "instalment", reason="x")),
    "funds.make_voucher": ({"treasurer"}, _voucher),
    "funds.record_receipt": ({"treasurer", "cashier"}, _receipt),
    "funds.approve": ({"approver"}, at(funds.approve, "voucher")),
    "funds.reject": ({"approver"}, at(funds.reject, "voucher", reason="x")),
    "funds.pay": ({"cashier"}, lambda scene, who: funds.pay(scene.voucher.pk, **factories.proof(), actor=who)),
    "funds.reverse": ({"approver"}, at(funds.reverse, "voucher", reason="x")),
    "people.open_seat": (COUNCIL | {"secretariat"}, at(people.open_seat, "council", role="member")),
    "people.let_back_in": ({"somsri", "amphoe_sec", "amphoe_chair"}, at(people.let_back_in, "seat")),
    "people.hand_over": ({"boonmee"}, at(people.hand_over, "seat", ends_on=TODAY)),
    "people.resign": ({"boonmee"}, at(people.resign, "seat", ends_on=TODAY)),
    "people.reopen_seat": ({"somsri"}, at(people.reopen_seat, "seat")),
    "people.ask_to_end": ({"somsri", "secretariat"}, at(people.ask_to_end, "seat", ends_on=TODAY, basis="x")),
    "people.agree_to_end": (
        {"secretariat", "amphoe_sec", "amphoe_chair"},
        lambda _s, who: people.agree_to_end(asked_to_end().pk, actor=who),
    ),
    "people.drop_end": ({"somsri", "secretariat"}, lambda _s, who: people.drop_end(asked_to_end().pk, actor=who)),
    "people.recognise": (OFFICIALS, at(people.recognise, "seat", card="identity")),
    "people.confirm_seat": ({"board_sec", "board_chair"}, _confirm_seat),
    "people.name_stand_in": ({"board_sec", "board_chair", "secretariat"}, _name_stand_in),
    "people.vouch": (NEAR, lambda _s, who: people.vouch(asked("treasurer").pk, how_known="x", actor=who)),
    "people.stop": (
        NEAR | BOARD | {"treasurer"},
        lambda _s, who: people.stop(asked("treasurer").pk, actor=who),
    ),
    "approvals.call_again": (AMPHOE, _call_again),
    "approvals.dissent": (MEMBERS, _dissent),
    "approvals.hand_chair": (AMPHOE, on(approvals.hand_chair, "item", seat_id=0)),
    "approvals.confirm": (VOTERS, _confirm),
    "approvals.raise_objection": (VOTERS, on(approvals.raise_objection, "item", text="x")),
    "approvals.answer_objections": (
        {"amphoe_chair", "amphoe_vice"},
        on(approvals.answer_objections, "item", text="x"),
    ),
    "approvals.record_for_another": ({"amphoe_sec"}, _for_another),
    "grants.receive_refund": ({"treasurer"}, _refund),
    "funds.open_fund": ({"treasurer", "secretariat"}, _open_fund),
    "funds.open_source": ({"treasurer", "secretariat"}, _open_source),
    "funds.export_books": (FUND_SEEN_BY, _export_books),
    "funds.close_period": ({"treasurer"}, _close_period),
    "documents.stop_making": (ISSUERS, at(documents.stop_making, "document")),
    "documents.make_again": (ISSUERS, at(documents.make_again, "document")),
    "documents.attach_scan": (ISSUERS, _scan),
    "documents.issue_sheet": (ISSUERS, at(documents.issue_sheet, "document")),
    "documents.sign": (COUNCIL, at(documents.sign, "document", place=1, typed_name="x", sha256="x")),
    "documents.confirm_signature": (HELD_BY, on(documents.confirm_signature, "by_hand")),
    "documents.refuse_signature": (HELD_BY, on(documents.refuse_signature, "by_hand", reason="x")),
    "documents.sign_by_hand": (ISSUERS, at(documents.sign_by_hand, "document", place=1, typed_name="x", scan_id=0)),
    "documents.stop_parcel": ({"auditor"}, at(documents.stop_parcel, "parcel")),
    "desk.ask_for_bundle": ({"auditor", "secretariat"}, lambda _scene, who: desk.ask_for_bundle("57", actor=who)),
    "desk.reopen_log": (
        {"auditor", "secretariat"},
        lambda _scene, who: desk.reopen_log(unfit.stopped_log().pk, actor=who),
    ),
    "documents.set_letterhead": (COUNCIL | {"secretariat"}, at(documents.set_letterhead, "council", address="x")),
    "people.create_organisation": ({"secretariat"}, _create_organisation),
    "people.invite": (COUNCIL | {"secretariat"}, _invite),
    "programmes.add_route": ({"secretariat"}, _add_route),
    "programmes.set_norm": ({"secretariat"}, _set_norm),
    "programmes.import_norms": ({"secretariat"}, _import_norms),
    "programmes.end_norm": ({"secretariat"}, at(programmes.end_norm, "norm", valid_to=TODAY)),
    "programmes.add_call": ({"secretariat"}, _add_call),
    "programmes.change_call": ({"secretariat"}, _change_call),
}


def is_allowed(scene: Scene, who: Actor, call: Call) -> bool:
    """Rights come before everything else: whoever has them may still be told that it does not fit now."""
    try:
        with transaction.atomic():
            call(scene, who)
            transaction.set_rollback(True)  # the next person finds what this one found
    except PermissionDenied:
        return False
    except (Conflict, ValidationError):
        return True
    return True


@pytest.mark.parametrize("verb", VERBS)
def test_only_these_may(scene: Scene, db, verb):
    allowed, call = VERBS[verb]
    people = everybody()
    refused = {who for who in SEATS if who not in allowed and not is_allowed(scene, people[who], call)}
    assert refused == set(SEATS) - allowed
    assert all(is_allowed(scene, people[who], call) for who in allowed)


def test_every_right_is_tried_by_everybody():
    """A verb with a right has its row above: who may, tried with each person of the world."""
    rights = {f"{table.room}.{verb.name}" for table in TABLES.values() for verb in table if verb.right}
    assert rights == set(VERBS)
