"""Races on what is promised, met over and paid: never more than was endorsed, never twice."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from approvals import services as approvals
from approvals.models import Meeting, Resolution
from audit.errors import Conflict
from funds import services as funds
from funds.models import Voucher
from grants import services as grants
from grants.models import Agreement, Offer
from tests import factories
from tests.factories import FUND, actor
from tests.races import race


def refused(outcomes: list[object]) -> int:
    return len([one for one in outcomes if isinstance(one, (Conflict, ValidationError))])


def test_two_agencies_cannot_overpromise_one_line(fresh_database, at_work):
    """Line 3 has 25,000 baht of room and each wants 20,000: the request's lock lets one of them through."""
    row = factories.funding()
    offers = [(factories.offer_of(row, name), actor(who)) for who, name in (("codi", "พอช."), ("thpf", "สสส."))]
    answers = [
        lambda offer=offer, by=by: grants.make_offer(offer.pk, amounts={3: 20_000_00}, version=offer.version, actor=by)
        for offer, by in offers
    ]
    assert refused(race(*answers)) == 1
    assert sum(offer.amount for offer in Offer.objects.exclude(funder__name_th=FUND)) == 20_000_00


def test_an_offer_is_made_or_declined_not_both(fresh_database, at_work):
    offer, by = factories.offer_of(factories.funding(), "พอช."), actor("codi")
    outcomes = race(
        lambda: grants.make_offer(offer.pk, amounts={3: 1_00}, version=offer.version, actor=by),
        lambda: grants.decline(offer.pk, reason="งบหมด", version=offer.version, actor=by),
    )
    assert refused(outcomes) == 1


def test_two_who_draw_up_make_one_agreement(fresh_database, at_work):
    row = factories.accepted()
    outcomes = race(lambda: grants.draw_up(row.pk, actor=actor("board_sec")), times=3)
    assert refused(outcomes) == 2 and Agreement.objects.count() == 1


def test_the_last_two_signatures_at_once_take_effect_once(fresh_database, at_work):
    agreement = factories.drawn_up()
    sha256 = factories.printed(agreement)
    signers = [actor(name) for name in ("boonmee", "board_chair", "codi", "thpf")]
    signs = [
        lambda who=who: grants.sign(agreement.pk, typed_name=who.person.full_name, sha256=sha256, actor=who)
        for who in signers
    ]
    assert refused(race(*signs)) == 0
    assert factories.fresh(agreement.budget_request).state == "agreed"


def test_two_approvals_of_one_voucher_are_one(fresh_database, at_work):
    voucher = factories.voucher(factories.signed())
    outcomes = race(lambda: funds.approve(voucher.pk, version=voucher.version, actor=actor("approver")), times=3)
    assert refused(outcomes) == 2 and Voucher.objects.get(pk=voucher.pk).version == voucher.version + 1


def test_two_payments_of_one_voucher_pay_once(fresh_database, at_work):
    voucher = factories.voucher(factories.signed())
    voucher = funds.approve(voucher.pk, version=voucher.version, actor=actor("approver"))
    assert refused(race(lambda: funds.pay(voucher.pk, actor=actor("cashier"), **factories.proof()), times=3)) == 2


def test_two_vouchers_for_one_instalment_are_one(fresh_database, at_work):
    row = factories.instalment(factories.signed(), FUND)
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("treasurer"))
    made = race(lambda: grants.make_voucher(row.pk, version=row.version, actor=actor("treasurer")).pk, times=3)
    assert len(set(made)) == 1 and Voucher.objects.filter(kind="payment").count() == 1


def test_two_people_open_one_meeting_once(fresh_database, at_work):
    called = factories.meeting("amphoe", opened=False)
    outcomes = race(lambda: factories.open_meeting(called), times=3)
    assert refused(outcomes) == 2
    assert (Meeting.objects.get().state, Meeting.objects.get().number) == ("open", 1)


def test_one_matter_is_resolved_once(fresh_database, at_work):
    item = factories.listed()
    secretary = actor("amphoe_sec")
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=secretary)
    outcomes = race(lambda: approvals.resolve_unopposed(item.pk, version=item.version + 1, actor=secretary), times=3)
    assert refused(outcomes) == 2 and Resolution.objects.count() == 1


def test_a_member_votes_once(fresh_database, at_work):
    item = factories.listed()
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))
    outcomes = race(lambda: approvals.vote(item.pk, choice="for", actor=actor("amphoe_m1")), times=3)
    assert refused(outcomes) == 2
