"""What the end of a request sets going. Higher apps register theirs at start-up; all run in the verb's own transaction."""

from __future__ import annotations

from collections.abc import Callable

from people.actors import Actor
from requests.models import BudgetRequest

Effect = Callable[[BudgetRequest, Actor], None]
_effects: list[Effect] = []


def register(effect: Effect) -> None:
    """Run `effect` when a request is withdrawn or terminated, while its row is locked."""
    if effect not in _effects:
        _effects.append(effect)


def after_end(row: BudgetRequest, actor: Actor) -> None:
    for effect in _effects:
        effect(row, actor)
