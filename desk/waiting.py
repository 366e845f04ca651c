"""What waits for an actor, gathered from every room: one list, the soonest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import AgendaItem, Attendance, Interest, Meeting, Vote
from approvals.workflow import ItemState, MeetingState
from documents.models import Document, Signature
from documents.reports import awaited_of
from funds.models import Voucher
from grants.models import Agreement, Instalment, Offer
from grants.workflow import UNANSWERED, InstalmentState
from jobs import clock
from people.actors import Actor
from people.models import VOTERS, OrganisationKind, Role
from requests import reports
from requests.workflow import State

MOST = 100


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, until when."""

    text: str
    about: str
    url: str
    due_on: date | None


def tasks(actor: Actor) -> list[Task]:
    found = [task for gather in GATHERERS for task in gather(actor)]
    return sorted(found, key=lambda task: (task.due_on or date.max, task.text))[:MOST]


_VERBS = {
    State.DRAFT: gettext_lazy("Finish the request and send it"),
    State.SUBMITTED: gettext_lazy("Check the request for completeness"),
    State.RETURNED: gettext_lazy("Put the request right and send it again"),
    State.IN_REVIEW: gettext_lazy("Decide on the request in a meeting"),
    State.DEFERRED: gettext_lazy("Take the deferred request up again"),
    State.FUNDING: gettext_lazy("See what the funders answered"),
    State.AGREED: gettext_lazy("Ask for the first instalment"),
    State.ACTIVE: gettext_lazy("Report, or ask for the next instalment"),
    State.CLOSING: gettext_lazy("Bring the request to its end"),
    State.SUSPENDED: gettext_lazy("The request is suspended"),
}


def _requests(actor: Actor) -> Iterator[Task]:
    if not actor.holds(Role.SECRETARY, Role.CHAIR, Role.OFFICER, Role.SECRETARIAT, Role.TREASURER):
        return
    rows = reports.waiting_for(actor)
    if actor.organisation and actor.organisation.is_funder:
        rows = rows.exclude(state__in=FUNDERS_OWN)
    for row in rows[:MOST]:
        verb = str(_VERBS.get(State(row.state), ""))
        yield Task(verb, row.title or row.receipt_number, row.get_absolute_url(), row.due_on)


# What a funder has to do in these states stands on its own offer and instalments.
FUNDERS_OWN = (State.FUNDING, State.AGREED, State.ACTIVE, State.CLOSING)


def _offers(actor: Actor) -> Iterator[Task]:
    """Requests that the actor's agency, or the fund of its board, has not answered."""
    if not actor.holds(Role.OFFICER, Role.SECRETARY, Role.CHAIR) or actor.organisation is None:
        return
    board = actor.kind == OrganisationKind.FUND_BOARD
    funder = actor.organisation.parent_id if board else actor.organisation_id
    asked = Offer.objects.filter(funder=funder, state__in=UNANSWERED, budget_request__state=State.FUNDING)
    for offer in asked.select_related("budget_request")[:MOST]:
        yield Task(_("Answer the request"), offer.budget_request.title, offer.get_absolute_url(), offer.due_on)


_STEPS = {
    InstalmentState.REQUESTED: gettext_lazy("Check what an instalment needs"),
    InstalmentState.VERIFIED: gettext_lazy("Pay the instalment"),
    InstalmentState.REPORTED: gettext_lazy("Check the report"),
    InstalmentState.PAID: gettext_lazy("Report on the instalment"),
}


def _instalments(actor: Actor) -> Iterator[Task]:
    """What the payer has to check or pay, and what the council has to report on."""
    payers = [InstalmentState.REQUESTED, InstalmentState.VERIFIED, InstalmentState.REPORTED]
    if actor.holds(Role.OFFICER):
        rows = Instalment.objects.filter(offer__funder=actor.organisation_id, offer__channel="direct", state__in=payers)
    elif actor.holds(Role.TREASURER):
        rows = Instalment.objects.filter(offer__source__fund__organisation=actor.organisation_id, state__in=payers)
    elif actor.holds(Role.SECRETARY, Role.CHAIR):
        own = {"agreement__budget_request__organisation": actor.organisation_id}
        rows = Instalment.objects.filter(**own, state=InstalmentState.PAID)
    else:
        return
    going = rows.filter(agreement__budget_request__state__in=[State.AGREED, State.ACTIVE])
    for row in going.select_related("agreement__budget_request", "offer__funder")[:MOST]:
        about = f"{row.agreement.budget_request.title} · {row.offer.funder} {row.number}"
        yield Task(str(_STEPS[InstalmentState(row.state)]), about, f"/grants/instalments/{row.pk}/", row.due_on)


