"""What an actor may do to people and seats, and the sentence that says why not.

Every app's permissions are a table `verb → checks`; a check returns the reason against, or "".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import OrganisationKind, Role, Seat

Check = Callable[[Actor, Any], str]
Rules = Mapping[str, Sequence[Check]]


def first_reason(rules: Rules, verb: str, actor: Actor, row: Any) -> str:
    """The first reason against `verb`, or "" when nothing stands against it."""
    return next((reason for check in rules[verb] if (reason := check(actor, row))), "")


def refuse(reason: str) -> None:
    """Raise PermissionDenied with `reason`, unless it is empty."""
    if reason:
        raise PermissionDenied(reason)


def must_hold(*roles: Role) -> Check:
    def check(actor: Actor, _row: Any) -> str:
        if actor.holds(*roles):
            return ""
        return _("Only %(roles)s may do this.") % {"roles": ", ".join(str(role.label) for role in roles)}

    return check


def _may_seat(actor: Actor, seat: Seat) -> str:
    same = actor.organisation_id == seat.organisation_id
    if same and actor.holds(Role.SECRETARY, Role.CHAIR, Role.SECRETARIAT):
        return ""
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == seat.organisation.province_id:
        return ""
    return _("Only the provincial secretariat, or the secretary or chair of the same organisation, may do this.")


def _seat_is_free(_actor: Actor, seat: Seat) -> str:
    return _("Somebody holds this seat already.") if seat.person_id else ""


def _seat_is_held(_actor: Actor, seat: Seat) -> str:
    return "" if seat.person_id else _("Nobody holds this seat.")


def _not_oneself(actor: Actor, seat: Seat) -> str:
    return _("You cannot let yourself back in.") if actor.person_id == seat.person_id else ""


RULES: Rules = {
    "open_seat": [_may_seat],
    "invite": [_may_seat, _seat_is_free],
    "let_back_in": [_may_seat, _seat_is_held, _not_oneself],
    "hand_over": [_may_seat, _seat_is_held],
}


def reason_against(verb: str, actor: Actor, seat: Seat) -> str:
    return first_reason(RULES, verb, actor, seat)


def require(verb: str, actor: Actor, seat: Seat) -> None:
    refuse(reason_against(verb, actor, seat))
