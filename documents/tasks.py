"""Makes PDFs in the background."""

from __future__ import annotations

from documents import services
from documents.models import Parcel
from jobs import registry
from jobs.claims import LeaseLost
from jobs.registry import Result
from jobs.running import JobCancelled, RunningJob


@registry.handles("documents.render")
def render(job: RunningJob) -> Result:
    """Its progress is the number of stages done; a page that waits says them in the reader's language."""
    document_id = int(job.args["document"])
    try:
        document = services.render(document_id, step=job.step)
    except (JobCancelled, LeaseLost):
        raise  # nothing went wrong: somebody stopped it, or another worker makes it
    except Exception:
        services.mark_failed(document_id)
        raise
    return {"sha256": document.pdf_id}


@registry.handles("documents.parcel")
def make_parcel(job: RunningJob) -> None:
    """A file for who asked for it; how it is written is known to the room that makes its kind."""
    parcel = Parcel.objects.get(job=job.id)
    try:
        services.make_parcel(parcel.pk, step=job.step)
    except (JobCancelled, LeaseLost):
        raise  # as above
    except Exception as error:
        services.mark_trouble(parcel.pk, error)
        raise


@registry.every("documents.sweep_parcels", hours=1)
def sweep_parcels(job: RunningJob) -> Result:
    return {"deleted": services.sweep_parcels()}
