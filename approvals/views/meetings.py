"""A committee's meetings: planned, called, opened, closed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import minutes, permissions, quorum, reports, services
from approvals.forms import CallAgainForm, OpenForm, OtherItemForm, PlanForm
from approvals.models import AgendaItem, Meeting
from documents import reports as documents
from people.pages import attempt, do, show, version_of


def find(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(reports.visible_to(request.actor), pk=pk)


def base(meeting: Meeting | None = None) -> dict[str, Any]:
    crumbs = [(_("Meetings"), "/meetings/")]
    if meeting:
        crumbs.append((str(meeting), meeting.get_absolute_url()))
    return {"nav": "meetings", "meeting": meeting, "crumbs": crumbs}


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(reports.visible_to(request.actor), 20).get_page(request.GET.get("page"))
    return render(request, "approvals/list.html", {**base(), "page": page, "may_plan": reports.may_plan(request.actor)})


@require_http_methods(["GET", "POST"])
@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; `?request=` puts that request on its agenda at once."""
    permissions.require("prepare", request.actor, Meeting(committee=request.actor.organisation))
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("place", "mode", "is_urgent", "urgent_reason")}
        made = attempt(
            form,
            lambda: services.plan(
                request.actor.by_seat.organisation_id, scheduled_at=form.scheduled_at(), actor=request.actor, **fields
            ),
        )
        if made:
            return redirect(made)
    return show(request, "approvals/plan.html", {**base(), "form": form}, form)


@require_safe
@login_required
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a request that waits here can be put: the meetings being prepared."""
    permissions.require("prepare", request.actor, Meeting(committee=request.actor.organisation))
    open_ones = Meeting.objects.filter(committee=request.actor.organisation_id, state__in=["planned", "called"])
    return render(request, "approvals/agenda.html", {**base(), "request_pk": pk, "meetings": open_ones})


@require_safe
@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one meeting, with the next step on top."""
    row = find(request, pk)
    runs = not permissions.reason_against("prepare", request.actor, row)
    items = list(row.items.select_related("budget_request", "resolution"))
    context = {
        **base(row),
        "runs": runs,
        "items": items,
        "discussed": _discussed(row, items),
        "attendance": reports.attendance(row),
        "notices": row.notices.select_related("seat__person"),
        "quorum": quorum.of_meeting(row),
        "other_form": OtherItemForm(),
        "waiting": reports.waiting_requests(row.committee_id) if runs else [],
        "waiting_fund": reports.waiting_for_fund(row.committee) if runs else [],
        "papers": documents.of_subject(row.subject),
        "minutes": row.minutes,
        "to_adopt": minutes.to_adopt(row) if runs and row.state == "open" else [],
    }
    return render(request, "approvals/meeting.html", context)


def _discussed(row: Meeting, items: list[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    """What was said on each matter that stayed on the agenda."""
    said = row.minutes.discussion if row.minutes else {}
    return [(item, said.get(str(item.pk), "")) for item in items if item.state != "struck" or str(item.pk) in said]


@require_POST
@login_required
def list_item(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    chosen = request.POST.get("request", "")
    kind = request.POST.get("kind", "review") if chosen else "other"
    title = request.POST.get("title", "").strip()
    return do(
        request,
        lambda: services.list_item(
            row.pk,
            kind=kind,
            title=title,
            budget_request_id=int(chosen) if chosen.isdecimal() else None,
            actor=request.actor,
        ),
        to=row,
        done=_("It is on the agenda."),
    )


@require_POST
@login_required
def call(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.call(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("Every member was told."),
    )


@require_POST
@login_required
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.call_off(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("The meeting was called off."),
    )


@require_http_methods(["GET", "POST"])
@login_required
def call_again(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    permissions.require("prepare", request.actor, row)
    form = CallAgainForm(request.POST or None, initial={"version": row.version, "place": row.place})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: services.call_again(
                row.pk,
                scheduled_at=form.scheduled_at(),
                place=data["place"],
                announce_lower_quorum=data["announce_lower_quorum"],
                version=data["version"],
                actor=request.actor,
            ),
            row=row,
        )
        if made:
            return redirect(made)
    return show(request, "approvals/call_again.html", {**base(row), "form": form}, form)


@require_http_methods(["GET", "POST"])
@login_required
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who came; without quorum nothing is opened."""
    row = find(request, pk)
    permissions.require("open", request.actor, row)
    form = OpenForm(request.POST or None, members=reports.members(row), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.open_meeting(
                row.pk,
                present=form.present(),
                presided_by=form.cleaned_data["presided_by"],
                version=form.cleaned_data["version"],
                actor=request.actor,
            ),
            row=row,
        )
        if made:
            return redirect(made)
    return show(request, "approvals/open.html", {**base(row), "form": form, "quorum": quorum.of_meeting(row)}, form)
