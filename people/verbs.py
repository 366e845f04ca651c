"""What can be done to organisations, their seats, and those who ask to be let back in: one row a verb."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import DANGER, QUIET, SECONDARY, Table, Verb
from people.conditions import (
    awaits_words,
    is_alive,
    is_free,
    is_fund,
    is_guarded,
    is_held,
    is_light,
    is_no_stand_in,
    is_not_asked_to_end,
    is_not_handed_over,
    is_not_shut,
    is_shut,
    is_unconfirmed,
    is_undecided,
    is_unrecognised,
    lasts,
)
from people.forms import (
    ConfirmSeatForm,
    HandOverForm,
    HowKnownForm,
    InviteForm,
    OpenSeatForm,
    ResignForm,
    SightingForm,
    StandInForm,
    UnseatForm,
)
from people.models import Organisation, Recovery, Seat, Unseating
from people.permissions import (
    agrees,
    confirms,
    drops,
    is_official,
    is_own,
    knows_them,
    may_seat_in,
    may_seat_or_held_it_before,
    may_stop,
    names_stand_ins,
    not_by_their_word,
    not_oneself,
    opens_again,
    speaks_for,
    speaks_for_who_asks,
)

ORGANISATION = Table(
    "people",
    Organisation,
    Verb("create_organisation", right=[may_seat_in], through="the setting up of a province"),
    Verb("open_seat", right=[may_seat_in], label=_("Open a seat"), look=SECONDARY, asks=OpenSeatForm),
    Verb(
        "name_stand_in",
        right=[names_stand_ins],
        when=[is_fund],
        label=_("Name a stand-in"),
        look=SECONDARY,
        asks=StandInForm,
        lede=_(
            "Where two volunteers run the fund, somebody of the governance board is the third for one fiscal year. They do"
            " not audit this fund in that year."
        ),
        done=_("The stand-in is named. The governance board confirms it now."),
    ),
    at="people/organisation/<int:pk>/",
)

SEAT = Table(
    "people",
    Seat,
    Verb(
        "confirm_seat",
        right=[confirms, not_oneself],
        when=[is_held, lasts, is_guarded, is_unconfirmed],
        label=_("Confirm who holds it"),
        asks=ConfirmSeatForm,
        lede=_(
            "You say for your organisation that this person holds this seat. Until then nobody acts in it, or what an"
            " agency's officer says binds nobody."
        ),
        done=_("Confirmed."),
    ),
    Verb(
        "recognise",
        right=[is_official, not_oneself, not_by_their_word],
        when=[is_held, lasts, is_unrecognised],
        label=_("I saw their card"),
        look=SECONDARY,
        asks=SightingForm,
        lede=_(
            "You say that this person showed you the card in person and that face and name agree. A second official, of"
            " another organisation, says the same. No number is kept."
        ),
        done=_("Your word is on record."),
    ),
    Verb(
        "recognise_by_protocol",
        through="the command of who runs the service, for the first officials of a province",
    ),
    Verb(
        "reopen_seat",
        right=[not_oneself, opens_again],
        when=[is_shut],
        label=_("Open it again"),
        look=SECONDARY,
        done=_("The seat is open again."),
    ),
    Verb(
        "invite",
        right=[may_seat_or_held_it_before],
        when=[is_free, lasts],
        label=_("Invite"),
        look=QUIET,
        asks=InviteForm,
    ),
    Verb(
        "hand_over",
        right=[is_own],
        when=[lasts, is_not_shut, is_no_stand_in, is_not_handed_over],
        label=_("Hand over"),
        look=QUIET,
        asks=HandOverForm,
    ),
    Verb(
        "resign",
        right=[is_own],
        when=[lasts, is_not_shut],
        label=_("End my term"),
        look=QUIET,
        asks=ResignForm,
        lede=_("Your term ends on that day, and you act in this seat no more. What you did stays on record."),
        done=_("Your term ends on that day."),
    ),
    Verb(
        "ask_to_end",
        right=[not_oneself, speaks_for],
        when=[is_held, lasts, is_not_asked_to_end],
        label=_("End this term by decision"),
        look=QUIET,
        asks=UnseatForm,
        lede=_(
            "The organisation decided that this term ends. Somebody else of it, who is not the holder, agrees here."
        ),
        done=_("It is on record. Somebody else of the organisation agrees to it now; the holder was told."),
    ),
    Verb(
        "let_back_in",
        right=[knows_them, not_oneself],
        when=[is_held, lasts, is_light],
        label=_("New slip (lost phone or password)"),
        look=QUIET,
    ),
    Verb("accept_invitation", through="the code of an invitation, which whoever holds it types in"),
    at="people/seats/<int:pk>/",
)

UNSEATING = Table(
    "people",
    Unseating,
    Verb(
        "agree_to_end",
        right=[agrees],
        when=[is_undecided],
        label=_("Agree that this term ends"),
        look=DANGER,
        done=_("Agreed. The term ends on that day."),
        to=lambda row: ("people:organisation_of", row.seat.organisation_id),
    ),
    Verb(
        "drop_end",
        right=[drops],
        when=[is_undecided],
        label=_("Drop it"),
        look=QUIET,
        done=_("Dropped. The term goes on."),
        to=lambda row: ("people:organisation_of", row.seat.organisation_id),
    ),
    at="people/unseatings/<int:pk>/",
)

RECOVERY = Table(
    "people",
    Recovery,
    Verb("ask_recovery", through="the page for who cannot sign in; the person asks it themselves"),
    Verb(
        "vouch",
        right=[speaks_for_who_asks],
        when=[is_alive, awaits_words],
        label=_("I know that it is this person"),
        asks=HowKnownForm,
        lede=_("Say it only when you spoke with them in person. A second one, of another organisation, says it too."),
        done=_("Your word is on record."),
    ),
    Verb(
        "stop",
        right=[may_stop],
        when=[is_alive],
        label=_("Stop it"),
        look=DANGER,
        done=_("Stopped. The code works no more."),
    ),
    Verb("come_back", through="the code that the person was shown when they asked"),
    at="people/recoveries/<int:pk>/",
)
