"""Which papers wait for a signature. They go their way printed and signed by hand too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, CharField, Count, F, Max, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from documents.effects import SIGNED
from documents.reports import awaited_of
from jobs import clock
from people.actors import Actor
from people.waits import WAITS, Wait

# After two months only the paper's own page still asks.
STILL_ASKED = timedelta(days=60)


def _papers(actor: Actor) -> QuerySet[Any] | None:
    """One row a matter, its newest paper; what a signature sets going waits in the room that it sets going."""
    if actor.organisation is None:
        return None
    places = awaited_of(actor).filter(asked_on__gt=clock.today() - STILL_ASKED)
    # Without an order of its own, or the grouping by matter would fall apart into one group a place.
    matters = places.exclude(document__kind__in=SIGNED.names()).select_related(None).order_by()
    return matters.values("document__subject").annotate(
        newest=Max("document_id"),
        papers=Count("document_id", distinct=True),
        titles=ArrayAgg("document__title", order_by="-document_id"),
    )


def _title() -> Any:
    more = Concat(
        F("titles__0"), Value(" (+"), Cast(F("papers") - 1, CharField()), Value(")"), output_field=CharField()
    )
    return Case(When(papers=1, then=F("titles__0")), default=more, output_field=CharField())


WAITS.provide(
    "paper",
    Wait(
        rows=_papers,
        texts={"": _("Sign, or print and sign by hand")},
        about=_title,
        url=lambda pk: f"/documents/{pk}/about/",
        pk="newest",
        state="",
    ),
    by=__name__,
)
