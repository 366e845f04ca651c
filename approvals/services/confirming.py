"""After a meeting: who presided confirms its results from their own account, members object, the chair answers.

What was resolved goes its way meanwhile; payment waits (`approvals.standing`).
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from approvals import quorum, reports
from approvals.facts import ConfirmedFacts, ObjectionFacts
from approvals.models import AgendaItem, Confirmation, Meeting, Objection
from approvals.services import telling
from approvals.services.meetings import about, locked_item, note
from approvals.verbs import ITEM, MEETING
from audit.errors import Conflict, Invalid
from audit.log import recorded
from audit.machine import finish, lock
from jobs import clock
from people.actors import Actor
from people.models import Person, Role, Seat


@recorded
def confirm(meeting_id: int, *, version: int, actor: Actor) -> Meeting:
    """Say that the quorum at the opening and the results, as they are listed, were so. Once a person.

    The meeting is locked. `version` is what the list was read at.
    """
    meeting = lock(Meeting, meeting_id, version=version)
    MEETING.require("confirm", actor, meeting)
    if meeting.confirmations.filter(person=actor.person_id).exists():
        raise Conflict(_("You confirmed this already."), code="has_confirmed")
    Confirmation.objects.create(
        meeting=meeting, person=actor.by_person, confirmed_at=clock.now(), confirmed_by=actor.by_seat
    )
    finish(meeting)
    counted = quorum.of_meeting(meeting)
    facts: ConfirmedFacts = {
        **about(meeting),
        "number": meeting.label,
        "resolutions": [one.label for one in reports.confirmed_by(actor, meeting)],
        "present": counted.present,
        "members": counted.members,
        "needed": counted.needed,
    }
    note("meeting.confirmed", meeting, actor, facts)
    return meeting


@recorded
def raise_objection(item_id: int, *, text: str, version: int, actor: Actor) -> Objection:
    """A member says within a day that this is not what was resolved. It undoes nothing; payment waits for the answer."""
    item = locked_item(item_id, version=version)
    ITEM.require("raise_objection", actor, item)
    if item.resolution.objections.filter(person=actor.person_id).exists():
        raise Conflict(_("Your objection is on record already."), code="has_objected")
    if not text.strip():
        raise Invalid(_("Say what was resolved instead, or what went wrong."), code="text_missing", field="text")
    made = Objection.objects.create(
        resolution=item.resolution,
        seat_id=item.meeting.attendances.get(person=actor.by_person).seat_id,
        person=actor.by_person,
        text=text.strip(),
        raised_at=clock.now(),
        raised_by=actor.by_seat,
    )
    finish(item)
    _tell("resolution.objected", item, made, actor, made.text, _chairs(item, made.person_id))
    return made


@recorded
def answer_objections(item_id: int, *, text: str, version: int, actor: Actor) -> AgendaItem:
    """The chair answers every objection to a result that waits. The resolution stands, and payment goes on."""
    item = locked_item(item_id, version=version)
    ITEM.require("answer_objections", actor, item)
    if not text.strip():
        raise Invalid(_("Write the answer."), code="text_missing", field="text")
    for one in item.resolution.objections.filter(answered_at=None).select_related("person"):
        one.answer, one.answered_at, one.answered_by = text.strip(), clock.now(), actor.by_seat
        one.save(update_fields=["answer", "answered_at", "answered_by"])
        _tell("resolution.answered", item, one, actor, one.answer, [one.person])
    return finish(item)


def _chairs(item: AgendaItem, objector: int) -> list[Person]:
    """Who can answer: who presided, the chair, the vice-chair."""
    offices = Seat.objects.current().filter(role__in=[Role.CHAIR, Role.VICE_CHAIR])
    seats = offices.filter(organisation=item.meeting.committee_id)
    can = Q(seats__in=seats) | Q(pk=item.presider.person_id if item.presider else None)
    return list(Person.objects.filter(can).exclude(pk=objector).distinct())


def _tell(event: str, item: AgendaItem, one: Objection, actor: Actor, text: str, persons: list[Person]) -> None:
    facts: ObjectionFacts = {**about(item.meeting), "number": item.resolution.label, "objection": one.pk}
    note(event, item.meeting, actor, facts, subject=item.subject, personal={"text": text})
    telling.tell_of_item(persons, event, item, facts)
