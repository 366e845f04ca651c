"""The life of a signature given by hand: somebody says that it was, another confirms or refuses. Only services move it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.machine import Stateful, state_field, transition


class HandState(models.TextChoices):
    AWAITING = "awaiting", _("Waits for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


LOOKS = {HandState.AWAITING: "waits", HandState.CONFIRMED: "done", HandState.REFUSED: "wrong"}


class HandWorkflow(Stateful):
    state = state_field(HandState)

    class Meta:
        abstract = True

    @transition(field="state", source=HandState.AWAITING, target=HandState.CONFIRMED)
    def confirm_signature(self) -> None: ...

    @transition(field="state", source=HandState.AWAITING, target=HandState.REFUSED)
    def refuse_signature(self) -> None: ...
