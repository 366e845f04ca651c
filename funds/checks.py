"""What somebody writes on a voucher, as far as it can be judged by itself: each raises Invalid beside its field."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from audit.errors import Invalid
from documents import blobs, uploads
from documents.models import Blob
from funds import effects
from funds.effects import Wanted
from funds.models import OF_RECEIPT, Fund, Paper, Proof, Voucher, VoucherKind
from funds.workflow import State
from jobs import clock
from ledger.models import Hold
from places.calendar import fiscal_year_bounds
from thai import dates, digits
from wiring.refs import Ref

# Figures, and letters with the vowels and tones that stand above and below them.
_PARTS = re.compile(r"[0-9]+|(?:[^\W\d_]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")


def require_plausible(paper: Paper) -> None:
    if paper.amount <= 0:
        raise Invalid(_("The amount must be more than zero."), code="amount", field="amount")
    if not paper.basis.strip():
        raise Invalid(_("Name what allows this, or the letter that came with it."), code="basis", field="basis")
    not_later(paper.date)
    require_not_before(paper.date, paper.source.fund, paper.basis)


def require_not_before(day: datetime.date, fund: Fund, basis: str) -> None:
    """Nothing moves before the fund was opened, nor before the day on which what allows it was decided."""
    first = max(fund.opened_on, effects.since(basis) or fund.opened_on)
    _require_since(day, first)


def _require_since(day: datetime.date, first: datetime.date) -> None:
    if day < first:
        raise Invalid(
            _("The date cannot lie before %(first)s: the fund was opened then, or what allows this was decided.")
            % {"first": dates.read(first)},
            code="too_early",
            field="date",
        )


def paid_on(day: datetime.date | None, voucher: Voucher) -> datetime.date:
    """Today by default. Not before the payment was allowed and approved, nor in another fiscal year than the number's."""
    day = not_before_approval(voucher, not_later(day))
    require_not_before(day, voucher.fund, voucher.basis)
    _require_since(day, fiscal_year_bounds(voucher.year)[0])
    return day


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
        raise Invalid(_("The date cannot lie in the future."), code="future", field="date")
    return date or clock.today()


def not_before_approval(voucher: Voucher, date: datetime.date) -> datetime.date:
    """Money that had gone out before somebody else approved it was paid by one hand, and in the books of another year."""
    if voucher.approved_at and date < clock.day_of(voucher.approved_at):
        raise Invalid(_("This day lies before the payment was approved."), code="before_approval", field="date")
    return date


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give the reason."), code="reason", field="reason")


@dataclass(frozen=True)
class Kept:
    """The file of an evidence as it is kept, and by what it is known again."""

    sha256: str
    drawn: str
    look: str


def kept_evidence(proof: Proof, kinds: Sequence[str]) -> Kept:
    """Keep the file. Refuses what is no PDF or picture, and a kind that proves something else."""
    if proof.kind not in kinds or not proof.reference.strip():
        raise Invalid(
            _("Name the payee's receipt: its kind and its number."), code="evidence", field="evidence_reference"
        )
    try:
        accepted = uploads.accept(proof.file)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    kept = Kept("", accepted.drawn, accepted.look)
    sha256 = blobs.keep(accepted.data, accepted.content_type, drawn=kept.drawn, look=kept.look)
    return replace(kept, sha256=sha256)


def recorded_otherwise(earlier: Voucher) -> Invalid:
    """A page that was gone back to, changed and sent once more: what it says now is recorded nowhere."""
    return Invalid(
        _("This form was recorded already as %(number)s, with other words. For other money open an empty form.")
        % {"number": earlier.label},
        code="key_used",
    )


def require_same_file(earlier: Voucher, proof: Proof) -> None:
    kept = kept_evidence(proof, OF_RECEIPT)
    if not blobs.same_as(kept.sha256, kept.drawn).filter(pk=earlier.evidence_blob_id).exists():
        raise recorded_otherwise(earlier)


def require_unused(kept: Kept) -> None:
    """The same picture or page proves one payment, whatever program saved it again."""
    if _paid().filter(evidence_blob__in=blobs.same_as(kept.sha256, kept.drawn)).exists():
        raise Invalid(
            _("This file proves another payment already. Add the one for this payment."),
            code="evidence_used",
            field="file",
        )


def _paid() -> QuerySet[Voucher]:
    return Voucher.objects.filter(kind=VoucherKind.PAYMENT, state=State.PAID)


def alike(row: Voucher | Paper, reference: str, kept: Kept) -> Voucher | None:
    """What moved other money of the province's funds and is proved by the same file, by one that looks nearly the same, or by
    the same number of the same payee.

    It may be another all the same: forms look alike, two books begin with 1, one letter brings money in two parts. So who
    records it says why.
    """
    is_paid = isinstance(row, Voucher)
    funds = Fund.objects.filter(province=row.source.fund.province_id)
    moved = Voucher.objects.filter(fund__in=funds, state__in=(State.PAID, State.RECEIVED)).order_by("-pk")
    said = plain(reference)
    kind = VoucherKind.PAYMENT if is_paid else VoucherKind.RECEIPT
    for one in moved.filter(kind=kind, payee=row.payee).only("evidence_reference", "number", "year", "kind", "fund"):
        if plain(one.evidence_reference) == said:
            return one
    evidence = Blob.objects.filter(pk__in=moved.values("evidence_blob"))
    like = Q(evidence_blob__in=blobs.like(kept.look, evidence).values("pk"))
    return moved.filter(like | Q(evidence_blob__in=blobs.same_as(kept.sha256, kept.drawn))).first()


def plain(reference: str) -> str:
    """The number as one says it: Thai digits, spaces, signs between its parts and leading zeros make no other."""
    parts = _PARTS.findall(digits.arabic(reference).casefold())
    return "/".join(part.lstrip("0") or "0" for part in parts)


def require_no_doubt(other: Voucher | None, doubt: str, fund: Fund, words: Callable[[str], str]) -> None:
    if other and not doubt.strip():
        raise Invalid(words(label_in(fund, other)), code="evidence_doubtful", field="doubt")


def label_in(fund: Fund, other: Voucher) -> str:
    """Each fund counts from 1: another one's voucher says whose it is."""
    return other.label if other.fund_id == fund.pk else f"{other.label} ({other.fund.code})"


def like_a_payment(other: str) -> str:
    return _(
        "This looks like the receipt of %(other)s. If it is another one, say why; the approver and auditors read it."
    ) % {"other": other}


def like_what_came_in(other: str) -> str:
    return _(
        "This looks like what proves %(other)s. If money came in once more, say why; the approver and auditors read it."
    ) % {"other": other}
