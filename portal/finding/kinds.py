"""What can be found, and in which groups people understand the states of a request."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from requests.workflow import State


class Kind(models.TextChoices):
    """In the order in which they stand among results that fit alike."""

    PLACE = "place", pgettext_lazy("finding", "Place")
    FUND = "fund", _("Central fund")
    REQUEST = "request", _("Budget request")
    AGREEMENT = "agreement", _("Agreement")
    RESOLUTION = "resolution", _("Resolution")
    MEETING = "meeting", _("Meeting")


class Group(models.TextChoices):
    """States of a request by what people want to know: who has to do something."""

    CHECKED = "checked", _("Being checked or put right")
    DECIDED = "decided", pgettext_lazy("finding", "Before a committee")
    FUNDED = "funded", _("Looking for money")
    WORKED = "worked", _("Work under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Does not go on")


GROUPS: dict[Group, tuple[State, ...]] = {
    Group.CHECKED: (State.DRAFT, State.SUBMITTED, State.RETURNED),
    Group.DECIDED: (State.IN_REVIEW, State.DEFERRED),
    Group.FUNDED: (State.FUNDING,),
    Group.WORKED: (State.AGREED, State.ACTIVE, State.SUSPENDED, State.CLOSING),
    Group.DONE: (State.CLOSED,),
    Group.STOPPED: (State.NOT_ENDORSED, State.WITHDRAWN, State.TERMINATED),
}
GROUP_OF: dict[str, Group] = {state: group for group, states in GROUPS.items() for state in states}
