"""Signatures given by hand: one says so with a scan, the bound party or a second organisation's person confirms.

What hangs on the paper does not follow before: until then the place stays open.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from audit.machine import finish, lock
from documents import effects
from documents.facts import ClaimedFacts
from documents.models import Document, HandSignature, Method, Scan, Signature
from documents.permissions import signs_there
from documents.services.filling import about, fill, locked, require_another_person, tell
from documents.verbs import HAND
from jobs import clock
from notices import services as notices
from people.actors import Actor
from people.models import Person, Seat


def claim(signature: Signature, scan: Scan, typed_name: str, actor: Actor) -> HandSignature:
    """Somebody says that a place was signed; the caller holds the paper's lock."""
    is_own = not signs_there(actor, signature) and typed_name == actor.by_person.full_name
    made = HandSignature.objects.create(
        place=signature,
        scan=scan,
        typed_name=typed_name,
        is_own=is_own,
        claimed_at=clock.now(),
        claimed_by=actor.by_seat,
    )
    document = signature.document
    tell("document.signature_claimed", document, actor, _facts(made), personal={"name": typed_name})
    if is_own:
        _decide(made, actor)
        made.confirm_signature()
        _finish(made)
        fill(signature, document, actor, typed_name=typed_name, method=Method.WET_INK, scan=scan)
    else:
        _notify(_bound_by(signature), "document.signature_claimed", made, {})
    return made


@recorded
def confirm_signature(pk: int, *, version: int, actor: Actor) -> HandSignature:
    """Confirm that a place was signed by hand: now it counts, and the last one sets going what hangs on the paper.

    What stands above the paper is locked, then the paper, then this row.
    """
    row = _locked_with_paper(pk, version, "confirm_signature", actor)
    require_another_person(row.place, row.typed_name)
    _decide(row, actor)
    row.confirm_signature()
    _finish(row)
    document, said = row.place.document, row.claimed_by
    fill(
        row.place,
        document,
        actor,
        typed_name=row.typed_name,
        method=Method.WET_INK,
        scan=row.scan,
        recorded_by=said,
    )
    return row


@recorded
def refuse_signature(pk: int, *, reason: str, version: int, actor: Actor) -> HandSignature:
    """Refuse it, with the reason on record. The place stays open, and who recorded it is told."""
    row = _locked_with_paper(pk, version, "refuse_signature", actor)
    if not reason.strip():
        raise Invalid(_("Say why it is not signed so."), code="reason_missing", field="reason")
    _decide(row, actor)
    row.reason = reason.strip()
    row.refuse_signature()
    _finish(row)
    texts = {"name": row.typed_name, "reason": row.reason}
    tell("document.signature_refused", row.place.document, actor, _facts(row), personal=texts)
    said = row.claimed_by.person
    _notify([said] if said else [], "document.signature_refused", row, {"reason": row.reason})
    return row


def _locked_with_paper(pk: int, version: int, verb: str, actor: Actor) -> HandSignature:
    known = HandSignature.objects.select_related("place__document", "claimed_by__organisation").get(pk=pk)
    HAND.require_right(verb, actor, known)
    effects.before_signing(known.place.document)
    document = locked(known.place.document_id)
    row = lock(HandSignature, pk, version=version)
    row.place = Signature.objects.select_related("organisation").get(pk=row.place_id)
    row.place.document = document
    HAND.require(verb, actor, row)
    return row


def _decide(row: HandSignature, actor: Actor) -> None:
    row.decided_at, row.decided_by = clock.now(), actor.by_seat


def _finish(row: HandSignature) -> None:
    finish(row, fields=("decided_at", "decided_by", "reason"))


def _bound_by(signature: Signature) -> list[Person]:
    """Who may sign there: of the party, and of the board that signs for its fund."""
    party = signature.organisation
    seats = Seat.objects.current().filter(role__in=signature.roles, person__isnull=False)
    own = seats.filter(
        organisation__in=[party.pk, *party.children.filter(kind="fund_board").values_list("pk", flat=True)]
    )
    return list(Person.objects.filter(pk__in=own.values("person")))


def _facts(row: HandSignature) -> ClaimedFacts:
    return {
        **about(row.place.document),
        "label": row.place.label,
        "party": row.place.organisation.name_th,
        "place": row.place.place,
        "scan_sha256": row.scan.blob_id,
    }


def _notify(persons: list[Person], kind: str, row: HandSignature, more: dict[str, str]) -> None:
    document: Document = row.place.document
    facts = {**_facts(row), **more, "title": document.title}
    notices.tell(
        persons, kind=kind, subject=document.subject, url=f"/documents/{document.pk}/about/", facts=facts, always=True
    )
