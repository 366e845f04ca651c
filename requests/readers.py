"""Who reads a request whole because it came to them in a room above."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from people.actors import Actor
from wiring.ports import Port

READERS: Port[Callable[[Actor], Q]] = Port(
    "requests.readers", "Asked, whenever requests are looked up, which further ones this actor reads whole."
)


def sent_to(actor: Actor) -> Q:
    """What rooms above say came to the actor's organisation; nothing for who has none."""
    found = Q(pk__in=())
    for reads in READERS.values() if actor.organisation_id else ():
        found |= reads(actor)
    return found
