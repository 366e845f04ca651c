"""The life of a voucher: one person makes it, another approves, a third pays. Only `funds.services` calls these moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.machine import Stateful, state_field, transition


class State(models.TextChoices):
    DRAFTED = "drafted", _("Waits for approval")
    APPROVED = "approved", _("Waits for payment")
    PAID = "paid", _("Paid")
    RECEIVED = "received", _("Received")
    REJECTED = "rejected", _("Rejected")
    REVERSED = "reversed", _("Reversed")


# Waits for somebody.
OPEN = (State.DRAFTED, State.APPROVED)
# Money went in or out under it, whatever came after.
MOVED = (State.PAID, State.RECEIVED, State.REVERSED)
LOOKS = {
    State.DRAFTED: "waits",
    State.APPROVED: "waits",
    State.PAID: "done",
    State.RECEIVED: "done",
    State.REJECTED: "stopped",
    State.REVERSED: "wrong",
}


class VoucherWorkflow(Stateful):
    state = state_field(State)

    class Meta:
        abstract = True

    @transition(field="state", source=State.DRAFTED, target=State.APPROVED)
    def approve(self) -> None: ...

    @transition(field="state", source=list(OPEN), target=State.REJECTED)
    def reject(self) -> None: ...

    @transition(field="state", source=State.APPROVED, target=State.PAID)
    def pay(self) -> None: ...

    @transition(field="state", source=State.DRAFTED, target=State.RECEIVED)
    def receive(self) -> None: ...

    @transition(field="state", source=[State.PAID, State.RECEIVED], target=State.REVERSED)
    def reverse(self) -> None: ...
