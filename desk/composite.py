"""Everything about one request on one page, with only the buttons that its reader may press."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.events import is_small
from audit.reports import events_of
from documents.models import Document
from people.actors import Actor
from people.models import Role
from requests import reports
from requests.models import BudgetRequest
from requests.services.intake import open_defects
from requests.verbs import VERBS
from requests.workflow import State


def context(row: BudgetRequest, actor: Actor) -> dict[str, Any]:
    agreement = getattr(row, "agreement", None)
    return {
        "budget_request": row,
        "way": reports.way(row),
        "timeline": timeline(row),
        "lines": row.budgetline_set.all(),
        "parts": row.moneypart_set.select_related("funder"),
        "offers": row.offers.select_related("funder", "source"),
        "agreement": agreement,
        "instalments": agreement.instalments.select_related("offer__funder") if agreement else [],
        "items": row.agenda_items.select_related("meeting__committee", "resolution").order_by("pk"),
        "defects": open_defects(row).select_related("defect_list"),
        "may_write": VERBS.may("write", actor, row),
        "documents": Document.objects.filter(subject=row.subject).select_related("replaced_by").order_by("-pk"),
        "attachments": row.attachments.filter(removed_at=None),
        "nav": "requests",
        "next_text": next_text(row),
        "waits_for_me": row.owner_id is not None and row.owner_id == actor.organisation_id,
        "crumbs": [(_("Budget requests"), "/requests/")],
    }


def timeline(row: BudgetRequest) -> list[dict[str, Any]]:
    """The story of the request, newest first; small steps are left out."""
    told = [event for event in events_of(row.subject) if not is_small(event.event)]
    return [{"text": event.sentence, "when": event.occurred_at, "who": _who(event.role)} for event in reversed(told)]


def _who(role: str) -> str:
    """The role an event was done in; names stay out of the story."""
    return str(Role(role).label) if role in Role.values else ""


_NEXT = {
    State.DRAFT: gettext_lazy("The council writes it and sends it."),
    State.SUBMITTED: gettext_lazy("The committee's secretary checks that everything is there."),
    State.RETURNED: gettext_lazy("The council puts right what is on the list and sends it again."),
    State.IN_REVIEW: gettext_lazy("The committee decides in a meeting."),
    State.DEFERRED: gettext_lazy("The committee takes it up again."),
    State.FUNDING: gettext_lazy("Each funder answers; then the council accepts."),
    State.AGREED: gettext_lazy("Every party has signed; the first instalment can be asked for."),
    State.ACTIVE: gettext_lazy("Instalments are paid against reports."),
    State.CLOSING: gettext_lazy("What was not spent comes back; then it is closed."),
}


def next_text(row: BudgetRequest) -> str:
    return str(_NEXT.get(State(row.state), ""))
