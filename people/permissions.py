"""What can stand against doing something to people and seats; `people.verbs` says which counts where.

In every room a check returns the reason against, or "".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import Organisation, OrganisationKind, Role, Seat

Check = Callable[[Actor, Any], str]


def holds(*roles: Role) -> Check:
    """Whether the actor sits in one of these offices."""

    def check(actor: Actor, _row: Any) -> str:
        if actor.holds(*roles):
            return ""
        return _("Only %(roles)s may do this.") % {"roles": ", ".join(str(role.label) for role in roles)}

    check.__name__ = "_or_".join(roles)
    return check


def may_seat_in(actor: Actor, organisation: Organisation) -> str:
    return may_seat(actor, Seat(organisation=organisation))


def may_seat(actor: Actor, seat: Seat) -> str:
    same = actor.organisation_id == seat.organisation_id
    if same and actor.holds(Role.SECRETARY, Role.CHAIR, Role.SECRETARIAT):
        return ""
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == seat.organisation.province_id:
        return ""
    return _("Only the provincial secretariat, or the secretary or chair of the same organisation, may do this.")


def not_oneself(actor: Actor, seat: Seat) -> str:
    return _("You cannot let yourself back in.") if actor.person_id == seat.person_id else ""
