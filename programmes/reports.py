"""Reads what a province offers."""

from __future__ import annotations

from django.db.models import QuerySet

from jobs import clock
from people.actors import Actor
from programmes.models import Call


def calls_for(actor: Actor) -> QuerySet[Call]:
    """The calls of the actor's province that are open today, the newest first."""
    today = clock.today()
    return Call.objects.filter(province=actor.province_id, opens_on__lte=today, closes_on__gte=today).order_by("-pk")
