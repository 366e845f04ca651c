"""What a seat must be like for a verb; `people.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import condition
from jobs import clock
from people.models import Seat


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
    return not hasattr(seat, "followed_by")
