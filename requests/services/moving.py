"""A draft that was not sent in time, in another call."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from audit.machine import finish
from jobs import clock
from people.actors import Actor
from programmes.models import Call
from requests.facts import TakenAlongFacts
from requests.models import BudgetRequest
from requests.services.rows import locked
from requests.verbs import VERBS


@recorded
def take_along(pk: int, *, call_id: int, version: int, actor: Actor) -> BudgetRequest:
    """Write on in a call of the same province that takes requests today; nothing that was written is lost."""
    row = locked(pk, version=version)
    VERBS.require("take_along", actor, row)
    call = Call.objects.filter(pk=call_id, province=row.province_id).first()
    if call is None or not call.is_open(clock.today()):
        raise Invalid(_("This call is not open today."), code="call_not_open", field="call")
    row.call, row.due_on = call, call.closes_on
    finish(row, fields=("call", "due_on"))
    facts = TakenAlongFacts(call=call.pk, due_on=row.due_on)
    record("request.taken_along", tree=row.province_id, subject=row.subject, actor=actor, facts=facts)
    return row
