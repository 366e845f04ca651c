"""How the events of people and seats read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from people.facts import (
    CameBackFacts,
    ConfirmedFacts,
    ContactErasedFacts,
    HandedOverFacts,
    InvitedFacts,
    LinkedFacts,
    OrganisationFacts,
    PersonFacts,
    RecognisedFacts,
    RecoveryFacts,
    RecoveryReadyFacts,
    ResignedFacts,
    SeatFacts,
    SeatOpenedFacts,
    SightedFacts,
    StandInFacts,
    UnseatingFacts,
)

register(
    "people",
    Event("organisation.created", _("“{name}” was entered."), facts=OrganisationFacts),
    Event("seat.opened", _("A seat was opened."), facts=SeatOpenedFacts, version=2),
    Event("seat.invited", _("An invitation to a seat was made."), facts=InvitedFacts),
    Event(
        "seat.let_back_in",
        _("A slip was made that lets a person of your organisation back in. If nobody asked for it, speak up now."),
        facts=InvitedFacts,
    ),
    Event("seat.handed_over", _("A seat was handed over."), facts=HandedOverFacts),
    Event("seat.resigned", _("The holder of a seat ends their term on {ends_on:date}."), facts=ResignedFacts),
    Event("seat.taken_up", _("A person took up a seat."), facts=SeatFacts),
    Event(
        "person.contact_erased",
        _("A person's telephone and e-mail address were erased as they asked."),
        facts=ContactErasedFacts,
    ),
    Event(
        "seat.awaits_words",
        _("Somebody took up a seat of money, oversight or a funder and waits to be confirmed or recognised."),
        facts=SeatFacts,
    ),
    Event(
        "seat.confirmed",
        _("Another organisation confirmed who holds a seat."),
        facts=ConfirmedFacts,
        texts=("basis",),
    ),
    Event("seat.reopened", _("A seat that was shut is open again."), facts=SeatFacts),
    Event("seat.stand_in_named", _("A stand-in was named for the fiscal year {fiscal_year}."), facts=StandInFacts),
    Event(
        "seat.end_asked",
        _("The end of a term on {ends_on:date} was asked for."),
        facts=UnseatingFacts,
        texts=("basis",),
    ),
    Event(
        "seat.end_agreed",
        _("The end of a term on {ends_on:date} was agreed to."),
        facts=UnseatingFacts,
        texts=("basis",),
    ),
    Event(
        "seat.end_dropped",
        _("The end of a term on {ends_on:date} was dropped."),
        facts=UnseatingFacts,
        texts=("basis",),
    ),
    Event(
        "person.password_changed",
        _("Your password was changed. If it was not you, ask to be let back in now."),
        facts=PersonFacts,
    ),
    Event(
        "person.factor_added",
        _("A second factor was added to your account. If it was not you, change your password now."),
        facts=PersonFacts,
    ),
    Event(
        "person.factor_removed",
        _("A second factor was taken from your account. If it was not you, change your password now."),
        facts=PersonFacts,
    ),
    Event(
        "person.address_proved",
        _("Your account has this e-mail address now. If it was not you, change your password now."),
        facts=PersonFacts,
    ),
    Event(
        "person.identity_linked",
        _("Your account was joined with an identity from outside. If it was not you, change your password now."),
        facts=LinkedFacts,
    ),
    Event(
        "person.identity_claimed",
        _("Somebody tried to join the identity that vouches for you with another account. It was refused."),
        facts=LinkedFacts,
    ),
    Event("person.sighted", _("An official saw a person's card."), facts=SightedFacts),
    Event("person.recognised", _("A person is recognised."), facts=RecognisedFacts, texts=("protocol",)),
    Event("person.came_back", _("A person came back in with a slip."), facts=SeatFacts),
    Event(
        "recovery.asked",
        _("Somebody asks to be let back in. If this is not the person themselves, stop it now with one press."),
        facts=RecoveryFacts,
    ),
    Event(
        "recovery.vouched",
        _("Somebody said who it is that asks to be let back in."),
        facts=RecoveryFacts,
        texts=("how_known",),
    ),
    Event(
        "recovery.waits",
        _("Two have said who it is. A day goes by before they may come in; until then one press stops it."),
        facts=RecoveryReadyFacts,
    ),
    Event("recovery.opened", _("The day has gone by: who asked may come in now with their code."), facts=RecoveryFacts),
    Event("recovery.stopped", _("Letting a person back in was stopped."), facts=RecoveryFacts),
    Event(
        "recovery.used",
        _(
            "A person came back in with a new password. Their seats of money and oversight are shut until you open them."
        ),
        facts=CameBackFacts,
    ),
    about=("organisation:", "person:", "recovery:"),
)
