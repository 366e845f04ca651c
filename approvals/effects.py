"""What a resolution sets going in the rooms above."""

from __future__ import annotations

from collections.abc import Callable

from approvals.models import Resolution
from people.actors import Actor
from wiring.ports import Port

Effect = Callable[[Resolution, Actor], None]
RESOLVED: Port[Effect] = Port(
    "approvals.resolved",
    "Run after each resolution, in its transaction, once what `approvals` itself does is done; meeting, item and request are locked.",
)


def run(resolution: Resolution, actor: Actor) -> None:
    for effect in RESOLVED.values():
        effect(resolution, actor)
