"""The machine of what persons ask about their own data. Only `privacy.services` calls these moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.machine import Stateful, state_field, transition


class State(models.TextChoices):
    RECEIVED = "received", _("Received, to be answered")
    ANSWERED = "answered", _("Done as asked")
    REFUSED = "refused", _("Not possible, with reasons")


class DataRequestWorkflow(Stateful):
    state = state_field(State)

    class Meta:
        abstract = True

    @transition(field=state, source=State.RECEIVED, target=State.ANSWERED)
    def answer(self) -> None: ...

    @transition(field=state, source=State.RECEIVED, target=State.REFUSED)
    def refuse(self) -> None: ...
