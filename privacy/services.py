"""The only writer of what persons ask about their own data."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from audit.machine import finish, lock
from jobs import clock
from notices.services import tell
from people import personal
from people.actors import Actor
from people.models import Person
from privacy.facts import DataRequestClosedFacts, DataRequestFacts
from privacy.models import DataRequest, Kind
from privacy.verbs import DATA_REQUEST

DAYS = 30  # section 30 of the Act


@recorded
def ask(*, kind: str, text: str = "", actor: Actor) -> DataRequest:
    """Ask the secretariat of the actor's province about one's own data. The same question waits once."""
    person, now = actor.by_person, clock.now()
    row = DataRequest(province_id=actor.province_id or "", kind=kind, text=text, asked_at=now, asked_by=person)
    DATA_REQUEST.require_right("ask", actor, row)
    DATA_REQUEST.require_fit("ask", row)
    if kind not in Kind.values:
        raise Invalid(_("Choose what you want."), code="unknown_kind", field="kind")
    # Two clicks at once would both find nothing waiting.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if waiting := DataRequest.objects.filter(
        asked_by=person, province=row.province, kind=kind, state="received"
    ).first():
        return waiting
    row.due_on = clock.today() + timedelta(days=DAYS)
    row.full_clean(exclude=["closed_at", "closed_by"])
    row.save()
    facts = DataRequestFacts(kind=kind, due_on=row.due_on)
    record("data_request.asked", tree=row.province_id, subject=row.subject, actor=actor, facts=facts)
    return row


@recorded
def answer(pk: int, *, answer_text: str, erases_contact: bool = False, version: int, actor: Actor) -> DataRequest:
    """Say that it was done, and how; with `erases_contact` telephone and e-mail address go at once.

    Refused unless that is what the person asked for: without an address they get no letters and cannot renew a password.
    """
    row = lock(DataRequest, pk, version=version)
    DATA_REQUEST.require("answer", actor, row)
    if erases_contact and row.kind != Kind.ERASURE:
        raise Invalid(
            _("The person did not ask for anything to be erased. Telephone and e-mail address stay."),
            code="erasure_not_asked",
            field="erases_contact",
        )
    row.answer()
    if erases_contact:
        personal.erase_contact(row.asked_by_id, tree=row.province_id, actor=actor)
    return _close(row, "data_request.answered", answer_text, erases_contact, actor)


@recorded
def refuse(pk: int, *, answer_text: str, version: int, actor: Actor) -> DataRequest:
    """Say why it is not possible: the law that keeps it."""
    row = lock(DataRequest, pk, version=version)
    DATA_REQUEST.require("refuse", actor, row)
    row.refuse()
    return _close(row, "data_request.refused", answer_text, False, actor)


def _close(row: DataRequest, event: str, answer_text: str, erased: bool, actor: Actor) -> DataRequest:
    if not answer_text.strip():
        raise Invalid(_("Write what the person is to know."), code="no_answer", field="answer_text")
    row.answer_text, row.closed_at, row.closed_by = answer_text, clock.now(), actor.person
    finish(row, fields=["answer_text", "closed_at", "closed_by"])
    facts = DataRequestClosedFacts(kind=row.kind, contact_erased=erased)
    record(event, tree=row.province_id, subject=row.subject, actor=actor, facts=facts)
    tell([row.asked_by], kind=event, subject=row.subject, url=row.get_absolute_url(), facts=facts)
    return row
