"""What auditors do with a province: they take its log away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import Table, Verb
from desk.permissions import not_standing_in, of_the_province, oversees
from places.models import Province

PROVINCE = Table(
    "desk",
    Province,
    Verb(
        "ask_for_bundle",
        right=[oversees, of_the_province, not_standing_in],
        label=_("Make the log to take away"),
        done=_("The log is being made; you may close the page."),
    ),
    at="audit/<str:code>/",
)
