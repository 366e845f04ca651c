"""The minutes: written when a meeting closes, adopted or put right at the next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from approvals import minutes, services
from approvals.forms import CorrectForm, MinutesForm
from approvals.minutes import Parts
from approvals.verbs import MEETING
from approvals.views.meetings import base, find
from approvals.workflow import ItemState
from people.pages import attempt, do, show, version_of
from people.verb_pages import require_to_show


@require_http_methods(["GET", "POST"])
@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes part by part, prefilled from the records, and close the meeting with them."""
    row = find(request, pk)
    require_to_show(MEETING, "close", request, row)
    items = minutes.considered(row)
    form = MinutesForm(request.POST or None, items=items, parts=minutes.draft(row), version=row.version)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: services.close(
                row.pk, parts=form.parts(), version=form.cleaned_data["version"], actor=request.actor
            ),
            row=row,
        )
        if done:
            return redirect(done)
    unresolved = [item for item in items if item.state != ItemState.RESOLVED]
    return show(request, "approvals/close.html", {**base(row), "form": form, "unresolved": unresolved}, form)


@require_POST
@login_required
def adopt(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    """Agenda 2, as they are."""
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.adopt(row.pk, minutes_pk, version=version, actor=request.actor),
        to=row,
        done=str(MEETING["adopt"].done),
    )


@require_http_methods(["GET", "POST"])
@login_required
def adopt_corrected(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    """Agenda 2, with corrections: the old text to be put right, and what was wrong in it."""
    row = find(request, pk)
    require_to_show(MEETING, "adopt_corrected", request, row)
    old = get_object_or_404(minutes.to_adopt(row), pk=minutes_pk)
    form = CorrectForm(
        request.POST or None, items=minutes.considered(old.meeting, old), parts=Parts.of(old), version=row.version
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.adopt_corrected(
                row.pk,
                old.pk,
                parts=form.parts(),
                corrections=form.cleaned_data["corrections"],
                version=form.cleaned_data["version"],
                actor=request.actor,
            ),
            row=row,
        )
        if made:
            return redirect(row)
    return show(request, "approvals/correct.html", {**base(row), "form": form, "old": old}, form)
