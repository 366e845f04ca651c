"""Everything about one request on one page, with only the buttons that its reader may press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.events import is_small
from audit.reports import events_of
from documents.models import Document
from grants.permissions import reason_against as against_grant
from people.actors import Actor
from people.models import Role
from requests import reports
from requests.models import BudgetRequest
from requests.permissions import is_own, reason_against
from requests.services.intake import open_defects
from requests.workflow import State


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    url: str
    kind: str = ""
    is_post: bool = False


def context(row: BudgetRequest, actor: Actor) -> dict[str, Any]:
    agreement = getattr(row, "agreement", None)
    return {
        "budget_request": row,
        "way": reports.way(row),
        "buttons": buttons(row, actor),
        "timeline": timeline(row),
        "lines": row.budgetline_set.all(),
        "parts": row.moneypart_set.select_related("funder"),
        "offers": row.offers.select_related("funder", "source"),
        "agreement": agreement,
        "instalments": agreement.instalments.select_related("offer__funder") if agreement else [],
        "items": row.agenda_items.select_related("meeting__committee", "resolution").order_by("pk"),
        "defects": open_defects(row).select_related("defect_list"),
        "may_write": not reason_against("write", actor, row),
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


def buttons(row: BudgetRequest, actor: Actor) -> list[Button]:
    """What the reader may do now, the most likely first."""
    wanted = [
        *_council_buttons(row),
        *_committee_buttons(row),
        *_agreement_buttons(row, actor),
        *_secretariat_buttons(row),
    ]
    return [button for verb, button in wanted if not verb or not reason_against(verb, actor, row)]


def _council_buttons(row: BudgetRequest) -> list[tuple[str, Button]]:
    found = []
    if row.is_editable:
        found.append(("write", Button(_("Write on"), reverse("requests:write", args=[row.pk, "title"]), "secondary")))
        found.append(("submit", Button(_("Send the request"), reverse("requests:submit", args=[row.pk]))))
    if row.can("withdraw"):
        found.append(
            ("withdraw", Button(_("Withdraw the request"), reverse("requests:withdraw", args=[row.pk]), "quiet"))
        )
    return found


def _committee_buttons(row: BudgetRequest) -> list[tuple[str, Button]]:
    if row.state == State.SUBMITTED:
        return [("return_for_revision", Button(_("Check for completeness"), reverse("requests:intake", args=[row.pk])))]
    if row.state == State.IN_REVIEW:
        return [("decide", Button(_("Put it on an agenda"), reverse("approvals:agenda", args=[row.pk]), "secondary"))]
    if row.state == State.DEFERRED:
        return [("decide", Button(_("Take it up again"), reverse("requests:resume", args=[row.pk]), "", True))]
    return []


def _agreement_buttons(row: BudgetRequest, actor: Actor) -> list[tuple[str, Button]]:
    found = []
    if row.state == State.FUNDING and is_own(actor, row):
        found.append(("", Button(_("Ask one more funder"), reverse("grants:ask_funder", args=[row.pk]), "quiet")))
    draws_up = not against_grant("draw_up", actor, row)
    if row.state == State.FUNDING and draws_up and not hasattr(row, "agreement"):
        found.append(
            ("", Button(_("Draw up the agreement"), reverse("grants:draw_up", args=[row.pk]), "secondary", True))
        )
    if row.state == State.CLOSING and draws_up:
        found.append(("", Button(_("Close the request"), reverse("grants:close", args=[row.pk]), "", True)))
    return found


def _secretariat_buttons(row: BudgetRequest) -> list[tuple[str, Button]]:
    """What only the secretariat does: stop, go on, end; offered where the machine allows it."""
    verbs = [
        ("suspend", _("Suspend"), "requests:suspend", False),
        ("take_up_again", _("End the suspension"), "requests:take_up_again", True),
        ("terminate", _("Terminate"), "requests:terminate", False),
    ]
    return [
        (verb, Button(label, reverse(name, args=[row.pk]), "quiet", is_post))
        for verb, label, name, is_post in verbs
        if row.can(verb)
    ]
