"""The refusals that are not about rights and not about input: the row has moved on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class Conflict(Exception):
    """What was asked no longer fits the row's present state; answered with 409 and the present state."""


class StaleVersion(Conflict):
    """Somebody changed the row after the page was shown."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this after you opened the page. Look at the present state and try again."))
