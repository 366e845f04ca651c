"""The end of a request: each funder's part ends with its last report, unspent money comes back, then it is closed."""

from __future__ import annotations

import datetime
from typing import cast
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from audit.machine import finish, lock
from funds import checks, movements
from funds import services as funds
from funds.models import Income, MoneySource, Paper, Proof, Voucher
from funds.workflow import State
from grants.facts import FunderAmountFacts, RefundReceivedFacts
from grants.models import Agreement, Channel, Instalment, Offer, Refund, Report
from grants.services import proofs
from grants.services.rows import locked_offer, note
from grants.verbs import OFFER, REQUEST
from grants.workflow import DONE_WITH, OfferState, ReportState
from jobs import clock
from ledger.models import Hold
from people.actors import Actor
from places.calendar import due
from requests import services as requests
from requests.models import BudgetRequest
from thai import dates
from wiring.refs import Ref

REFUND_DAYS = 30
_RETURNED = ("returned_at", "returned_on", "returned_by", "voucher_id")


def after_accepted(instalment: Instalment, report: Report, actor: Actor) -> None:
    """When a funder's last report is accepted, release what it will not pay and ask back what was not spent."""
    rest = list(Instalment.objects.filter(offer=instalment.offer_id).exclude(state__in=DONE_WITH))
    if rest and not report.is_final:
        return
    for one in rest:
        one.drop()
        finish(one)
    _end_part(instalment.offer, actor)
    _begin_closing(instalment.offer, actor)


def end_parts(row: BudgetRequest, actor: Actor) -> None:
    """The request ended before its time: nobody pays any more, and what was paid and not spent is asked back."""
    for offer in Offer.objects.promised().filter(budget_request=row).select_related("funder").order_by("pk"):
        offer.budget_request = row
        _end_part(offer, actor)


def _end_part(offer: Offer, actor: Actor) -> None:
    _release_rest(offer, actor)
    unspent = _unspent(offer)
    if unspent:
        Refund.objects.create(offer=offer, amount=unspent, due_on=due(clock.today(), REFUND_DAYS))
        facts = FunderAmountFacts(funder=offer.funder.name_th, amount=unspent)
        note("refund.due", offer.budget_request, actor, facts)


def _release_rest(offer: Offer, actor: Actor) -> None:
    if offer.hold_id:
        hold = Hold.objects.get(pk=offer.hold_id)
        terms = {"basis": offer.subject, "reference": f"offer:{offer.pk}:rest"}
        movements.release("grants.release", offer.pk, hold, **terms, actor=actor)


def _unspent(offer: Offer) -> int:
    """Satang paid and not reported as spent."""
    paid = sum(i.amount for i in offer.instalments.all() if i.paid_on)
    reports = Report.objects.filter(instalment__offer=offer).exclude(state=ReportState.RETURNED)
    return paid - sum(report.spent for report in reports)


def _begin_closing(offer: Offer, actor: Actor) -> None:
    """Once nobody has anything to pay or report."""
    row = offer.budget_request
    open_ones = Instalment.objects.filter(agreement__budget_request=row).exclude(state__in=DONE_WITH)
    if open_ones.exists():
        return
    requests.begin_closing(
        row.pk, basis=offer.subject, owner=row.organisation, due_on=due(clock.today(), REFUND_DAYS), actor=actor
    )


