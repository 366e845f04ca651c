"""What a paper, or a place where it is signed, must be like for a verb; `documents.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import condition
from documents.models import Document, DocumentState, HandSignature, Parcel, Signature
from documents.reports import is_being_made
from documents.workflow import HandState


def _place(row: Signature | HandSignature) -> Signature:
    return row.place if isinstance(row, HandSignature) else row


def _paper(row: Document | Signature) -> Document:
    return row.document if isinstance(row, Signature) else row


@condition("paper_ready", _("This paper is ready."))
def is_to_come(paper: Document) -> bool:
    return not paper.is_ready


@condition("paper_not_made", _("The paper is still being made. Wait a moment, then try again."))
def is_made(row: Document | Signature) -> bool:
    return _paper(row).is_ready


@condition("not_being_made", _("Nobody is making this paper now."))
def is_worked_on(paper: Document) -> bool:
    return is_being_made(paper)


# One that failed waits for its next try, which need not be waited for.
@condition("being_made", _("This paper is being made already."))
def has_stopped(paper: Document) -> bool:
    return paper.state == DocumentState.FAILED or not is_being_made(paper)


@condition("no_signatures", _("Nobody has signed yet."))
def has_signatures(paper: Document) -> bool:
    return any(place.signed_at for place in paper.signatures.all())


@condition("parcel_not_being_made", _("Nobody is making this file now."))
def is_under_way(parcel: Parcel) -> bool:
    return parcel.is_being_made


@condition("place_signed", _("This place is signed already."))
def is_unsigned(row: Signature | HandSignature) -> bool:
    return _place(row).signed_at is None


@condition("awaits_confirmation", _("A signature by hand in this place waits for confirmation already."))
def is_unclaimed(place: Signature) -> bool:
    return not place.by_hand.filter(state=HandState.AWAITING).exists()


@condition("paper_replaced", _("A newer paper replaces this one. Sign that one."))
def stands(row: Signature | HandSignature) -> bool:
    return not _place(row).document.is_replaced
