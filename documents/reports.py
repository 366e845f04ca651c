"""Reads of papers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from documents import codes, subjects
from documents.models import Document, Parcel, Signature
from documents.permissions import party_of
from jobs.models import Job
from people.actors import Actor
from wiring.written import Written

_FEW = 20  # a person keeps five of a form, and what was stopped or failed for a week


def by_code(typed: str) -> Document | None:
    """The paper whose check code somebody typed or scanned; None when there is none."""
    code = codes.tidy(typed)
    # What cannot be a code is looked up all the same: it takes as long as a wrong one.
    return Document.objects.filter(code=code).select_related("replaces", "replaced_by").first()


def all_of(subject: str) -> list[Document]:
    """Every paper on `subject`, newest first, for a page that only they see who read all of it."""
    return _ALL_OF(subject=subject)


_ALL_OF = Written(
    lambda subject: Document.objects.filter(subject=subject).select_related("replaced_by").defer("facts"), subject=str
)


def of_subject(actor: Actor, subject: str) -> list[Document]:
    """The papers on `subject` that are for the actor, newest first."""
    return list(subjects.papers_of(actor, subject).select_related("replaced_by").defer("facts"))


def latest(document: Document) -> Document:
    """The paper that stands now: `document`, or the last of those that replaced it."""
    while following := Document.objects.filter(replaces=document).first():
        document = following
    return document


def current(subject: str, kind: str) -> Document | None:
    """The paper of a kind on `subject` that nothing has replaced; the newest when there are several."""
    found = Document.objects.filter(subject=subject, kind=kind, replaced_by=None)
    return found.order_by("-issued_at", "-pk").first()


def codes_of(kind: str, subjects: Sequence[str]) -> dict[str, str]:
    """The check codes of the papers of a kind that stand, by subject."""
    rows = Document.objects.filter(subject__among=list(subjects), kind=kind, replaced_by=None, state="ready")
    return dict(rows.order_by("issued_at", "pk").values_list("subject", "code"))


def sheet_of(document: Document) -> Document | None:
    """The signature sheet of a paper as it stands now."""
    sheets = Document.objects.filter(subject=document.subject, kind="signature_sheet", replaced_by=None)
    return sheets.filter(facts__paper__code=document.code).first()


def making_of(document: Document) -> Job | None:
    """The latest work on its PDF; forgotten ninety days after it was done."""
    return Job.objects.filter(kind="documents.render", dedupe_key=document.making_key).order_by("-pk").first()


def is_being_made(document: Document) -> bool:
    """Whether its PDF is still to come by itself: its turn has not come, or work on it is under way."""
    making = None if document.is_ready else making_of(document)
    return making is not None and not making.is_finished


def awaited_of(actor: Actor) -> QuerySet[Signature]:
    """The places on papers that stand where the actor may sign and nobody has."""
    own = {party_of(actor), actor.organisation_id} - {None}
    open_places = Signature.objects.filter(organisation__in=own, signed_at=None, roles__contains=actor.role)
    return open_places.filter(document__replaced_by=None).select_related("document").order_by("document", "place")


class DamagedParcel(Exception):
    """The parts that are kept are not the file that was made: one is missing, or its bytes have another SHA-256."""


def parcels_of(actor: Actor, kind: str, subject: str) -> list[Parcel]:
    """What the actor has asked for of one kind about `subject` and is still kept, newest first."""
    mine = Parcel.objects.filter(asked_by=actor.person, kind=kind, subject=subject).kept()
    return list(mine.select_related("job")[:_FEW])


def bytes_of(parcel: Parcel) -> Iterator[bytes]:
    """The file, a part at a time. Each part waits for the next one: the last leaves only when all were what was made."""
    digest, number = hashlib.sha256(), 0
    before = b""
    while part := parcel.parts.filter(number=number).values_list("content", flat=True).first():
        if before:
            yield before
        before = bytes(part)
        digest.update(before)
        number += 1
    if digest.hexdigest() != parcel.sha256:
        raise DamagedParcel(parcel)
    yield before
