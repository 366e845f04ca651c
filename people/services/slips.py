"""The light way back in: a slip printed by somebody of the same council who knows the person."""

from __future__ import annotations

from audit.log import recorded
from people import effects, standing
from people.actors import Actor
from people.facts import InvitedFacts
from people.models import Invitation
from people.services.rows import lock_seat
from people.services.seating import new_invitation
from people.verbs import SEAT
from wiring.refs import Ref


@recorded
def let_back_in(seat_id: int, *, actor: Actor) -> tuple[Invitation, str]:
    """A slip for somebody who lost their phone or password: using it sets a new password and clears the second factor.

    Only for a person none of whose seats weighs; the person and the other seats of the council are told. Whoever uses it
    finds the seats of every other organisation shut.
    """
    seat = lock_seat(seat_id)
    SEAT.require("let_back_in", actor, seat)
    assert seat.person is not None
    made = new_invitation(seat, seat.person, "", actor, "seat.let_back_in")
    facts = InvitedFacts(seat=seat.pk, by_mail=False)
    told = [seat.person, *(one for one in standing.colleagues_of(seat.person) if one.pk != actor.person_id)]
    effects.told(told, "seat.let_back_in", Ref("organisation", seat.organisation_id), seat.get_absolute_url(), facts)
    return made
