"""Routes and calls of a province. The secretariat sets them up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from people.actors import Actor
from programmes.facts import CallFacts, RouteFacts
from programmes.models import Call, Route, RouteStage
from programmes.verbs import CALL, ROUTE
from wiring.refs import Ref


@recorded
def add_route(
    province: str, *, name: str, valid_from: date, stages: list[dict[str, Any]], actor: Actor, **days: int
) -> Route:
    """Add the next version of a province's route; requests under way keep the version they began with."""
    ROUTE.require("add_route", actor, Route(province_id=province))
    if not stages:
        raise Invalid(_("A route needs at least one stage."), code="stages_missing")
    version = Route.objects.filter(province=province).count() + 1
    route = Route.objects.create(province_id=province, version=version, name=name, valid_from=valid_from, **days)
    for position, values in enumerate(stages, 1):
        stage = RouteStage(route=route, position=position, **values)
        stage.full_clean()
        stage.save()
    record(
        "route.added",
        tree=province,
        subject=Ref("route", route.pk),
        actor=actor,
        facts=RouteFacts(version=version, stages=[values["committee_kind"] for values in stages]),
    )
    return route


@recorded
def add_call(province: str, *, actor: Actor, **fields: Any) -> Call:
    """Open a round for requests of one fiscal year."""
    call = Call(province_id=province, **fields)
    CALL.require("add_call", actor, call)
    call.full_clean()
    call.save()
    record(
        "call.added",
        tree=province,
        subject=Ref("call", call.pk),
        actor=actor,
        facts=CallFacts(title=call.title, fiscal_year=call.fiscal_year),
    )
    return call
