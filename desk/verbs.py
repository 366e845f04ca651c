"""What auditors do with a province: they take its log away, and open it again when it was stopped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.models import Alarm
from audit.verbs import DANGER, Table, Verb
from desk.conditions import stops_the_log
from desk.permissions import is_recognised, not_standing_in, not_twice, of_the_province, oversees, oversees_its_log
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

ALARM = Table(
    "desk",
    Alarm,
    Verb(
        "reopen_log",
        right=[oversees_its_log, is_recognised, not_twice],
        when=[stops_the_log],
        label=_("Open the log again"),
        look=DANGER,
        done=_("Your word is on record. Once a second person has said so, things are recorded again."),
        to=lambda alarm: "desk:audit",
        tells=True,
    ),
    at="audit/alarms/<int:pk>/",
)
