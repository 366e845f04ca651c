"""What can be done to organisations and their seats: one row a verb."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import QUIET, SECONDARY, Table, Verb
from people.conditions import is_free, is_held, is_not_handed_over, lasts
from people.forms import HandOverForm, InviteForm, OpenSeatForm
from people.models import Organisation, Seat
from people.permissions import may_seat, may_seat_in, not_oneself

ORGANISATION = Table(
    "people",
    Organisation,
    Verb("create_organisation", right=[may_seat_in], through="the setting up of a province"),
    Verb("open_seat", right=[may_seat_in], label=_("Open a seat"), look=SECONDARY, asks=OpenSeatForm),
    at="people/organisation/<int:pk>/",
)

SEAT = Table(
    "people",
    Seat,
    Verb(
        "invite",
        right=[may_seat],
        when=[is_free, lasts],
        label=_("Invite"),
        look=QUIET,
        asks=InviteForm,
    ),
    Verb(
        "hand_over",
        right=[may_seat],
        when=[is_held, lasts, is_not_handed_over],
        label=_("Hand over"),
        look=QUIET,
        asks=HandOverForm,
    ),
    Verb(
        "let_back_in",
        right=[may_seat, not_oneself],
        when=[is_held, lasts],
        label=_("New slip (lost phone or password)"),
        look=QUIET,
    ),
    Verb("accept_invitation", through="the code of an invitation, which whoever holds it types in"),
    at="people/seats/<int:pk>/",
)