@recorded
def receive_refund(
    offer_id: int,
    *,
    evidence: str,
    evidence_reference: str,
    file: UploadedFile[bytes],
    date: datetime.date | None = None,
    doubt: str = "",
    version: int | None = None,
    actor: Actor,
) -> Refund:
    """Record that unspent money came back, and the slip that proves it: into the fund's ledger, or to the agency that had
    paid it, of the day on which it came. `doubt` is why a slip that proves other money of the fund proves this too."""
    offer = locked_offer(offer_id, version=version)
    OFFER.require("receive_refund", actor, offer)
    refund, proof = offer.refund, Proof(evidence, evidence_reference, file)
    refund.returned_on = _came_on(date, offer)
    if offer.channel == Channel.THROUGH_FUND and offer.source:
        refund.voucher_id = _take_back(refund, offer.source, proof, doubt, actor).pk
    else:
        refund.evidence_blob_id, refund.evidence = proofs.kept_of_refund(proof), evidence_reference.strip()
    refund.returned_at, refund.returned_by = clock.now(), actor.by_seat
    refund.save(update_fields=[*_RETURNED, "evidence", "evidence_blob_id"])
    facts = RefundReceivedFacts(
        funder=offer.funder.name_th,
        amount=refund.amount,
        returned_on=refund.returned_on,
        evidence_sha256=refund.evidence_blob_id or "",
    )
    note("refund.received", offer.budget_request, actor, facts, personal={"evidence": refund.evidence})
    return refund


def _came_on(day: datetime.date | None, offer: Offer) -> datetime.date:
    """Today by default. What was never paid cannot come back."""
    day = checks.not_later(day)
    paid = [one.paid_on for one in offer.instalments.all() if one.paid_on]
    if paid and day < min(paid):
        raise Invalid(
            _("This day lies before %(first)s, when the money was first paid.") % {"first": dates.read(min(paid))},
            code="before_it",
            field="date",
        )
    return day


def lock_basis(basis: Ref) -> None:
    """The request and its offer, before the voucher."""
    if Offer.objects.filter(pk=basis.pk).exists():
        locked_offer(basis.pk)


def refund_reversed(basis: Ref, voucher: Voucher, actor: Actor) -> None:
    """What was recorded as come back had not: it is due again, also when the request was closed on it."""
    offer = locked_offer(basis.pk)
    refund = Refund.objects.filter(offer=offer, voucher_id=voucher.pk).first()
    if refund is None:
        return
    refund.returned_at = refund.returned_on = refund.returned_by = refund.voucher_id = None
    refund.due_on = due(clock.today(), REFUND_DAYS)
    refund.save(update_fields=[*_RETURNED, "due_on"])
    facts = FunderAmountFacts(funder=offer.funder.name_th, amount=refund.amount)
    note("refund.due", offer.budget_request, actor, facts)


def _take_back(refund: Refund, source: MoneySource, proof: Proof, doubt: str, actor: Actor) -> Voucher:
    """Under a numbered receipt voucher, like all money that comes in, in the books of the day on which it came."""
    offer, row = refund.offer, refund.offer.budget_request
    day = cast("datetime.date", refund.returned_on)
    paper = Paper(source, refund.amount, row.recipient_name, offer.subject, day, f"คืนเงิน {row.receipt_number}")
    # A receipt that was reversed gives way to the next: its number stays used.
    tries = Voucher.objects.filter(basis=offer.subject, state=State.REVERSED).count()
    key = uuid5(NAMESPACE_URL, f"refund:{offer.pk}:{tries}" if tries else f"refund:{offer.pk}")
    return funds.record_receipt(key, paper, income=Income.RETURNED, proof=proof, doubt=doubt, actor=actor)


@recorded
def close_request(budget_request_id: int, *, version: int, actor: Actor) -> BudgetRequest:
    """Close a request whose reports are all accepted and whose unspent money has come back."""
    row = lock(BudgetRequest, budget_request_id, version=version)
    REQUEST.require("close_request", actor, row)
    agreement = lock(Agreement, row.agreement.pk)  # moved below, with a version of its own
    owed = Refund.objects.filter(offer__budget_request=row, returned_at=None)
    if owed.exists():
        raise Invalid(_("Unspent money is still to come back."), code="refund_due")
    if row.offers.exclude(state__in=[OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED]).exists():
        raise Invalid(
            _("Somebody has not answered yet: every funder, and the council to every offer."),
            code="answers_missing",
        )
    agreement.end()
    finish(agreement)
    return requests.close(row.pk, basis=agreement.subject, actor=actor)
