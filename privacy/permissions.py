"""What can stand against asking about personal data, and against answering."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import OrganisationKind
from privacy.models import DataRequest


def has_a_seat(actor: Actor, row: DataRequest) -> str:
    """Somebody of that province: it is the province's secretariat that keeps and answers."""
    if actor.person is not None and actor.province_id == row.province_id:
        return ""
    return _("Sign in and choose a seat in the province that you ask.")


def answers(actor: Actor, row: DataRequest) -> str:
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == row.province_id:
        return ""
    return _("Only the provincial secretariat answers for personal data.")


def not_ones_own(actor: Actor, row: DataRequest) -> str:
    return _("Somebody else has to answer what you ask yourself.") if actor.person_id == row.asked_by_id else ""
