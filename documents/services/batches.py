"""All papers of one subject in one ZIP file, made in the background."""

from __future__ import annotations

import io
import zipfile

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from documents import blobs, subjects
from documents.models import Document
from documents.pdf import Step
from documents.services import issuing
from jobs.models import Job
from jobs.services import enqueue
from people.actors import Actor

# The same papers make the same file: no moment of packing is in it.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@transaction.atomic
def ask_for_zip(about: str, *, actor: Actor) -> Job:
    """Promise the file to whoever may read the papers on `about`; asking again while it is made is the same promise."""
    if not subjects.may_read_about(actor, about):
        raise PermissionDenied(_("You may not read these papers."))
    person = actor.by_person.pk
    return enqueue("documents.zip", subject=about, dedupe_key=f"zip:{about}:{person}", owner_person_id=person)


def zip_papers(about: str, *, step: Step = lambda done, total: None) -> str:
    """Keep the file and return its SHA-256. Papers that are not made yet are made; `step` is told of each."""
    ids = list(Document.objects.filter(subject=about).order_by("pk").values_list("pk", flat=True))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for done, pk in enumerate(ids, 1):
            document = issuing.render(pk)
            entry = zipfile.ZipInfo(f"{done:03d}-{document.filename}", date_time=_NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(entry, issuing.pdf(document))
            step(done, len(ids))
    return blobs.keep(packed.getvalue(), "application/zip")
