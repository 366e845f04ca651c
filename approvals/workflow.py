"""The machines of meetings and agenda items. Only `approvals.services` calls these moves, under a row lock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.machine import Stateful, state_field, transition


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Being prepared")
    CALLED = "called", _("Called")
    OPEN = "open", _("In session")
    CLOSED = "closed", pgettext_lazy("meeting", "Closed")
    CANCELLED = "cancelled", _("Called off")


class MeetingWorkflow(Stateful):
    state = state_field(MeetingState)

    class Meta:
        abstract = True

    @transition(field=state, source=MeetingState.PLANNED, target=MeetingState.CALLED)
    def call(self) -> None: ...

    @transition(field=state, source=MeetingState.CALLED, target=MeetingState.OPEN)
    def open(self) -> None: ...

    @transition(field=state, source=MeetingState.OPEN, target=MeetingState.CLOSED)
    def close(self) -> None: ...

    @transition(field=state, source=[MeetingState.PLANNED, MeetingState.CALLED], target=MeetingState.CANCELLED)
    def call_off(self) -> None: ...


class ItemState(models.TextChoices):
    LISTED = "listed", _("On the agenda")
    VOTING = "voting", _("Being voted on")
    RESOLVED = "resolved", _("Resolved")
    STRUCK = "struck", _("Taken off the agenda")


# On an agenda, and so on no other.
PENDING = (ItemState.LISTED, ItemState.VOTING)


class ItemWorkflow(Stateful):
    state = state_field(ItemState)

    class Meta:
        abstract = True

    @transition(field=state, source=ItemState.LISTED, target=ItemState.VOTING)
    def put_to_vote(self) -> None: ...

    @transition(field=state, source=ItemState.VOTING, target=ItemState.LISTED)
    def lose(self) -> None: ...

    @transition(field=state, source=ItemState.VOTING, target=ItemState.RESOLVED)
    def resolve(self) -> None: ...

    @transition(field=state, source=ItemState.LISTED, target=ItemState.STRUCK)
    def strike(self) -> None: ...
