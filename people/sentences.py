"""How the events of people and seats read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "organisation.created": _("“{name}” was entered."),
        "seat.opened": _("A seat was opened."),
        "seat.invited": _("An invitation to a seat was made."),
        "seat.let_back_in": _("A slip was made that lets a person back in."),
        "seat.handed_over": _("A seat was handed over."),
        "seat.taken_up": _("A person took up a seat."),
    }
)
