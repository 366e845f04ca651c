"""What a resolution sets going. Higher apps register theirs at start-up; all run in the resolution's transaction."""

from __future__ import annotations

from collections.abc import Callable

from approvals.models import Resolution
from people.actors import Actor

Effect = Callable[[Resolution, Actor], None]
_effects: list[Effect] = []


def register(effect: Effect) -> None:
    """Run `effect` after each resolution, once what `approvals` itself does is done."""
    if effect not in _effects:
        _effects.append(effect)


def run(resolution: Resolution, actor: Actor) -> None:
    for effect in _effects:
        effect(resolution, actor)
