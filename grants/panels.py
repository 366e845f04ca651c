"""What funders answered and what is agreed, on the page of a request."""

from __future__ import annotations

from typing import Any

from grants import reports
from grants.models import Agreement, Offer
from people.actors import Actor
from requests.models import BudgetRequest
from requests.panels import PANELS, Panel
from wiring.written import Written

_OFFERS = Written(lambda row: Offer.objects.filter(budget_request=row).select_related("funder", "source"), row=int)


def _offers(row: BudgetRequest, actor: Actor) -> dict[str, Any]:
    """What each funder answered; its conditions and questions are for who gives and who asks, not for its rivals."""
    offers = _OFFERS(row=row.pk)
    reads_all = actor.reads_province or actor.organisation_id == row.organisation_id
    return {"offers": [(offer, reads_all or offer.funder_id == actor.organisation_id) for offer in offers]}


def _agreement(row: BudgetRequest, actor: Actor) -> dict[str, Any]:
    agreement = getattr(row, "agreement", None)
    # Most readers are known by their office; only of an agency the offers are asked.
    is_agency = actor.organisation is not None and actor.organisation.is_funder and not actor.reads_province
    if agreement and is_agency and not Agreement.objects.visible_to(actor).filter(pk=agreement.pk).exists():
        agreement = None
    instalments = reports.instalments_for(actor, agreement) if agreement else []
    return {"agreement": agreement, "instalments": instalments}


PANELS.provide("offers", Panel("grants/_offers.html", _offers, place=40), by=__name__)
PANELS.provide("agreement", Panel("grants/_agreement.html", _agreement, place=50), by=__name__)
