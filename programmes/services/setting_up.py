"""Routes and calls of a province. The secretariat sets them up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.log import record, recorded
from jobs import clock
from people.actors import Actor
from programmes.facts import CallChangedFacts, CallFacts, RouteFacts
from programmes.models import Call, Route, RouteStage
from programmes.services.norms import take_turn
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
    """Open a round for requests of one fiscal year; without a route it takes the province's newest.

    `copied_from` is the call whose terms it was made from. Invalid when it would be over before it is known.
    """
    call = Call(province_id=province, **fields)
    CALL.require("add_call", actor, call)
    take_turn(province)
    if Call.objects.filter(province=province, fiscal_year=call.fiscal_year, title=call.title).exists():
        text = _("There is a call of this name in this year already.")
        raise Invalid(text, code="call_exists", field="title")
    if call.route_id is None:
        call.route = _newest_route(province)
    if call.closes_on and call.closes_on < clock.today():
        raise Invalid(_("This day is past."), code="call_would_be_over", field="closes_on")
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


def _newest_route(province: str) -> Route:
    route = Route.objects.filter(province=province).order_by("-version").first()
    if route is None:
        raise Invalid(_("Set up the route first: which committees decide, in which order."), code="no_route")
    return route


@recorded
def change_call(pk: int, *, actor: Actor, **terms: Any) -> Call:
    """Set what of a call is still to be set (`Call.may_change`). What nobody changed writes nothing.

    Invalid when it would close before today: whoever writes today was told that there is time.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=pk)
    CALL.require("change_call", actor, call)
    unknown = set(terms) - call.may_change(clock.today())
    if unknown:
        raise Conflict(_("This call is open: what councils counted on stays as it is."), code="call_is_open")
    changed = [name for name, value in terms.items() if getattr(call, name) != value]
    for name in changed:
        setattr(call, name, terms[name])
    if call.closes_on < clock.today():
        raise Invalid(_("This day is past."), code="call_would_be_over", field="closes_on")
    if not changed:
        return call
    call.full_clean()
    call.save(update_fields=changed)
    facts = CallChangedFacts(title=call.title, closes_on=call.closes_on, changed=sorted(changed))
    record("call.changed", tree=call.province_id, subject=Ref("call", call.pk), actor=actor, facts=facts)
    return call
