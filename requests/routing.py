"""Finds a request's way: which stages of its route apply, and which committee each stage means for its place."""

from __future__ import annotations

from people.models import Organisation, OrganisationKind
from requests.models import BudgetRequest, RouteStage

# An organisation's route starts at its own level: what spans several tambons starts at the amphoe.
_SKIPS: dict[str, tuple[str, ...]] = {
    OrganisationKind.COUNCIL: (),
    OrganisationKind.WORKING_GROUP: (OrganisationKind.TAMBON_COMMITTEE,),
    OrganisationKind.NETWORK: (OrganisationKind.TAMBON_COMMITTEE, OrganisationKind.AMPHOE_COMMITTEE),
}


def stages(budget_request: BudgetRequest) -> list[RouteStage]:
    skipped = _SKIPS.get(budget_request.organisation.kind, ())
    return list(budget_request.call.route.stages.exclude(committee_kind__in=skipped))


def committee(budget_request: BudgetRequest, stage: RouteStage) -> Organisation | None:
    """The active committee that `stage` means for the place of the asking organisation."""
    asker = budget_request.organisation
    found = Organisation.objects.filter(province=budget_request.province_id, kind=stage.committee_kind, is_active=True)
    if stage.committee_kind == OrganisationKind.TAMBON_COMMITTEE:
        found = found.filter(subdistrict=asker.subdistrict_id)
    elif stage.committee_kind == OrganisationKind.AMPHOE_COMMITTEE:
        found = found.filter(district=asker.district_id)
    return found.order_by("pk").first()


def first_committee(budget_request: BudgetRequest) -> Organisation | None:
    way = stages(budget_request)
    return committee(budget_request, way[0]) if way else None


def following(budget_request: BudgetRequest) -> RouteStage | None:
    """The stage after the present one; None when the present one is the last."""
    position = budget_request.stage.position if budget_request.stage else 0
    return next((stage for stage in stages(budget_request) if stage.position > position), None)
