"""The papers of a request: who may read them."""

from __future__ import annotations

from documents import subjects
from people.actors import Actor
from requests.models import BudgetRequest


def _may_read(actor: Actor, pk: int) -> bool:
    return BudgetRequest.objects.visible_to(actor).filter(pk=pk).exists()


subjects.register("request", may_read=_may_read, url=lambda pk: f"/requests/{pk}/")
