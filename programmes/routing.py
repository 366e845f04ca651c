"""Finds the way through a province's committees: which stages apply to who asks, and which committee each stage means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from people.models import Organisation, OrganisationKind
from programmes.models import Route, RouteStage

# An organisation's route starts at its own level: what spans several tambons starts at the amphoe.
_SKIPS: dict[str, tuple[str, ...]] = {
    OrganisationKind.COUNCIL: (),
    OrganisationKind.WORKING_GROUP: (OrganisationKind.TAMBON_COMMITTEE,),
    OrganisationKind.NETWORK: (OrganisationKind.TAMBON_COMMITTEE, OrganisationKind.AMPHOE_COMMITTEE),
}


_SHOWN = ("id", "name_th", "name_en", "committee_kind")


def stages_column(route: str) -> ArraySubquery:
    """The stages of the route that `route` leads to, as a column: who shows the way of one row reads them with it."""
    rows = RouteStage.objects.filter(route=OuterRef(route)).order_by("position")
    return ArraySubquery(rows.values_list(JSONObject(**{name: name for name in _SHOWN}), flat=True))


def on_the_way(column: Iterable[Mapping[str, Any]], asker: Organisation) -> list[RouteStage]:
    """The stages of such a column that are on the asker's way, with their names and kinds alone."""
    return [RouteStage(**told) for told in column if told["committee_kind"] not in _SKIPS.get(asker.kind, ())]


def stages(route: Route, asker: Organisation) -> list[RouteStage]:
    return list(route.stages.exclude(committee_kind__in=_SKIPS.get(asker.kind, ())))


def committee(stage: RouteStage, asker: Organisation) -> Organisation | None:
    """The active committee that `stage` means for the place of who asks."""
    found = Organisation.objects.filter(province=asker.province_id, kind=stage.committee_kind, is_active=True)
    if stage.committee_kind == OrganisationKind.TAMBON_COMMITTEE:
        found = found.filter(subdistrict=asker.subdistrict_id)
    elif stage.committee_kind == OrganisationKind.AMPHOE_COMMITTEE:
        found = found.filter(district=asker.district_id)
    return found.order_by("pk").first()


def first_committee(route: Route, asker: Organisation) -> Organisation | None:
    way = stages(route, asker)
    return committee(way[0], asker) if way else None


def following(route: Route, asker: Organisation, stage: RouteStage | None) -> RouteStage | None:
    """The stage after the present one; None when the present one is the last."""
    position = stage.position if stage else 0
    return next((each for each in stages(route, asker) if each.position > position), None)
