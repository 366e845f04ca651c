"""What can be found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """In the order in which they stand among results that fit alike."""

    PLACE = "place", pgettext_lazy("finding", "Place")
    FUND = "fund", _("Central fund")
    REQUEST = "request", _("Budget request")
    AGREEMENT = "agreement", _("Agreement")
    RESOLUTION = "resolution", _("Resolution")
    MEETING = "meeting", _("Meeting")
