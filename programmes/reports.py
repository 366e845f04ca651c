"""Reads what a province offers."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from jobs import clock
from people.actors import Actor
from programmes.models import Call
from wiring.written import Written


def calls_for(actor: Actor) -> QuerySet[Call]:
    """The calls of the actor's province that are open today, the newest first."""
    return _open_on(clock.today(), actor.province_id).order_by("-pk")


def _open_on(day: date, province: str | None) -> QuerySet[Call]:
    return Call.objects.filter(province=province, opens_on__lte=day, closes_on__gte=day)


_ONE = Written(lambda day, province: _open_on(day, province).values_list("pk", flat=True)[:1], day=date, province=str)


def is_calling(province: str) -> bool:
    """Whether a call of this province is open today."""
    return bool(_ONE(day=clock.today(), province=province))


def open_call(province: str) -> Call | None:
    """The call of this province that takes requests today and closes last."""
    return _open_on(clock.today(), province).order_by("-closes_on", "-pk").first()
