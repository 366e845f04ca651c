"""Sending a request on its way, and taking it back."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from documents.models import Document
from documents.numbering import next_number
from jobs import clock
from people.actors import Actor
from places.calendar import is_working_day
from programmes import routing
from requests import completeness, effects, frozen, opened, papers, snapshot
from requests.facts import SubmittedFacts
from requests.models import BudgetRequest, Defect, Revision
from requests.services.rows import done, hand_to, locked, moved
from requests.verbs import VERBS

_SENT = ("receipt_number", "received_on", "stage", "open_title", "amount")
OFFICE_OPENS, OFFICE_CLOSES = time(8, 30), time(16, 30)


@recorded
def submit(pk: int, *, version: int, answers: dict[int, str] | None = None, actor: Actor) -> BudgetRequest:
    """Send a request into its province's route, as a frozen revision with its proposal document.

    Raises Incomplete with every gap at once. The first time it gets the province's next receipt number of the
    fiscal year, without gaps. A request that was returned answers its defects in `answers` (defect id → words).

    In order: the request's row is locked; right, call, committee and completeness are asked for; the state; the receipt
    number, whose counter stays locked from here on; answers, proposal in both editions, revision; the council's letter,
    whose counter comes last of the rows; the head of the log. At most 80 statements.
    """
    row = locked(pk, version=version)
    VERBS.require("submit", actor, row)
    first = not row.receipt_number
    if first and not row.call.is_open(clock.today()):
        raise Invalid(_("This call is not open today."), code="call_not_open")
    committee = routing.first_committee(row.call.route, row.organisation)
    if committee is None:
        raise Invalid(
            _("No committee is set up for this place yet. Tell the provincial secretariat."),
            code="no_committee",
        )
    completeness.require(row)
    row.submit()
    row.reckon()
    if first:
        row.receipt_number = _receipt_number(row)
        row.received_on = received_on()
    hand_to(row, committee, row.call.route.intake_days)
    row.stage = None
    _answer_defects(row, answers or {}, actor)
    revision = _freeze(row, actor)
    opened.release(row, actor)
    papers.issue_submission_letter(row, committee, actor=actor)
    facts: SubmittedFacts = {
        **moved(row),
        "amount": row.amount,
        "revision": revision.number,
        "sha256": revision.sha256,
        "on_behalf": row.organisation_id != actor.organisation_id,
        "number": row.receipt_number,
    }
    return done(row, "request.submitted", actor, facts, fields=_SENT)


def received_on() -> date:
    """The day a request counts as received: out of office hours, the next working day (E-government Act s.10)."""
    moment = clock.now().astimezone(clock.BANGKOK)
    day = moment.date()
    if moment.time() > OFFICE_CLOSES:
        day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _receipt_number(row: BudgetRequest) -> str:
    year = row.call.fiscal_year
    return f"{row.province_id}/{year}/{next_number(f'request:{row.province_id}', year):04d}"


def _freeze(row: BudgetRequest, actor: Actor) -> Revision:
    number = row.revisions.count() + 1
    content = papers.facts(row, revision=number)
    before = row.revisions.last()
    replaced = Document.objects.filter(pk=before.document_id or 0).first() if before else None
    document = papers.issue_proposal(row, content, before=replaced, actor=actor)
    return Revision.objects.create(
        budget_request=row,
        number=number,
        content=content,
        content_version=frozen.VERSION,
        sha256=snapshot.digest(content),
        document_id=document.pk,
        submitted_at=clock.now(),
        submitted_by=actor.by_person,
    )


def _answer_defects(row: BudgetRequest, answers: dict[int, str], actor: Actor) -> None:
    for defect in Defect.objects.filter(defect_list__budget_request=row, resolved_at=None, answer=""):
        defect.answer = answers.get(defect.pk, "")[:500]
        defect.save(update_fields=["answer"])


@recorded
def withdraw(pk: int, *, version: int, reason: str, actor: Actor) -> BudgetRequest:
    """Take a request back before its agreement; for good. Money that was set aside for it is free again."""
    row = locked(pk, version=version)
    VERBS.require("withdraw", actor, row)
    row.withdraw()
    hand_to(row, None, 0)
    effects.after_end(row, actor)
    return done(row, "request.withdrawn", actor, personal={"reason": reason})
