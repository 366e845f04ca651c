"""What can stand against doing something with a budget request, each as one check; `requests.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import VOTERS, OrganisationKind, Role
from programmes import routing
from requests.models import Batch, BudgetRequest, Demand

WRITERS = (Role.SECRETARY, Role.CHAIR)


def is_own(actor: Actor, budget_request: BudgetRequest) -> bool:
    return actor.organisation_id == budget_request.organisation_id and actor.holds(*WRITERS)


def helps(actor: Actor, budget_request: BudgetRequest) -> bool:
    """May file on an organisation's behalf, on record: the secretary of its first committee, or the secretariat."""
    if actor.province_id != budget_request.province_id:
        return False
    if actor.kind == OrganisationKind.SECRETARIAT:
        return True
    if not actor.holds(Role.SECRETARY):
        return False
    first = routing.first_committee(budget_request.call.route, budget_request.organisation)
    return first is not None and actor.organisation_id == first.pk


def writes(actor: Actor, budget_request: BudgetRequest) -> str:
    if is_own(actor, budget_request) or helps(actor, budget_request):
        return ""
    return _("Only the council's own secretary or chair, or a secretary who files for it, may do this.")


def asker_is_active(_actor: Actor, budget_request: BudgetRequest) -> str:
    if budget_request.organisation.is_asker and budget_request.organisation.is_active:
        return ""
    return _("Only an active council, working group or network asks for money.")


def own(actor: Actor, budget_request: BudgetRequest) -> str:
    return "" if is_own(actor, budget_request) else _("Only the council's own secretary or chair may do this.")


def checks_intake(actor: Actor, budget_request: BudgetRequest) -> str:
    if actor.organisation_id == budget_request.owner_id and actor.holds(Role.SECRETARY):
        return ""
    return _("Only the secretary of the committee that received it may check it.")


def decides(actor: Actor, budget_request: BudgetRequest) -> str:
    if actor.organisation_id == budget_request.owner_id and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR):
        return ""
    return _("Only the committee that has the request records what it resolved.")


def decides_there(actor: Actor, budget_request: BudgetRequest) -> str:
    """As `decides`, and a member who presides over the item: it is only ever asked inside the committee's resolution."""
    if actor.organisation_id == budget_request.owner_id and actor.holds(Role.SECRETARY, *VOTERS):
        return ""
    return decides(actor, budget_request)


def secretariat(actor: Actor, budget_request: BudgetRequest) -> str:
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == budget_request.province_id:
        return ""
    return _("Only the provincial secretariat may do this.")


def sets_demands(actor: Actor, demand: Demand) -> str:
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == demand.province_id:
        return ""
    return _("Only the provincial secretariat may do this.")


def brings_many(actor: Actor, batch: Batch) -> str:
    """The secretariat files for every council of its province."""
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == batch.call.province_id:
        return ""
    return _("Only the provincial secretariat may do this.")
