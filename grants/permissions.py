"""What can stand against doing something with offers, agreements and instalments; `grants.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.models import Signature
from documents.permissions import party_of
from grants.models import Agreement, Instalment, Offer
from people.actors import Actor
from people.models import OrganisationKind, Role
from requests.models import BudgetRequest

Row = BudgetRequest | Offer | Agreement | Instalment
COUNCIL_ROLES = (Role.SECRETARY, Role.CHAIR)
SIGNING_ROLES = ("chair", "vice_chair", "secretary", "officer")


def request_of(row: Row) -> BudgetRequest:
    if isinstance(row, BudgetRequest):
        return row
    return row.agreement.budget_request if isinstance(row, Instalment) else row.budget_request


def council(actor: Actor, row: Row) -> str:
    if actor.organisation_id == request_of(row).organisation_id and actor.holds(*COUNCIL_ROLES):
        return ""
    return _("Only the council's own secretary or chair may do this.")


def answers_for_funder(actor: Actor, offer: Offer) -> str:
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


def binds(actor: Actor, _row: Row) -> str:
    """Reading, acknowledging and asking bind nobody; promising, refusing and paying do."""
    return actor.why_not_binding


def agency_answers(_actor: Actor, offer: Offer) -> str:
    if offer.funder.kind == OrganisationKind.CENTRAL_FUND:
        return _("The central fund answers by a resolution of its board.")
    return ""


def draws_up(actor: Actor, row: BudgetRequest | Agreement) -> str:
    same_province = actor.province_id == request_of(row).province_id
    if same_province and actor.kind in (OrganisationKind.SECRETARIAT, OrganisationKind.FUND_BOARD):
        return "" if actor.holds(Role.SECRETARIAT, Role.SECRETARY) else _("Only a secretary may draw up agreements.")
    return _("Only the provincial secretariat or the fund board's secretary draws up agreements.")


def verifies(actor: Actor, row: Instalment | Offer) -> str:
    offer = row.offer if isinstance(row, Instalment) else row
    if offer.channel == "direct":
        own = actor.organisation_id == offer.funder_id and actor.holds(Role.OFFICER)
        return actor.why_not_binding if own else _("Only the agency that gives this money may do this.")
    own = offer.source is not None and actor.organisation_id == offer.source.fund.organisation_id
    if own and actor.holds(Role.TREASURER):
        return ""
    return _("Only the fund's treasurer may do this.")


def pays_direct(_actor: Actor, row: Instalment) -> str:
    return "" if row.offer.channel == "direct" else _("This money goes out by a voucher of the fund.")


def through_fund(_actor: Actor, row: Instalment) -> str:
    return "" if row.offer.channel == "through_fund" else _("This agency pays the council itself.")


def place_of(agreement: Agreement, actor: Actor) -> Signature | None:
    """Where the actor's organisation signs."""
    if actor.role not in SIGNING_ROLES:
        return None
    return agreement.signatures.filter(organisation=party_of(actor)).first()


def signs(actor: Actor, agreement: Agreement) -> str:
    if place_of(agreement, actor) is None:
        return _("Only those who answer for a party of this agreement sign it.")
    return actor.why_not_binding
