"""Changing an organisation's letter head; papers that were issued keep the one they froze."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from audit.log import record, recorded
from documents import blobs, emblems
from documents.facts import LetterheadFacts
from documents.models import Letterhead
from documents.verbs import LETTERHEAD
from jobs import clock
from people.actors import Actor
from people.models import Organisation
from wiring.refs import Ref

_FIELDS = ("address", "unit", "phone", "email", "numerals")


@recorded
def set_letterhead(
    organisation_id: int,
    *,
    emblem: UploadedFile[bytes] | None = None,
    without_emblem: bool = False,
    actor: Actor,
    **fields: str,
) -> Letterhead:
    """Say how the papers of an organisation look from now on. Raises ValidationError for an emblem that is not plain."""
    # In place of a letter head that may not exist yet. No key: who only refers to the organisation goes on.
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    LETTERHEAD.require("set_letterhead", actor, organisation)
    head = Letterhead.objects.filter(organisation=organisation).first() or Letterhead(organisation=organisation)
    for name in _FIELDS:
        setattr(head, name, fields.get(name, getattr(head, name)))
    if without_emblem:
        head.emblem_id = None
    if emblem is not None:
        checked = emblems.accept(emblem)
        head.emblem_id = blobs.keep(checked.data, checked.content_type)
    head.changed_at, head.changed_by = clock.now(), actor.by_seat
    head.full_clean(exclude=["emblem"])
    head.save()
    record(
        "letterhead.set",
        tree=organisation.province_id,
        subject=Ref("organisation", organisation.pk),
        actor=actor,
        facts=_told(head),
    )
    return head


def _told(head: Letterhead) -> LetterheadFacts:
    return {"organisation": head.organisation_id, "emblem_sha256": head.emblem_id or "", "numerals": head.numerals}
