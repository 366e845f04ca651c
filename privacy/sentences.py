"""How the events of personal data read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from privacy.facts import DataRequestClosedFacts, DataRequestFacts

register(
    "privacy",
    Event(
        "data_request.asked",
        _("A person asked about their own data; the answer is due by {due_on:date}."),
        facts=DataRequestFacts,
    ),
    Event(
        "data_request.answered", _("What a person asked about their own data was done."), facts=DataRequestClosedFacts
    ),
    Event(
        "data_request.refused",
        _("What a person asked about their own data was not possible; the reasons were given."),
        facts=DataRequestClosedFacts,
    ),
    about=("data_request:",),
)
