"""Which requests wait for whom: for the organisation that has them, soonest first."""

from __future__ import annotations

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from people.actors import Actor
from people.models import Role
from people.waits import WAITS, Wait
from requests.models import BudgetRequest
from requests.workflow import State

ANSWERING = (Role.SECRETARY, Role.CHAIR, Role.OFFICER, Role.SECRETARIAT, Role.TREASURER)
# What a funder has to do in these states stands on its own offer and instalments.
FUNDERS_OWN = (State.FUNDING, State.AGREED, State.ACTIVE, State.CLOSING)
TEXTS = {
    State.DRAFT: _("Finish the request and send it"),
    State.SUBMITTED: _("Check the request for completeness"),
    State.RETURNED: _("Put the request right and send it again"),
    State.IN_REVIEW: _("Decide on the request in a meeting"),
    State.DEFERRED: _("Take the deferred request up again"),
    State.FUNDING: _("See what the funders answered"),
    State.AGREED: _("Ask for the first instalment"),
    State.ACTIVE: _("Report, or ask for the next instalment"),
    State.CLOSING: _("Bring the request to its end"),
    State.SUSPENDED: _("The request is suspended"),
}


def _rows(actor: Actor) -> QuerySet[BudgetRequest] | None:
    if not actor.holds(*ANSWERING) or actor.organisation is None:
        return None
    rows = BudgetRequest.objects.filter(owner=actor.organisation_id)
    return rows.exclude(state__in=FUNDERS_OWN) if actor.organisation.is_funder else rows


WAITS.provide(
    "request",
    Wait(
        rows=_rows,
        texts=TEXTS,
        about=lambda: Coalesce(NullIf(F("title"), Value("")), F("receipt_number"), Value("")),
        url=lambda pk: f"/requests/{pk}/",
        due=F("due_on"),
    ),
    by=__name__,
)
