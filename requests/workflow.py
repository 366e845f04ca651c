"""The life of a budget request (domain §3). Only `requests.services` calls these moves, under a row lock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.machine import Stateful, state_field, transition


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked for completeness")
    RETURNED = "returned", _("Returned for revision")
    IN_REVIEW = "in_review", _("Before a committee")
    DEFERRED = "deferred", _("Deferred")
    FUNDING = "funding", _("Funders are answering")
    AGREED = "agreed", _("Agreement signed")
    ACTIVE = "active", _("Under way")
    CLOSING = "closing", _("Being closed")
    CLOSED = "closed", _("Closed")
    NOT_ENDORSED = "not_endorsed", _("Not endorsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUSPENDED = "suspended", _("Suspended")
    TERMINATED = "terminated", _("Terminated")


DRAFT = State.DRAFT
ENDED = (State.CLOSED, State.NOT_ENDORSED, State.WITHDRAWN, State.TERMINATED)
BEFORE_AGREEMENT = [State.DRAFT, State.SUBMITTED, State.RETURNED, State.IN_REVIEW, State.DEFERRED, State.FUNDING]


class RequestWorkflow(Stateful):
    state = state_field(State)

    class Meta:
        abstract = True

    @transition(field=state, source=[State.DRAFT, State.RETURNED], target=State.SUBMITTED)
    def submit(self) -> None: ...

    @transition(field=state, source=[State.SUBMITTED, State.IN_REVIEW], target=State.RETURNED)
    def return_for_revision(self) -> None: ...

    @transition(field=state, source=State.SUBMITTED, target=State.IN_REVIEW)
    def admit(self) -> None: ...

    @transition(field=state, source=State.IN_REVIEW, target=State.IN_REVIEW)
    def pass_on(self) -> None: ...

    @transition(field=state, source=State.IN_REVIEW, target=State.FUNDING)
    def endorse(self) -> None: ...

    @transition(field=state, source=State.IN_REVIEW, target=State.DEFERRED)
    def defer(self) -> None: ...

    @transition(field=state, source=State.DEFERRED, target=State.IN_REVIEW)
    def resume(self) -> None: ...

    @transition(field=state, source=State.IN_REVIEW, target=State.NOT_ENDORSED)
    def not_endorse(self) -> None: ...

    @transition(field=state, source=State.FUNDING, target=State.AGREED)
    def agree(self) -> None: ...

    @transition(field=state, source=State.AGREED, target=State.ACTIVE)
    def activate(self) -> None: ...

    @transition(field=state, source=State.ACTIVE, target=State.CLOSING)
    def begin_closing(self) -> None: ...

    @transition(field=state, source=State.CLOSING, target=State.CLOSED)
    def close(self) -> None: ...

    @transition(field=state, source=BEFORE_AGREEMENT, target=State.WITHDRAWN)
    def withdraw(self) -> None: ...

    @transition(field=state, source=State.ACTIVE, target=State.SUSPENDED)
    def suspend(self) -> None: ...

    @transition(field=state, source=State.SUSPENDED, target=State.ACTIVE)
    def take_up_again(self) -> None: ...

    @transition(field=state, source=[State.AGREED, State.ACTIVE, State.SUSPENDED], target=State.TERMINATED)
    def terminate(self) -> None: ...
