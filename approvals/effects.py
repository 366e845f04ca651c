"""What a resolution sets going in the rooms above, and what these bring before a board."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from approvals.models import Resolution
from people.actors import Actor
from requests.models import BudgetRequest
from wiring.ports import Port

Effect = Callable[[Resolution, Actor], None]
RESOLVED: Port[Effect] = Port(
    "approvals.resolved",
    "Run after each resolution, in its transaction, once what `approvals` itself does is done; meeting, item and request are locked.",
)
Asked = Callable[[int], QuerySet[BudgetRequest]]
ASKED: Port[Asked] = Port(
    "approvals.asked",
    "Read for the page of a fund's board: the requests that ask the fund of this key for money and wait for its answer.",
)


def run(resolution: Resolution, actor: Actor) -> None:
    for effect in RESOLVED.values():
        effect(resolution, actor)
