"""Pages of files that hold many papers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from documents import downloads, services, subjects
from jobs.models import Job


@require_POST
@login_required
def ask_for_zip(request: HttpRequest, about: str) -> HttpResponse:
    if not subjects.may_read_about(request.actor, about):
        raise Http404
    return redirect("jobs:progress", services.ask_for_zip(about, actor=request.actor).pk)


@require_safe
@login_required
def zip_file(request: HttpRequest, job_pk: int) -> HttpResponse:
    """For who asked for it, as long as they may still read what is in it."""
    asked = Job.objects.visible_to(request.user.pk).filter(kind="documents.zip", state="done")
    job = get_object_or_404(asked, pk=job_pk)
    if not subjects.may_read_about(request.actor, job.subject) or job.result is None:
        raise Http404
    name = f"papers-{job.subject.replace(':', '-')}.zip"
    return downloads.blob(job.result["sha256"], filename=name, as_attachment=True)
