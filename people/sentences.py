"""How the events of people and seats read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register

register(
    "people",
    Event("organisation.created", _("“{name}” was entered.")),
    Event("seat.opened", _("A seat was opened.")),
    Event("seat.invited", _("An invitation to a seat was made.")),
    Event("seat.let_back_in", _("A slip was made that lets a person back in.")),
    Event("seat.handed_over", _("A seat was handed over.")),
    Event("seat.taken_up", _("A person took up a seat.")),
)