STILL_ASKED = timedelta(days=60)


def _signatures(actor: Actor) -> Iterator[Task]:
    """Papers that wait for the actor's signature; an agreement only while its request waits for the funders.

    Other papers go their way printed and signed by hand too; after two months only their own page still asks.
    """
    if actor.organisation is None:
        return
    places = list(awaited_of(actor).order_by("-document", "place")[:MOST])
    agreements = {row.document_id: row for row in _agreements(places)}
    others: dict[str, list[Document]] = {}
    for document in {place.document_id: place.document for place in places}.values():
        agreement = agreements.get(document.pk)
        if agreement is None and document.issued_at > clock.now() - STILL_ASKED:
            others.setdefault(document.subject, []).append(document)
        elif agreement and agreement.budget_request.state == State.FUNDING:
            about = f"{agreement.number} {agreement.budget_request.title}"
            yield Task(_("Sign the agreement"), about, f"/grants/agreements/{agreement.pk}/", agreement.due_on)
    for papers in others.values():
        about = papers[0].title if len(papers) == 1 else f"{papers[0].title} (+{len(papers) - 1})"
        yield Task(_("Sign, or print and sign by hand"), about, f"/documents/{papers[0].pk}/about/", None)


def _agreements(places: list[Signature]) -> QuerySet[Agreement]:
    wanted = Agreement.objects.filter(document_id__in=[place.document_id for place in places])
    return wanted.select_related("budget_request")


def _votes(actor: Actor) -> Iterator[Task]:
    """Items being voted on in a meeting where this member is present and has not voted."""
    if not actor.holds(*VOTERS):
        return
    present = Attendance.objects.filter(seat=actor.seat_id, presence__in=["present", "online"])
    voted = Vote.objects.filter(seat=actor.seat_id, motion__item=OuterRef("pk"), motion__is_carried=None)
    recused = Interest.objects.filter(seat=actor.seat_id, item=OuterRef("pk"), may_stay=False)
    items = AgendaItem.objects.filter(~Exists(voted), ~Exists(recused), state=ItemState.VOTING)
    for item in items.filter(meeting__state=MeetingState.OPEN, meeting__attendances__in=present)[:MOST]:
        yield Task(_("Vote"), item.title, item.get_absolute_url(), clock.today())


def _meetings(actor: Actor) -> Iterator[Task]:
    if not actor.holds(Role.SECRETARY, Role.CHAIR, *VOTERS):
        return
    coming = Meeting.objects.filter(committee=actor.organisation_id, state__in=[MeetingState.CALLED, MeetingState.OPEN])
    for meeting in coming.select_related("committee")[:MOST]:
        day = meeting.scheduled_at.astimezone(clock.BANGKOK).date()
        text = _("The meeting is in session") if meeting.state == MeetingState.OPEN else _("Come to the meeting")
        yield Task(text, str(meeting.committee), meeting.get_absolute_url(), day)


def _vouchers(actor: Actor) -> Iterator[Task]:
    waits = {Role.APPROVER: ("drafted", _("Approve the payment")), Role.CASHIER: ("approved", _("Pay"))}
    if actor.seat is None or actor.role not in waits:
        return
    state, text = waits[Role(actor.role)]
    for voucher in Voucher.objects.filter(fund__organisation=actor.organisation_id, kind="payment", state=state)[:MOST]:
        yield Task(text, f"{voucher.label} {voucher.payee}", voucher.get_absolute_url(), None)


GATHERERS = (_requests, _offers, _instalments, _signatures, _votes, _meetings, _vouchers)
