"""What waits for the secretariat: what persons ask about their own data, until the day the law sets."""

from __future__ import annotations

from django.db.models import F, QuerySet

from people.actors import Actor
from people.models import Role
from people.waits import WAITS, Wait, texts_of
from privacy.models import DataRequest
from privacy.verbs import DATA_REQUEST


def _asked(actor: Actor) -> QuerySet[DataRequest] | None:
    if not actor.holds(Role.SECRETARIAT):
        return None
    return DataRequest.objects.filter(province=actor.province_id)


WAITS.provide(
    "data_request",
    Wait(
        rows=_asked,
        texts=texts_of(DATA_REQUEST, "answer"),
        about=lambda: F("asked_by__full_name"),
        url=lambda pk: f"/privacy/requests/{pk}/",
        due=F("due_on"),
    ),
    by=__name__,
)
