"""What the service knows already, offered where nothing was written yet: the writer only looks it over."""

from __future__ import annotations

from people.actors import Actor
from people.models import Role, Seat
from requests.models import BudgetRequest
from requests.screens import Screen


def offered(budget_request: BudgetRequest, screen: Screen, actor: Actor) -> dict[str, str]:
    """Names, positions and telephones of the council's own people, for the empty answers of a screen.

    Nothing when somebody else writes on the council's behalf: whom to telephone is theirs to say.
    """
    if screen.key not in _WHO or actor.seat is None or actor.organisation_id != budget_request.organisation_id:
        return {}
    own = {"first": actor.seat, "chair": _chair(actor.seat)}
    known = {field: value for prefix, whose in _WHO[screen.key] for field, value in _of(prefix, own[whose]).items()}
    return {name: value for name, value in known.items() if not getattr(budget_request, name, value)}


# Whose name belongs where: the one who writes answers for it; the chair is the second voice, and proposes.
_WHO = {
    "contacts": (("contact", "first"), ("second", "chair")),
    "signatures": (("proposer", "chair"),),
    "people": (("contact", "first"), ("second", "chair"), ("proposer", "chair")),
}


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
