"""How the events of people and seats read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from people.facts import (
    ContactErasedFacts,
    HandedOverFacts,
    InvitedFacts,
    OrganisationFacts,
    SeatFacts,
    SeatOpenedFacts,
)

register(
    "people",
    Event("organisation.created", _("“{name}” was entered."), facts=OrganisationFacts),
    Event("seat.opened", _("A seat was opened."), facts=SeatOpenedFacts),
    Event("seat.invited", _("An invitation to a seat was made."), facts=InvitedFacts),
    Event("seat.let_back_in", _("A slip was made that lets a person back in."), facts=InvitedFacts),
    Event("seat.handed_over", _("A seat was handed over."), facts=HandedOverFacts),
    Event("seat.taken_up", _("A person took up a seat."), facts=SeatFacts),
    Event(
        "person.contact_erased",
        _("A person's telephone and e-mail address were erased as they asked."),
        facts=ContactErasedFacts,
    ),
)
