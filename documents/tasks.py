"""Makes PDFs in the background."""

from __future__ import annotations

from documents import services
from jobs import registry
from jobs.registry import Result
from jobs.running import RunningJob


@registry.handles("documents.render")
def render(job: RunningJob) -> Result:
    document_id = int(job.args["document"])
    try:
        document = services.render(document_id)
    except Exception:
        services.mark_failed(document_id)
        raise
    return {"sha256": document.pdf_id}
