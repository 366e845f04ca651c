"""Everything about one request on one page: its way, its story, and the panel of each room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from audit.events import is_public, is_small
from audit.reports import Told, events_of
from people.actors import Actor
from people.models import Role
from requests import panels, reports
from requests.models import BudgetRequest
from requests.readers import reads_as_a_funder


def context(request: HttpRequest, row: BudgetRequest) -> dict[str, Any]:
    # Small steps are left out.
    told = events_of(row.subject, only=lambda name: not is_small(name))
    return {
        "budget_request": row,
        "title": row.title_for(request.actor) or _("(no name yet)"),
        "way": reports.way(row, told),
        "timeline": timeline(told, request.actor),
        "panels": panels.shown(request, row),
        "nav": "requests",
        "next_text": reports.next_text(row),
        "waits_for_me": row.owner_id is not None and row.owner_id == request.actor.organisation_id,
        "crumbs": [(_("Budget requests"), "/requests/")],
    }


def timeline(told: list[Told], actor: Actor) -> list[dict[str, Any]]:
    """The story of the request, newest first.

    What another funder asked, answered or refused is between it and the council.
    """
    if reads_as_a_funder(actor) and actor.organisation:
        own = (None, actor.organisation.name_th)
        told = [event for event in told if is_public(event.event) or event.facts.get("funder") in own]
    return [{"text": event.sentence, "when": event.occurred_at, "who": _who(event.role)} for event in reversed(told)]


def _who(role: str) -> str:
    """The role an event was done in; names stay out of the story."""
    return str(Role(role).label) if role in Role.values else ""
