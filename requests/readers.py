"""Who reads a request whole because it came to them in a room above."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from people.actors import Actor
from wiring.ports import Port

READERS: Port[Callable[[Actor], Q]] = Port(
    "requests.readers", "Asked, whenever requests are looked up, which further ones this actor reads whole."
)


def sent_to(actor: Actor) -> list[Q]:
    """What rooms above say came to the actor's organisation, each room apart; nothing for who has none."""
    return [reads(actor) for reads in READERS.values()] if actor.organisation_id else []


def reads_as_a_funder(actor: Actor) -> bool:
    """Whether somebody reads requests because their agency is asked for money: of its rivals' affairs it learns no more than
    everybody."""
    own = actor.organisation
    return own is not None and own.is_funder and not actor.reads_province
