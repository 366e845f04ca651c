"""Watching long work: a page that closes without harm, a fragment that htmx asks for every two seconds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jobs import services
from jobs.models import Job


@require_GET
@never_cache
@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did not ask for the work gets 404."""
    job = get_object_or_404(Job.objects.visible_to(request.user.pk), pk=pk)
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "jobs/progress.html" if fragment else "jobs/page.html", {"job": job})


@require_POST
@login_required
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop work that one has asked for; what has finished meanwhile stays finished."""
    job = get_object_or_404(Job.objects.visible_to(request.user.pk), pk=pk)
    services.cancel(job.pk)
    return redirect("jobs:progress", job.pk)
