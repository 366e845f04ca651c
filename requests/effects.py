"""What the end of a request sets going in the rooms above."""

from __future__ import annotations

from collections.abc import Callable

from people.actors import Actor
from requests.models import BudgetRequest
from wiring.ports import Port

Effect = Callable[[BudgetRequest, Actor], None]
ENDED: Port[Effect] = Port(
    "requests.ended",
    "Run when a request is withdrawn or terminated, in the verb's transaction, while its row is locked.",
)


def after_end(row: BudgetRequest, actor: Actor) -> None:
    for effect in ENDED.values():
        effect(row, actor)
