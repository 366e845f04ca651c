"""What offers, agreements and instalments must be like for a verb, beside their state; `grants.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from approvals import standing
from audit.verbs import condition
from grants import reports
from grants.models import Instalment, Offer
from grants.permissions import Row, request_of
from grants.workflow import AgreementState
from requests.models import BudgetRequest
from requests.workflow import ENDED, State


@condition("not_waiting_for_answers", _("This request does not wait for its funders' answers."))
def waits_for_answers(row: Row) -> bool:
    return bool(request_of(row).state == State.FUNDING)


@condition("agreement_drawn_up", _("The agreement is drawn up already."))
def has_no_agreement(row: BudgetRequest) -> bool:
    return not hasattr(row, "agreement")


@condition("agreement_not_signed", _("The agreement is not signed."))
def is_signed(row: Instalment) -> bool:
    return bool(row.agreement.state == AgreementState.SIGNED)


@condition("request_ended", _("This request has ended; what was not reported is to be returned."))
def has_not_ended(row: Row) -> bool:
    return request_of(row).state not in ENDED


@condition("payments_stopped", _("Payments are stopped for this request."))
def payments_go_on(row: Row) -> bool:
    return request_of(row).state in (State.AGREED, State.ACTIVE)


@condition("payment_held", _("Payment waits: what was resolved is not confirmed yet, or a member objected to it."))
def results_stand(row: Instalment) -> bool:
    return all(one.lets_money_go for one in standing.of(reports.allowing(row)))


@condition("no_refund", _("Nothing is due back from this offer."))
def has_refund(offer: Offer) -> bool:
    return hasattr(offer, "refund")


@condition("refund_received", _("This money has come back already."))
def refund_is_due(offer: Offer) -> bool:
    return offer.refund.returned_at is None
