"""What somebody writes on a voucher, as far as it can be judged by itself: each raises Invalid beside its field."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.errors import Invalid
from documents import blobs, uploads
from funds import effects
from funds.effects import Wanted
from funds.models import Paper, Proof, Voucher, VoucherKind
from funds.workflow import State
from jobs import clock
from ledger.models import Hold
from wiring.refs import Ref


def require_plausible(paper: Paper) -> None:
    if paper.amount <= 0:
        raise Invalid(_("The amount must be more than zero."), code="amount", field="amount")
    if not paper.basis.strip():
        raise Invalid(_("Name what allows this, or the letter that came with it."), code="basis", field="basis")
    not_later(paper.date)


def require_allowed(paper: Paper, hold: Hold | None) -> None:
    """A hold pays only what it was set aside for; what no hold pays needs a decision of its own."""
    wanted = Wanted(paper.source.fund, paper.source.pk, paper.amount, paper.payee, hold.pk if hold else None)
    effects.require_allowed(paper.basis, wanted)


def require_still_allowed(voucher: Voucher) -> None:
    """Asked again under the locks of the payment: what was right when the voucher was made may be used up or held now."""
    wanted = Wanted(voucher.fund, voucher.source_id, voucher.amount, voucher.payee, voucher.hold_id, voucher=voucher.pk)
    effects.require_allowed(voucher.basis, wanted)


def require_own_words(basis: str) -> None:
    """What names a row of another room is set by that room and never typed."""
    if Ref.of(basis.strip()):
        raise Invalid(
            _("Write what it is in words, such as the letter's number."), code="basis_reserved", field="basis"
        )


def not_later(date: datetime.date | None) -> datetime.date:
    if date and date > clock.today():
        raise Invalid(_("The date cannot lie in the future."), code="future")
    return date or clock.today()


def not_before_approval(voucher: Voucher, date: datetime.date) -> datetime.date:
    """Money that had gone out before somebody else approved it was paid by one hand, and in the books of another year."""
    if voucher.approved_at and date < clock.day_of(voucher.approved_at):
        raise Invalid(_("This day lies before the payment was approved."), code="before_approval", field="date")
    return date


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give the reason."), code="reason", field="reason")


def kept_evidence(proof: Proof, kinds: Sequence[str]) -> str:
    """Keep the file and answer its SHA-256. Refuses what is no PDF or picture, and a kind that proves something else."""
    if proof.kind not in kinds or not proof.reference.strip():
        raise Invalid(
            _("Name the payee's receipt: its kind and its number."), code="evidence", field="evidence_reference"
        )
    try:
        accepted = uploads.accept(proof.file)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    return blobs.keep(accepted.data, accepted.content_type)


def require_unused(sha256: str) -> None:
    if Voucher.objects.filter(kind=VoucherKind.PAYMENT, state=State.PAID, evidence_blob=sha256).exists():
        raise Invalid(
            _("This file proves another payment already. Add the one for this payment."),
            code="evidence_used",
            field="file",
        )
