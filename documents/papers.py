"""All papers of one matter as one ZIP file: who may have it, and how it is put together."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.bundle import undated
from documents import subjects
from documents.models import Document, Parcel
from documents.parcels import KINDS, Kind, Reach
from documents.services import issuing
from documents.services.batches import PAPERS
from jobs.registry import Step
from people.actors import Actor


def reason_against(actor: Actor, parcel: Parcel) -> str:
    return "" if subjects.may_read_some(actor, parcel.subject) else _("You may not read these papers.")


def _reach(parcel: Parcel) -> Reach:
    """Papers are never made again and never go: as many, up to the same one, are the same."""
    return _papers(parcel).aggregate(papers=Count("pk"), newest=Max("pk"))


def _papers(parcel: Parcel) -> QuerySet[Document]:
    """Those that are for who asked, in the seat in which they did."""
    return subjects.papers_of(Actor(parcel.asked_by, parcel.asked_in), parcel.subject)


def _write(parcel: Parcel, file: BinaryIO, step: Step) -> Reach:
    """Papers that are not made yet are made on the way; `step` is told of each."""
    papers = _papers(parcel)
    ids = list(papers.order_by("pk").values_list("pk", flat=True))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for done, pk in enumerate(ids, 1):
            document = issuing.render(pk)
            folder.writestr(undated(f"{done:03d}-{document.filename}"), issuing.pdf(document))
            step(done, len(ids))
    # Of what is in it: asked of the table once more, it might tell of one more.
    return {"papers": len(ids), "newest": ids[-1] if ids else None}


def _told(parcel: Parcel) -> str:
    papers = parcel.reach["papers"]
    return ngettext("%(papers)s paper", "%(papers)s papers", papers) % {"papers": papers}


KINDS.provide(
    PAPERS,
    Kind(
        title=lambda _parcel: _("All papers of this matter as one ZIP"),
        reason_against=reason_against,
        reach=_reach,
        write=_write,
        told=_told,
        filename=lambda parcel: f"papers-{parcel.subject.replace(':', '-')}.zip",
        url=lambda parcel: subjects.url_of(parcel.subject) or "/",
    ),
    by=__name__,
)
