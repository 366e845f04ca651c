"""Attachments that everybody may see: wanted by who attached them, released when the request is sent, taken back at any time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record
from documents import blobs, thumbnails
from jobs import clock
from people.actors import Actor
from requests.facts import OpenedFacts
from requests.models import Attachment, AttachmentKind, BudgetRequest, Faces, OpenFile


@dataclass(frozen=True, slots=True)
class Wish:
    """That everybody may see a file, and what must be said of it first."""

    alt: str = ""
    faces: str = ""
    allowed_by: str = ""


def wish(attachment: Attachment, wanted: Wish, data: bytes) -> OpenFile:
    """Keep that the council wants it open; nobody else sees it before the request is sent."""
    if attachment.kind == AttachmentKind.PHOTO:
        _require_said(wanted)
    made = OpenFile(attachment=attachment, alt=wanted.alt, faces=wanted.faces)
    if wanted.faces == Faces.ALLOWED:
        made.allowed_by = wanted.allowed_by
    if attachment.content_type.startswith("image/"):
        small = thumbnails.of(data)
        made.small, made.width, made.height = blobs.keep(small.data, "image/jpeg"), small.width, small.height
    made.full_clean(exclude=["attachment"])
    made.save()
    return made


def _require_said(wanted: Wish) -> None:
    """Nobody's face goes out by oversight, and no picture without words for who does not see it."""
    if not wanted.alt:
        raise Invalid(_("Say in a few words what is to be seen on it."), code="no_alt", field="alt")
    if wanted.faces not in Faces.values:
        raise Invalid(_("Say whether somebody can be recognised on it."), code="no_faces", field="faces")
    if wanted.faces == Faces.ALLOWED and not wanted.allowed_by:
        raise Invalid(_("Say who asked them."), code="no_consent", field="allowed_by")


def release(row: BudgetRequest, actor: Actor) -> None:
    """Open what the council wants open, with the edition that it sends now; each is an event."""
    waiting = OpenFile.objects.filter(
        attachment__budget_request=row, attachment__removed_at=None, released_at=None
    ).select_related("attachment")
    for one in waiting:
        one.released_at, one.released_by = clock.now(), actor.person
        one.save(update_fields=["released_at", "released_by"])
        _note("request.file_opened", row, one, actor)


def take_back(row: BudgetRequest, one: OpenFile, actor: Actor) -> None:
    one.taken_back_at, one.taken_back_by = clock.now(), actor.person
    one.save(update_fields=["taken_back_at", "taken_back_by"])
    _note("request.file_taken_back", row, one, actor)


def shown(*keys: int) -> QuerySet[OpenFile]:
    """What everybody may see of the requests of these keys: released, not taken back, still attached."""
    found = OpenFile.objects.filter(attachment__budget_request__in=keys, attachment__removed_at=None)
    released = found.filter(released_at__isnull=False, taken_back_at=None)
    return released.select_related("attachment").order_by("pk")


def taken_back(row: BudgetRequest) -> QuerySet[OpenFile]:
    """What everybody could see once: that it is gone is said."""
    return OpenFile.objects.filter(attachment__budget_request=row, taken_back_at__isnull=False)


def _note(event: str, row: BudgetRequest, one: OpenFile, actor: Actor) -> None:
    facts = OpenedFacts(kind=one.attachment.kind, sha256=one.attachment.sha256)
    record(event, tree=row.province_id, subject=row.subject, actor=actor, facts=facts)
