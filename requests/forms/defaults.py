"""What the service knows already, suggested where nothing was written yet: the writer only looks it over."""

from __future__ import annotations

from typing import Any

from people.actors import Actor
from people.models import Role, Seat
from requests.models import BudgetRequest
from requests.screens import Screen


def offered(budget_request: BudgetRequest, screen: Screen, actor: Actor) -> dict[str, Any]:
    """Names, positions and telephones of the council's own people, and what it said last time, for empty answers.

    Nothing when somebody else writes on the council's behalf: whom to telephone is theirs to say.
    """
    if actor.seat is None or actor.organisation_id != budget_request.organisation_id:
        return {}
    known = {**_said_before(budget_request, screen), **_people(screen, actor.seat)}
    return {name: value for name, value in known.items() if value and not getattr(budget_request, name, value)}


# Whose name belongs where: the one who writes answers for it; the chair is the second voice, and proposes.
_WHO = {
    "contacts": (("contact", "first"), ("second", "chair")),
    "signatures": (("proposer", "chair"),),
    "people": (("contact", "first"), ("second", "chair"), ("proposer", "chair")),
}
# What seldom changes from one request of a council to its next.
_LASTING = {
    "backing": ("groups", "recipient_kind", "recipient_name"),
    "people": ("contact_phone", "second_name", "second_position", "second_phone"),
}


def _people(screen: Screen, seat: Seat) -> dict[str, str]:
    if screen.key not in _WHO:
        return {}
    own = {"first": seat, "chair": _chair(seat)}
    told = [pair for prefix, whose in _WHO[screen.key] for pair in _of(prefix, own[whose]).items()]
    return {name: value for name, value in told if value}


def _said_before(row: BudgetRequest, screen: Screen) -> dict[str, Any]:
    """As the council's last request that was sent said it."""
    names = _LASTING.get(screen.key, ())
    if not any(not getattr(row, name) for name in names):
        return {}
    sent = BudgetRequest.objects.filter(organisation=row.organisation_id, receipt_number__gt="").exclude(pk=row.pk)
    return sent.order_by("-created_at").values(*names).first() or {}


def _chair(seat: Seat) -> Seat | None:
    chairs = Seat.objects.current().filter(organisation=seat.organisation_id, role=Role.CHAIR, person__isnull=False)
    return chairs.exclude(person=seat.person_id).select_related("person").first() or (
        seat if seat.role == Role.CHAIR else None
    )


def _of(prefix: str, seat: Seat | None) -> dict[str, str]:
    if seat is None or seat.person is None:
        return {}
    person = seat.person
    return {f"{prefix}_name": person.full_name, f"{prefix}_position": seat.label, f"{prefix}_phone": person.phone}
