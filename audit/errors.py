"""The refusals that are not about rights and not about input: the row has moved on."""

from __future__ import annotations

import django_fsm
from django.db import models
from django.utils.translation import gettext_lazy as _


class Conflict(Exception):
    """What was asked no longer fits the row's present state; answered with 409 and the present state."""


class StaleVersion(Conflict):
    """Somebody changed the row after the page was shown."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this after you opened the page. Look at the present state and try again."))


class TransitionNotAllowed(Conflict, django_fsm.TransitionNotAllowed):
    """The row's machine has no such move from its present state."""

    def __init__(self, row: models.Model, verb: str) -> None:
        self.verb, self.state = verb, str(getattr(row, "state", ""))
        label = getattr(row, "get_state_display", lambda: self.state)()
        Exception.__init__(self, _("This is not possible now: the present state is “%(state)s”.") % {"state": label})
