"""What can stand against taking a province's log away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people import standing
from people.actors import Actor
from places.models import Province


def oversees(actor: Actor, _province: Province) -> str:
    if actor.oversees and actor.province_id is not None:
        return ""
    return _("Only auditors and the provincial secretariat read the log.")


def of_the_province(actor: Actor, province: Province) -> str:
    return "" if actor.province_id == province.pk else _("This is another province's log.")


def not_standing_in(actor: Actor, province: Province) -> str:
    """Who handles money in a fund this year as its third person takes no part in auditing it."""
    if standing.stands_in(actor.person_id, province.pk):
        return _("You stand in for a fund of this province this year; somebody else audits it.")
    return ""
