"""What an actor may do with offers, agreements and instalments, and the sentence that says why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from grants.models import Agreement, Instalment, Offer
from people.actors import Actor
from people.models import OrganisationKind, Role
from people.permissions import Rules, first_reason, refuse
from requests.models import BudgetRequest

Row = BudgetRequest | Offer | Agreement | Instalment
COUNCIL_ROLES = (Role.SECRETARY, Role.CHAIR)
FUND_ROLES = (Role.SECRETARY, Role.TREASURER, Role.APPROVER)


def request_of(row: Row) -> BudgetRequest:
    if isinstance(row, BudgetRequest):
        return row
    return row.agreement.budget_request if isinstance(row, Instalment) else row.budget_request


def _is_council(actor: Actor, row: Row) -> str:
    if actor.organisation_id == request_of(row).organisation_id and actor.holds(*COUNCIL_ROLES):
        return ""
    return _("Only the council's own secretary or chair may do this.")


def _answers_for_funder(actor: Actor, offer: Offer) -> str:
    if offer.funder.kind == OrganisationKind.CENTRAL_FUND:
        return _acknowledges_for_fund(actor, offer)
    if actor.organisation_id == offer.funder_id and actor.holds(Role.OFFICER):
        return ""
    return _("Only an officer of the agency that was asked may answer.")


def _acknowledges_for_fund(actor: Actor, offer: Offer) -> str:
    board = actor.kind == OrganisationKind.FUND_BOARD and actor.organisation is not None
    if board and actor.organisation and actor.organisation.parent_id == offer.funder_id:
        return "" if actor.holds(Role.SECRETARY, Role.CHAIR) else _("Only the fund board's secretary or chair may.")
    return _("The fund board answers for the central fund.")


def _agency_answers(_actor: Actor, offer: Offer) -> str:
    if offer.funder.kind == OrganisationKind.CENTRAL_FUND:
        return _("The central fund answers by a resolution of its board.")
    return ""


def _draws_up(actor: Actor, row: BudgetRequest | Agreement) -> str:
    same_province = actor.province_id == request_of(row).province_id
    if same_province and actor.kind in (OrganisationKind.SECRETARIAT, OrganisationKind.FUND_BOARD):
        return "" if actor.holds(Role.SECRETARIAT, Role.SECRETARY) else _("Only a secretary may draw up agreements.")
    return _("Only the provincial secretariat or the fund board's secretary draws up agreements.")


def _verifies(actor: Actor, row: Instalment | Offer) -> str:
    offer = row.offer if isinstance(row, Instalment) else row
    if offer.channel == "direct":
        own = actor.organisation_id == offer.funder_id and actor.holds(Role.OFFICER)
        return "" if own else _("Only the agency that gives this money may do this.")
    own = offer.source is not None and actor.organisation_id == offer.source.fund.organisation_id
    if own and actor.holds(Role.TREASURER):
        return ""
    return _("Only the fund's treasurer may do this.")


def _pays_direct(_actor: Actor, row: Instalment) -> str:
    return "" if row.offer.channel == "direct" else _("This money goes out by a voucher of the fund.")


def _through_fund(_actor: Actor, row: Instalment) -> str:
    return "" if row.offer.channel == "through_fund" else _("This agency pays the council itself.")


RULES: Rules = {
    "acknowledge": [_answers_for_funder],
    "ask": [_answers_for_funder],
    "offer": [_agency_answers, _answers_for_funder],
    "decline": [_agency_answers, _answers_for_funder],
    "answer": [_is_council],
    "accept": [_is_council],
    "draw_up": [_draws_up],
    "request_payment": [_is_council],
    "verify": [_verifies],
    "pay_direct": [_verifies, _pays_direct],
    "pay_by_voucher": [_verifies, _through_fund],
    "report": [_is_council],
    "accept_report": [_verifies],
    "take_back": [_verifies],
}


def reason_against(verb: str, actor: Actor, row: Row) -> str:
    return first_reason(RULES, verb, actor, row)


def require(verb: str, actor: Actor, row: Row) -> None:
    refuse(reason_against(verb, actor, row))
