"""Vouchers, from the draft to the payment or the reversal.

A voucher's row is locked before its state is read. The money moves last, behind the head of the log, and with it the row:
what stands here of it until then is what will stand there.
"""

from __future__ import annotations

import datetime
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from audit.log import record, recorded
from audit.machine import finish, lock
from documents.numbering import next_number
from funds import checks, effects, movements, papers
from funds.facts import (
    VoucherFacts,
    VoucherMadeFacts,
    VoucherPaidFacts,
    VoucherReceivedFacts,
)
from funds.models import (
    OF_PAYMENT,
    OF_RECEIPT,
    Evidence,
    Expense,
    Income,
    Paper,
    Proof,
    Voucher,
    VoucherKind,
)
from funds.models.vouchers import SERIES
from funds.services import doubts
from funds.services.holdings import lock_fund, lock_funds_beside
from funds.verbs import FUND, VOUCHER
from jobs import clock
from ledger.models import Hold
from people.actors import Actor
from people.models import Person
from places.calendar import fiscal_year
from wiring.refs import Ref

_EVIDENCE = ("evidence", "evidence_reference", "evidence_blob_id")


@recorded
def make_voucher(key: UUID, paper: Paper, *, expense: Expense | str, hold: Hold | None = None, actor: Actor) -> Voucher:
    """Draft a payment voucher and number it. The same `key` again answers the first one.

    Refused unless its basis pays exactly this: the sum, the payee, and the hold that was set aside for that basis or none.
    """
    effects.lock_basis(paper.basis)
    lock_fund(paper.source.fund_id)
    FUND.require("make_voucher", actor, paper.source)
    checks.require_plausible(paper)
    earlier = _earlier(key, paper, VoucherKind.PAYMENT, expense)
    if earlier:
        return earlier
    checks.require_allowed(paper, hold)  # under the fund's lock: no two vouchers use the same basis up
    voucher = _draft(key, paper, VoucherKind.PAYMENT, actor, expense=expense, hold_id=hold and hold.pk)
    _tell("voucher.made", voucher, actor, VoucherMadeFacts({**_about(voucher), "hold": voucher.hold_id}))
    papers.issue_voucher(voucher, actor=actor)
    return voucher


@recorded
def approve(pk: int, *, version: int | None = None, actor: Actor) -> Voucher:
    """Allow a payment; another person than its maker."""
    voucher = lock(Voucher, pk, version=version)
    VOUCHER.require("approve", actor, voucher)
    voucher.approve()
    voucher.approved_at, voucher.approved_by = clock.now(), actor.person
    finish(voucher, fields=("approved_at", "approved_by"))
    _tell("voucher.approved", voucher, actor)
    papers.issue_payee_receipt(voucher, actor=actor)
    return voucher


@recorded
def reject(pk: int, *, reason: str, version: int | None = None, actor: Actor) -> Voucher:
    """Refuse a payment that has not been made; its number stays used."""
    voucher = lock(Voucher, pk, version=version)
    VOUCHER.require("reject", actor, voucher)
    checks.require_reason(reason)
    voucher.reject()
    voucher.reason = reason
    voucher.rejected_at, voucher.rejected_by = clock.now(), actor.person
    finish(voucher, fields=("rejected_at", "rejected_by", "reason"))
    _tell("voucher.rejected", voucher, actor)
    papers.cancel(voucher, actor=actor)
    return voucher


@recorded
def pay(
    pk: int,
    *,
    evidence: Evidence | str,
    evidence_reference: str,
    file: UploadedFile[bytes],
    date: datetime.date | None = None,
    doubt: str = "",
    version: int | None = None,
    actor: Actor,
) -> Voucher:
    """Pay an approved voucher out of the ledger; a third person, with evidence; `doubt` is why it is no other payment's.

    Raises InsufficientFunds when the source has less available, HoldExceeded when less is left of its commitment. Locked in
    order: what the basis names, voucher, fund, the head of the log and behind it the money. At most 56 statements.
    """
    voucher = _lock_with_basis(pk, version)
    VOUCHER.require("pay", actor, voucher)
    checks.require_still_allowed(voucher)
    _prove(voucher, Proof(evidence, evidence_reference, file), doubt)
    voucher.save(update_fields=[*_EVIDENCE, "like", "doubt"])
    voucher.pay()
    day = checks.paid_on(date, voucher)
    voucher.entry_id = movements.pay(voucher, day, actor=actor)
    voucher.paid_at, voucher.paid_by = clock.now(), actor.person
    voucher.version += 1
    facts: VoucherPaidFacts = {
        **_about(voucher),
        "evidence": evidence,
        "evidence_sha256": voucher.evidence_blob_id or "",
    }
    _tell("voucher.paid", voucher, actor, facts)
    if voucher.like:
        doubts.tell(voucher, voucher.like, actor)
    effects.after_paid(voucher, day, actor)
    return voucher


def _prove(voucher: Voucher, proof: Proof, doubt: str) -> None:
    """Put the payee's evidence on the voucher; refused where it proves another payment, or looks so and nobody says why."""
    kept = checks.kept_evidence(proof, OF_PAYMENT)
    # Two payments on one receipt meet at the funds: the second sees the first.
    lock_funds_beside(voucher.fund_id)
    checks.require_unused(kept)
    other = checks.alike(voucher, proof.reference, kept)
    checks.require_no_doubt(other, doubt, voucher.fund, checks.like_a_payment)
    voucher.evidence, voucher.evidence_reference, voucher.evidence_blob_id = proof.kind, proof.reference, kept.sha256
    voucher.like, voucher.doubt = other, doubt.strip() if other else ""


