"""What can stand against taking a province's log away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit import standing
from audit.log import SYSTEM
from audit.models import Alarm
from people.actors import Actor
from people.standing import stands_in
from places.models import Province


def oversees(actor: Actor, _province: Province) -> str:
    if actor.oversees and actor.province_id is not None:
        return ""
    return _("Only auditors and the provincial secretariat read the log.")


def of_the_province(actor: Actor, province: Province) -> str:
    return "" if actor.province_id == province.pk else _("This is another province's log.")


def not_standing_in(actor: Actor, province: Province) -> str:
    """Who handles money in a fund this year as its third person takes no part in auditing it."""
    if stands_in(actor.person_id, province.pk):
        return _("You stand in for a fund of this province this year; somebody else audits it.")
    return ""


def oversees_its_log(actor: Actor, alarm: Alarm) -> str:
    """Of a province's log its own overseers, of the service's all of them."""
    if actor.oversees and alarm.tree in (actor.province_id, SYSTEM):
        return ""
    return _("Only auditors and the provincial secretariat open the log again.")


def is_recognised(actor: Actor, _row: object) -> str:
    if actor.person is not None and actor.person.is_recognised:
        return ""
    return _("Only somebody who is recognised does this: by ThaiD, or by two officials who saw the card.")


def not_twice(actor: Actor, alarm: Alarm) -> str:
    if actor.person_id in standing.agreed(alarm):
        return _("You have said so already; a second person says it too.")
    return ""
