"""What a seat must be like for a verb; `people.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import condition
from jobs import clock
from people.models import Organisation, OrganisationKind, Recovery, Seat, Unseating
from people.standing import weighs


@condition("seat_held", _("Somebody holds this seat already."))
def is_free(seat: Seat) -> bool:
    return seat.person_id is None


@condition("seat_free", _("Nobody holds this seat."))
def is_held(seat: Seat) -> bool:
    return seat.person_id is not None


@condition("term_over", _("The term of this seat is over."))
def lasts(seat: Seat) -> bool:
    return seat.ends_on is None or seat.ends_on >= clock.today()


@condition("seat_handed_over", _("This seat was handed over already."))
def is_not_handed_over(seat: Seat) -> bool:
    """The same press again finds the successor's seat still free, and is answered with another slip for it."""
    return not hasattr(seat, "followed_by") or seat.followed_by.person_id is None


@condition("seat_not_guarded", _("Only seats of money, oversight and agencies are confirmed."))
def is_guarded(seat: Seat) -> bool:
    return seat.is_confirmed_by_another


@condition("seat_confirmed", _("This seat was confirmed already."))
def is_unconfirmed(seat: Seat) -> bool:
    return seat.confirmed_at is None


@condition("person_recognised", _("This person is recognised already."))
def is_unrecognised(seat: Seat) -> bool:
    return not (seat.person and seat.person.is_recognised)


@condition("seat_open", _("This seat is not shut."))
def is_shut(seat: Seat) -> bool:
    return seat.shut_at is not None


@condition("seat_shut", _("This seat is shut: somebody else of its organisation opens it first."))
def is_not_shut(seat: Seat) -> bool:
    """Whoever became its holder by a slip elsewhere would else hand it to themselves."""
    return seat.shut_at is None


@condition(
    "seats_weigh",
    _(
        "This person's seats hold money, oversight or a committee's office, or they are recognised: they ask to be let"
        " back in themselves, and two others say who they are."
    ),
)
def is_light(seat: Seat) -> bool:
    return seat.person is not None and not weighs(seat.person)


@condition("unseating_over", _("This was agreed to or dropped already."))
def is_undecided(unseating: Unseating) -> bool:
    return unseating.is_open


@condition("no_unseating_twice", _("Somebody has asked for the end of this term already."))
def is_not_asked_to_end(seat: Seat) -> bool:
    return seat.open_unseating is None


@condition("recovery_over", _("This was stopped, has been used or has lapsed."))
def is_alive(recovery: Recovery) -> bool:
    return recovery.is_alive


@condition("recovery_has_its_words", _("Two have said who it is already."))
def awaits_words(recovery: Recovery) -> bool:
    return recovery.ready_at is None


@condition("not_a_fund", _("Only a fund has stand-ins."))
def is_fund(organisation: Organisation) -> bool:
    return organisation.kind == OrganisationKind.CENTRAL_FUND


@condition("stand_in_is_named", _("A stand-in's seat is not handed over: another one is named."))
def is_no_stand_in(seat: Seat) -> bool:
    return seat.stand_in_year is None