@recorded
def record_receipt(
    key: UUID, paper: Paper, *, income: Income | str, proof: Proof, doubt: str = "", actor: Actor
) -> Voucher:
    """Take money in under a numbered receipt voucher. The same `key` again answers the first one.

    `proof` is the letter or slip that came with it; `doubt` is why money came once more with what proves other money in
    the books of the province's funds already. `basis` is the number of that letter, or a row of the room that takes the
    money back. Income "money returned" is a refund of what was paid out. In order: the province's funds are locked; what the
    same form made is looked for; the voucher with its number, whose counter stays locked; the paper; the head of the log,
    and behind it the money. At most 30 statements.
    """
    lock_funds_beside(paper.source.fund_id)
    FUND.require("record_receipt", actor, paper.source)
    checks.require_plausible(paper)
    earlier = _earlier(key, paper, VoucherKind.RECEIPT, income)
    if earlier:
        checks.require_same_file(earlier, proof)
        return earlier
    evidence = _evidence_of(paper, proof, doubt)
    voucher = _draft(key, paper, VoucherKind.RECEIPT, actor, income=income, **evidence)
    voucher.receive()
    voucher.entry_id = movements.take_in(voucher, paper.date, actor=actor)
    voucher.version += 1
    facts: VoucherReceivedFacts = {
        **_about(voucher),
        "evidence": voucher.evidence,
        "evidence_sha256": voucher.evidence_blob_id or "",
    }
    _tell("voucher.received", voucher, actor, facts)
    if voucher.like:
        doubts.tell(voucher, voucher.like, actor)
    papers.issue_voucher(voucher, actor=actor)
    return voucher


def _evidence_of(paper: Paper, proof: Proof, doubt: str) -> dict[str, Any]:
    # On the fund's own form the reference is the basis too: nobody types the row of a room there.
    checks.require_own_words(proof.reference)
    ref = Ref.of(paper.basis)
    if ref is None or not effects.may_come_back(ref):
        checks.require_own_words(paper.basis)
    kept = checks.kept_evidence(proof, OF_RECEIPT)
    other = checks.alike(paper, proof.reference, kept)
    checks.require_no_doubt(other, doubt, paper.source.fund, checks.like_what_came_in)
    evidence = dict(zip(_EVIDENCE, (proof.kind, proof.reference, kept.sha256), strict=True))
    return {**evidence, "like": other, "doubt": doubt.strip() if other else ""}


@recorded
def reverse(pk: int, *, reason: str, version: int | None = None, actor: Actor) -> Voucher:
    """Undo a paid or received voucher by the exact mirror of its entry; the paper stays, marked."""
    voucher = _lock_with_basis(pk, version)
    VOUCHER.require("reverse", actor, voucher)
    checks.require_reason(reason)
    voucher.reverse()
    voucher.reversal_id, voucher.reason = movements.reverse(voucher, reason, actor=actor), reason
    voucher.reversed_at, voucher.reversed_by = clock.now(), actor.person
    voucher.version += 1
    _tell("voucher.reversed", voucher, actor)
    papers.cancel(voucher, actor=actor)
    effects.after_reversed(voucher, actor)
    return voucher


def _lock_with_basis(pk: int, version: int | None) -> Voucher:
    """The voucher, after what its basis names: locks go from the request down."""
    effects.lock_basis(Voucher.objects.values_list("basis", flat=True).get(pk=pk))
    return lock(Voucher, pk, version=version)


def _draft(key: UUID, paper: Paper, kind: VoucherKind, actor: Actor, **fields: Any) -> Voucher:
    fund, year = paper.source.fund, fiscal_year(paper.date)
    return Voucher.objects.create(
        key=key,
        kind=kind,
        fund=fund,
        source=paper.source,
        amount=paper.amount,
        payee=paper.payee,
        basis=paper.basis,
        memo=paper.memo,
        year=year,
        number=next_number(f"{SERIES[kind]}/{fund.code}", year),
        made_at=clock.now(),
        made_by=cast("Person", actor.person),
        **fields,
    )


def _earlier(key: UUID, paper: Paper, kind: VoucherKind, purpose: Expense | Income | str) -> Voucher | None:
    """The voucher that the same form made before; ValidationError when it says something else."""
    voucher = Voucher.objects.filter(key=key).first()
    if voucher is None:
        return None
    said = (voucher.kind, voucher.source_id, voucher.amount, voucher.payee, voucher.basis, voucher.memo, voucher.year)
    told = (kind, paper.source.pk, paper.amount, paper.payee, paper.basis, paper.memo, fiscal_year(paper.date))
    if said != told or purpose not in (voucher.expense, voucher.income):
        raise checks.recorded_otherwise(voucher)
    return voucher


def _about(voucher: Voucher) -> VoucherFacts:
    return {
        "number": voucher.label,
        "kind": voucher.kind,
        "amount": voucher.amount,
        "source": voucher.source.code,
        "basis": voucher.basis,
        "entry_id": voucher.entry_id,
    }


def _tell(event: str, voucher: Voucher, actor: Actor, facts: VoucherFacts | None = None) -> None:
    """Why it was rejected or reversed is told with that event alone: until then the row holds no reason."""
    texts = {"payee": voucher.payee, "memo": voucher.memo, "reason": voucher.reason}
    record(
        event,
        tree=voucher.fund.province_id,
        subject=voucher.subject,
        actor=actor,
        facts=facts or _about(voucher),
        personal=texts,
    )
