"""What a verb's `when` says, its service says too: 409 with the condition's own code, to who may; 403 comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from approvals import minutes, reports
from approvals import services as approvals
from approvals.models import AgendaItem
from audit.errors import Conflict
from audit.models import Event
from audit.verbs import TABLES, Condition, Table, Verb, buttons
from desk import services as desk
from documents import services as documents
from funds import services as funds
from funds.models import Income, MoneySource
from grants import services as grants
from grants.models import Instalment
from jobs import clock
from people import services as people
from people.actors import Actor
from programmes import services as programmes
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.factories import FUND, PDF, actor, listed
from tests.pages import unfit
from tests.pages.unfit import (
    AMPHOE,
    SOMSRI,
    agreed_upon,
    asked_to_end,
    claimed,
    confirmed,
    dropped_end,
    free,
    free_and_over,
    free_at_the_fund,
    fund_offer,
    halted,
    handed_over,
    held,
    held_and_over,
    interest,
    interest_voted_over,
    item_after,
    item_before,
    letter,
    made_parcel,
    objected_to,
    of_item,
    opened,
    place,
    recognised,
    refunded,
    replaced,
    resolved,
    resolved_and_closed,
    resolved_long_ago,
    shut,
    sign,
    signed,
    spoken_for,
    stand_in,
    stopped_recovery,
    suspended,
    suspended_direct,
    terminated,
    tied,
    unconfirmed_voucher,
    unmade,
    unsigned,
    withdrawn,
    withdrawn_agreement,
    withdrawn_offer,
)
from tests.races.test_every_move import called, planned, voting
from tests.reader import text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")

# From another province: has no right to anything here, and is told so whatever the row is like.
STRANGER = "stranger"
Made = Any


@dataclass(frozen=True)
class Wrong:
    """A row of which the condition does not hold, who has the right to the verb, and its service on that row.

    `about` is the row that the table knows, where the service is called with another one.
    """

    row: Callable[[], Made]
    who: str
    call: Callable[[Made, Actor], Any]
    about: Callable[[Made], Made] = lambda row: row


def on(service: Callable[..., Any], **terms: Any) -> Callable[[Made, Actor], Any]:
    return lambda row, who: service(row.pk, version=row.version, actor=who, **terms)


def at(service: Callable[..., Any], **terms: Any) -> Callable[[Made, Actor], Any]:
    """A verb that carries no version."""
    return lambda row, who: service(row.pk, actor=who, **terms)


def list_request(row: BudgetRequest, who: Actor) -> Any:
    return approvals.list_item(planned().pk, kind="review", budget_request_id=row.pk, actor=who)


def declare(item: AgendaItem, who: Actor) -> Any:
    return approvals.declare(item.pk, seat_id=who.seat_id or 0, kind="party", reason="x", actor=who)


AGAIN = {"scheduled_at": clock.bangkok(2026, 3, 2, 10), "place": "ศาลา", "announce_lower_quorum": False}
CORRECTED: dict[str, Any] = {
    "minutes_id": 0,
    "parts": minutes.Parts(began=clock.now().time(), ended=clock.now().time()),
    "corrections": "x",
}
LET_STAY = at(approvals.let_stay, votes_for=3, others=3)


def ask(row: BudgetRequest, who: Actor) -> Any:
    return grants.ask_funder(row.pk, funder_id=factories.agency("สสส.").pk, amount=1_00, actor=who)


PAID = {"paid_on": clock.today(), "evidence": "โอน 1", "file": None}


SCAN = SimpleUploadedFile("scan.pdf", PDF)
BY_HAND = at(documents.sign_by_hand, place=1, typed_name="วิไล ศรีสุข", scan_id=0)

HAND = "documents.handsignature"
CONFIRM_INK, REFUSE = on(documents.confirm_signature), on(documents.refuse_signature, reason="x")


def signed_meanwhile() -> Any:
    return unfit.by_hand(signed_meanwhile=True)


def replaced_meanwhile() -> Any:
    return unfit.by_hand(is_replaced=True)


def pay(row: Made, who: Actor) -> Any:
    return funds.pay(row.pk, **factories.proof(), actor=who)


HAND_OVER = at(people.hand_over, ends_on=clock.bangkok(2027, 1, 1).date())
CONFIRM, RECOGNISE = at(people.confirm_seat, basis="x"), at(people.recognise, card="identity")
ASK_TO_END = at(people.ask_to_end, ends_on=clock.bangkok(2026, 3, 1).date(), basis="x")
VOUCH = at(people.vouch, how_known="x")
NAME_STAND_IN = at(people.name_stand_in, role="cashier", person_id=0, year=2569)


# -- every verb with every condition ------------------------------------------------------------------------------------

ITEM, MEETING = "approvals.agendaitem", "approvals.meeting"
REQUEST, FUNDED = "requests.budgetrequest", "grants.budgetrequest"
OFFER, INSTALMENT, PAPER, PLACE, SEAT = (
    "grants.offer",
    "grants.instalment",
    "documents.document",
    "documents.signature",
    "people.seat",
)
VOTE, CAST = at(approvals.vote, choice="for"), on(approvals.cast_vote, choice="for", reasons=factories.REASONS)
OBJECT, ANSWER = on(approvals.raise_objection, text="x"), on(approvals.answer_objections, text="x")
HAND_CHAIR = on(approvals.hand_chair, seat_id=0)
DISSENT = at(approvals.dissent, text="x")
FILE = {"kind": "map", "title": "x", "data": b"x", "content_type": "application/pdf"}
DEFECTS = {"defects": [("title", "x")]}
REPORT: dict[str, Any] = {"narrative": "x", "spent": {}}
WRONG: dict[str, Wrong] = {
    "approvals.budgetrequest.list_item:is_before_a_committee": Wrong(factories.submitted, AMPHOE, list_request),
    f"{MEETING}.call_again:is_called": Wrong(planned, AMPHOE, on(approvals.call_again, **AGAIN)),
    f"{MEETING}.list_item:is_prepared": Wrong(opened, AMPHOE, at(approvals.list_item, kind="other", title="x")),
    f"{MEETING}.adopt:in_session": Wrong(called, AMPHOE, on(approvals.adopt, minutes_id=0)),
    f"{MEETING}.adopt_corrected:in_session": Wrong(called, AMPHOE, on(approvals.adopt_corrected, **CORRECTED)),
    f"{ITEM}.vote:in_session": Wrong(item_after, "amphoe_m1", VOTE),
    f"{ITEM}.vote:is_voted_on": Wrong(listed, "amphoe_m1", VOTE),
    f"{ITEM}.close_vote:in_session": Wrong(item_after, AMPHOE, on(approvals.close_vote)),
    f"{ITEM}.close_vote:is_voted_on": Wrong(listed, AMPHOE, on(approvals.close_vote)),
    f"{ITEM}.resolve_unopposed:in_session": Wrong(item_after, AMPHOE, on(approvals.resolve_unopposed)),
    f"{ITEM}.resolve_unopposed:is_voted_on": Wrong(listed, AMPHOE, on(approvals.resolve_unopposed)),
    f"{ITEM}.resolve_unopposed:is_unvoted": Wrong(lambda: voting("for"), AMPHOE, on(approvals.resolve_unopposed)),
    f"{ITEM}.vote:is_uncounted": Wrong(tied, "amphoe_m2", VOTE),
    f"{ITEM}.close_vote:is_uncounted": Wrong(tied, AMPHOE, on(approvals.close_vote)),
    f"{ITEM}.hand_chair:in_session": Wrong(item_after, AMPHOE, HAND_CHAIR),
    f"{ITEM}.hand_chair:is_undecided": Wrong(resolved, AMPHOE, HAND_CHAIR),
    f"{ITEM}.hand_chair:has_lost_its_presider": Wrong(listed, AMPHOE, HAND_CHAIR),
    f"{MEETING}.confirm:is_closed": Wrong(opened, "amphoe_chair", on(approvals.confirm)),
    f"{ITEM}.raise_objection:is_resolved": Wrong(listed, "amphoe_m1", OBJECT),
    f"{ITEM}.raise_objection:may_still_be_objected_to": Wrong(resolved_long_ago, "amphoe_m1", OBJECT),
    f"{ITEM}.answer_objections:is_resolved": Wrong(listed, "amphoe_chair", ANSWER),
    f"{ITEM}.answer_objections:is_objected_to": Wrong(resolved, "amphoe_chair", ANSWER),
    "funds.voucher.pay:nothing_holds_it": Wrong(unconfirmed_voucher, "cashier", pay),
    f"{INSTALMENT}.pay_direct:results_stand": Wrong(objected_to, "codi", on(grants.pay_direct, **PAID)),
    f"{ITEM}.cast_vote:in_session": Wrong(item_after, "amphoe_chair", CAST),
    f"{ITEM}.cast_vote:is_voted_on": Wrong(listed, "amphoe_chair", CAST),
    f"{ITEM}.cast_vote:is_tied": Wrong(lambda: voting("for"), "amphoe_chair", CAST),
    f"{ITEM}.put_to_vote:in_session": Wrong(item_before, AMPHOE, on(approvals.put_to_vote, outcome="note")),
    f"{ITEM}.declare:is_before_the_vote": Wrong(voting, "amphoe_m1", declare),
    f"{ITEM}.let_stay:in_session": Wrong(lambda: interest(item_before()), AMPHOE, LET_STAY, of_item),
    f"{ITEM}.let_stay:is_before_the_vote": Wrong(interest_voted_over, AMPHOE, LET_STAY, of_item),
    f"{ITEM}.dissent:in_session": Wrong(resolved_and_closed, "amphoe_m1", DISSENT, of_item),
    f"{REQUEST}.write:is_editable": Wrong(factories.submitted, SOMSRI, on(requests.write, key="results", fields={})),
    f"{REQUEST}.fill:is_editable": Wrong(factories.submitted, SOMSRI, on(requests.fill, parts={})),
    "programmes.call.change_call:is_not_over": Wrong(
        factories.call_that_is_over, "secretariat", at(programmes.change_call, title="x")
    ),
    f"{REQUEST}.take_along:is_late_for_its_call": Wrong(factories.draft, SOMSRI, on(requests.take_along, call_id=1)),
    f"{REQUEST}.choose_words:is_editable": Wrong(
        factories.submitted, SOMSRI, on(requests.choose_words, shown=[], withheld=[])
    ),
    f"{REQUEST}.attach:is_editable": Wrong(factories.submitted, SOMSRI, on(requests.attach, **FILE)),
    f"{REQUEST}.remove_attachment:is_editable": Wrong(
        factories.submitted, SOMSRI, on(requests.remove_attachment, attachment_id=0)
    ),
    f"{REQUEST}.return_for_revision:is_being_checked": Wrong(
        factories.in_review, AMPHOE, on(requests.return_for_revision, **DEFECTS)
    ),
    f"{REQUEST}.return_by_resolution:is_before_a_committee": Wrong(
        factories.submitted, AMPHOE, on(requests.return_by_resolution, basis="resolution:1", **DEFECTS)
    ),
    f"{FUNDED}.ask_funder:waits_for_answers": Wrong(withdrawn, SOMSRI, ask),
    f"{FUNDED}.ask_funder:has_no_agreement": Wrong(agreed_upon, SOMSRI, ask),
    f"{FUNDED}.draw_up:waits_for_answers": Wrong(withdrawn, "board_sec", on(grants.draw_up)),
    f"{FUNDED}.draw_up:has_no_agreement": Wrong(agreed_upon, "board_sec", on(grants.draw_up)),
    f"{OFFER}.accept:waits_for_answers": Wrong(withdrawn_offer, SOMSRI, on(grants.accept)),
    f"{OFFER}.acknowledge:waits_for_answers": Wrong(withdrawn_offer, "codi", on(grants.acknowledge)),
    f"{OFFER}.answer_question:waits_for_answers": Wrong(withdrawn_offer, SOMSRI, on(grants.answer_question, text="x")),
    f"{OFFER}.make_offer:waits_for_answers": Wrong(withdrawn_offer, "codi", on(grants.make_offer, amounts={3: 1})),
    f"{OFFER}.ask_question:waits_for_answers": Wrong(withdrawn_offer, "codi", on(grants.ask_question, text="x")),
    f"{OFFER}.decline:waits_for_answers": Wrong(withdrawn_offer, "codi", on(grants.decline, reason="x")),
    f"{OFFER}.receive_refund:has_refund": Wrong(fund_offer, "treasurer", on(grants.receive_refund, **factories.slip())),
    f"{OFFER}.receive_refund:refund_is_due": Wrong(
        refunded, "treasurer", on(grants.receive_refund, **factories.slip())
    ),
    "grants.agreement.sign:waits_for_answers": Wrong(
        withdrawn_agreement, "boonmee", at(grants.sign, typed_name="บุญมี คำแสน", sha256="x")
    ),
    f"{INSTALMENT}.request_payment:is_signed": Wrong(unsigned, SOMSRI, on(grants.request_payment)),
    f"{INSTALMENT}.request_payment:payments_go_on": Wrong(suspended, SOMSRI, on(grants.request_payment)),
    f"{INSTALMENT}.make_voucher:payments_go_on": Wrong(suspended, "treasurer", on(grants.make_voucher)),
    f"{INSTALMENT}.pay_direct:payments_go_on": Wrong(suspended_direct, "codi", on(grants.pay_direct, **PAID)),
    f"{INSTALMENT}.verify:has_not_ended": Wrong(terminated, "treasurer", on(grants.verify)),
    f"{INSTALMENT}.send_back:has_not_ended": Wrong(terminated, "treasurer", on(grants.send_back, reason="x")),
    f"{INSTALMENT}.send_report:has_not_ended": Wrong(terminated, SOMSRI, on(grants.send_report, **REPORT)),
    f"{INSTALMENT}.accept_report:has_not_ended": Wrong(terminated, "treasurer", on(grants.accept_report)),
    f"{INSTALMENT}.return_report:has_not_ended": Wrong(terminated, "treasurer", on(grants.return_report, reason="x")),
    f"{PAPER}.make_again:is_to_come": Wrong(letter, AMPHOE, at(documents.make_again)),
    f"{PAPER}.make_again:has_stopped": Wrong(unmade, AMPHOE, at(documents.make_again)),
    f"{PAPER}.stop_making:is_to_come": Wrong(letter, AMPHOE, at(documents.stop_making)),
    f"{PAPER}.stop_making:is_worked_on": Wrong(halted, AMPHOE, at(documents.stop_making)),
    f"{PAPER}.attach_scan:is_made": Wrong(unmade, AMPHOE, at(documents.attach_scan, upload=SCAN)),
    f"{PAPER}.issue_sheet:is_made": Wrong(unmade, AMPHOE, at(documents.issue_sheet)),
    f"{PAPER}.issue_sheet:has_signatures": Wrong(letter, AMPHOE, at(documents.issue_sheet)),
    "documents.parcel.stop_parcel:is_under_way": Wrong(made_parcel, "auditor", at(documents.stop_parcel)),
    "desk.alarm.reopen_log:stops_the_log": Wrong(
        lambda: unfit.stopped_log(stops=False), "auditor", at(desk.reopen_log)
    ),
    f"{PLACE}.sign:is_unsigned": Wrong(signed, AMPHOE, sign, place),
    f"{PLACE}.sign:stands": Wrong(replaced, AMPHOE, sign, place),
    f"{PLACE}.sign:is_made": Wrong(unmade, AMPHOE, sign, place),
    f"{PLACE}.sign_by_hand:is_unsigned": Wrong(signed, AMPHOE, BY_HAND, place),
    f"{PLACE}.sign_by_hand:stands": Wrong(replaced, AMPHOE, BY_HAND, place),
    f"{PLACE}.sign_by_hand:is_unclaimed": Wrong(claimed, AMPHOE, BY_HAND, place),
    f"{HAND}.confirm_signature:is_unsigned": Wrong(signed_meanwhile, "codi", CONFIRM_INK),
    f"{HAND}.confirm_signature:stands": Wrong(replaced_meanwhile, "codi", CONFIRM_INK),
    f"{HAND}.refuse_signature:is_unsigned": Wrong(signed_meanwhile, "codi", REFUSE),
    f"{HAND}.refuse_signature:stands": Wrong(replaced_meanwhile, "codi", REFUSE),
    f"{PLACE}.sign_by_hand:is_made": Wrong(unmade, AMPHOE, BY_HAND, place),
    f"{SEAT}.invite:is_free": Wrong(held, SOMSRI, at(people.invite)),
    f"{SEAT}.invite:lasts": Wrong(free_and_over, SOMSRI, at(people.invite)),
    f"{SEAT}.hand_over:lasts": Wrong(held_and_over, "boonmee", HAND_OVER),
    f"{SEAT}.hand_over:is_not_shut": Wrong(shut, "boonmee", HAND_OVER),
    f"{SEAT}.resign:is_not_shut": Wrong(shut, "boonmee", at(people.resign, ends_on=clock.today())),
    f"{SEAT}.hand_over:is_no_stand_in": Wrong(stand_in, "governor", HAND_OVER),
    f"{SEAT}.hand_over:is_not_handed_over": Wrong(handed_over, "boonmee", HAND_OVER),
    f"{SEAT}.resign:lasts": Wrong(held_and_over, "boonmee", at(people.resign, ends_on=clock.today())),
    f"{SEAT}.confirm_seat:is_held": Wrong(free_at_the_fund, "board_chair", CONFIRM),
    f"{SEAT}.confirm_seat:lasts": Wrong(lambda: held_and_over("cashier"), "board_chair", CONFIRM),
    f"{SEAT}.confirm_seat:is_guarded": Wrong(held, AMPHOE, CONFIRM),
    f"{SEAT}.confirm_seat:is_unconfirmed": Wrong(confirmed, "board_chair", CONFIRM),
    f"{SEAT}.recognise:is_held": Wrong(free, "codi", RECOGNISE),
    f"{SEAT}.recognise:lasts": Wrong(held_and_over, "codi", RECOGNISE),
    f"{SEAT}.recognise:is_unrecognised": Wrong(confirmed, "codi", RECOGNISE),
    f"{SEAT}.reopen_seat:is_shut": Wrong(held, SOMSRI, at(people.reopen_seat)),
    f"{SEAT}.ask_to_end:is_held": Wrong(free, SOMSRI, ASK_TO_END),
    f"{SEAT}.ask_to_end:lasts": Wrong(held_and_over, SOMSRI, ASK_TO_END),
    f"{SEAT}.ask_to_end:is_not_asked_to_end": Wrong(lambda: asked_to_end().seat, SOMSRI, ASK_TO_END),
    "people.unseating.agree_to_end:is_undecided": Wrong(dropped_end, "secretariat", at(people.agree_to_end)),
    "people.unseating.drop_end:is_undecided": Wrong(dropped_end, SOMSRI, at(people.drop_end)),
    "people.recovery.vouch:is_alive": Wrong(stopped_recovery, "approver", VOUCH),
    "people.recovery.vouch:awaits_words": Wrong(spoken_for, "cashier", VOUCH),
    "people.recovery.stop:is_alive": Wrong(stopped_recovery, "approver", at(people.stop)),
    "people.organisation.name_stand_in:is_fund": Wrong(lambda: held().organisation, "secretariat", NAME_STAND_IN),
    f"{SEAT}.let_back_in:is_held": Wrong(free, SOMSRI, at(people.let_back_in)),
    f"{SEAT}.let_back_in:lasts": Wrong(held_and_over, SOMSRI, at(people.let_back_in)),
    f"{SEAT}.let_back_in:is_light": Wrong(recognised, SOMSRI, at(people.let_back_in)),
}
# No service can be called so, for the reason beside it.
NEVER = {f"{ITEM}.dissent:is_resolved": "its service is called with the resolution, which a resolved item alone has"}


def conditions() -> dict[str, tuple[Table, Verb, Condition]]:
    return {
        f"{table.key}.{verb.name}:{each.name}": (table, verb, each)
        for table in TABLES.values()
        for verb in table
        for each in verb.when
    }


def test_every_condition_of_every_verb_is_tried():
    assert Counter(conditions().keys()) == Counter([*WRONG, *NEVER])


@pytest.mark.parametrize("key", WRONG)
def test_a_service_refuses_what_its_verb_is_not_for(key):
    wrong, (table, verb, condition) = WRONG[key], conditions()[key]
    row = wrong.row()
    who, about = actor(wrong.who), wrong.about(row)
    assert not condition.holds(about) and not table.reason_against(verb.name, who, about)
    assert not table.may(verb.name, who, about) and not table.buttons(who, about, verb.name)
    with pytest.raises(PermissionDenied), transaction.atomic():
        wrong.call(row, actor(STRANGER))
    with pytest.raises(Conflict) as refused, transaction.atomic():
        wrong.call(row, who)
    assert refused.value.code == condition.code


def test_each_refusal_is_known_once():
    """One sentence a code, one code a sentence."""
    found = {(each.code, str(each.sentence)) for _table, _verb, each in conditions().values()}
    assert len({code for code, _ in found}) == len({sentence for _, sentence in found}) == len(found)


def offered() -> set[str]:
    return {f"{table.key}.{verb.name}" for table in TABLES.values() for verb in table if verb.offered}


def test_what_is_offered_is_no_refusal():
    """A page does not offer these to everybody who may, and their services answer in their own way: below, each."""
    after = {f"{MEETING}.confirm", f"{ITEM}.raise_objection"}
    assert offered() == {f"{ITEM}.vote", f"{ITEM}.dissent", f"{INSTALMENT}.make_voucher"} | after


def test_whoever_has_confirmed_or_objected_is_not_asked_again():
    """Asked twice in spite of it, the service says so."""
    item = unfit.resolved_and_closed().item
    meeting, chair, member = factories.confirm(item.meeting), actor("amphoe_chair"), actor("amphoe_m1")
    approvals.raise_objection(item.pk, text="x", version=AgendaItem.objects.get(pk=item.pk).version, actor=member)
    item = AgendaItem.objects.get(pk=item.pk)
    assert not reports.is_asked_to_confirm(chair, meeting) and not reports.may_object(member, item)
    with pytest.raises(Conflict), transaction.atomic():
        approvals.confirm(meeting.pk, version=meeting.version, actor=chair)
    with pytest.raises(Conflict), transaction.atomic():
        approvals.raise_objection(item.pk, text="x", version=item.version, actor=member)


@pytest.mark.parametrize("who", ["amphoe_m1", "amphoe_m2", "amphoe_chair", AMPHOE])
def test_whoever_is_not_asked_to_vote_is_refused(who):
    """Out of the room for it, has voted, or writes for others when all have."""
    item = of_item(unfit.interest_voted_over())
    for voter in ("amphoe_chair", "amphoe_vice", "amphoe_m2"):
        approvals.vote(item.pk, choice="for", actor=actor(voter))
    assert not reports.is_asked_to_vote(actor(who), item)
    for name in factories.MEMBERS["amphoe"] if who == AMPHOE else [who]:
        with pytest.raises((Conflict, ValidationError)), transaction.atomic():
            approvals.vote(item.pk, choice="for", seat_id=actor(name).seat_id, actor=actor(who))


@pytest.mark.parametrize("who", ["amphoe_m1", "amphoe_m2", AMPHOE])
def test_whoever_has_no_view_to_record_is_refused(who):
    item = of_item(unfit.interest(listed()))
    resolution = factories.decide(item.meeting, "endorse")
    for voter in ("amphoe_chair", "amphoe_vice", "amphoe_m2"):
        approvals.dissent(resolution.pk, text="x", actor=actor(voter))
    assert not reports.may_differ(actor(who), resolution.item)
    for name in factories.MEMBERS["amphoe"] if who == AMPHOE else [who]:
        with pytest.raises((Conflict, ValidationError)), transaction.atomic():
            approvals.dissent(resolution.pk, text="x", seat_id=actor(name).seat_id, actor=actor(who))


def test_a_second_voucher_for_an_instalment_is_the_first():
    """A press that was repeated is answered, not refused: nothing is written by it."""
    first = factories.voucher(factories.signed())
    row = Instalment.objects.get(agreement__budget_request__isnull=False, state="verified", offer__funder__name_th=FUND)
    assert "make_voucher" not in [button.verb.name for button in buttons(actor("treasurer"), row)]
    before = Event.objects.count()
    assert grants.make_voucher(row.pk, version=row.version, actor=actor("treasurer")) == first
    assert Event.objects.count() == before


def test_the_same_form_again_is_answered_with_the_first_voucher():
    """Money in and out by a form of its own key: no row is there yet that could have moved on."""
    seed, treasurer, keys = (
        MoneySource.objects.get(code="SEED", fund__code="CR"),
        actor("treasurer"),
        (uuid4(), uuid4()),
    )
    basis = factories.allowed(payee="x").basis
    paper, brought = (funds.Paper(seed, 1_00, "x", why, clock.today()) for why in (basis, "หนังสือ 1"))
    made = [funds.make_voucher(keys[0], paper, expense="50200", actor=treasurer) for _twice in range(2)]
    come = {"income": Income.OTHER, "proof": factories.letter(), "actor": treasurer}
    taken = [funds.record_receipt(keys[1], brought, **come) for _twice in range(2)]
    assert made[0] == made[1] and taken[0] == taken[1]


@pytest.mark.parametrize(
    ("before", "back"), [("", "/desk/"), ("http://testserver/requests/", "/requests/"), ("http://elsewhere/", "/desk/")]
)
def test_a_page_for_what_cannot_be_done_any_more_says_so(visit, before, back):
    row = factories.submitted()
    answer = visit(SOMSRI, f"/requests/{row.pk}/write/results/", HTTP_REFERER=before)
    assert answer.status_code == 409 and "ส่งกลับ" in text_of(answer) and f'{back}">' in answer.content.decode()


def test_what_was_typed_meanwhile_stands_on_the_refusal(visit):
    row = factories.submitted()
    typed = {"version": row.version, "outputs": "กาแฟคั่วอีกห้าร้อยกิโลกรัม", "outcomes": "x"}
    answer = visit(SOMSRI, f"/requests/{row.pk}/write/results/", typed)
    assert answer.status_code == 409 and typed["outputs"] in answer.content.decode()
    assert visit("codi", f"/requests/{row.pk}/write/results/", typed).status_code == 403
