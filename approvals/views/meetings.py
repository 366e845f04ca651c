"""A committee's meetings: planned, called, opened, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import access, minutes, quorum, reports, services, standing
from approvals.conditions import PREPARED
from approvals.forms import OpenForm, OtherItemForm, PlanForm
from approvals.models import AgendaItem, ItemKind, Meeting
from approvals.verbs import MEETING
from approvals.workflow import ItemState
from documents import reports as documents
from people.models import OrganisationKind
from people.pages import VersionForm, attempt, do, in_another_seat, show
from people.verb_pages import require_to_show

BOARD = OrganisationKind.FUND_BOARD


def find(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(access.visible_to(request.actor), pk=pk)


def base(meeting: Meeting | None = None) -> dict[str, Any]:
    crumbs = [(_("Meetings"), "/meetings/")]
    if meeting:
        crumbs.append((str(meeting), meeting.get_absolute_url()))
    # A meeting has no number before it opens: its committee stands above what is done with it.
    return {"nav": "meetings", "meeting": meeting, "crumbs": crumbs, "about": str(meeting or "")}


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Every seat of the province knows that a meeting is called; whoever may not read it finds no link."""
    page = access.announced(request.actor, request.GET)
    opened = {one.pk for one in page if access.opens(request.actor, one)}
    context = {**base(), "page": page, "opened": opened, "may_plan": reports.may_plan(request.actor)}
    return render(request, "approvals/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; `?request=` puts that request on its agenda at once."""
    MEETING.require_right("plan", request.actor, Meeting(committee=request.actor.organisation))
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
    MEETING.require_right("list_item", request.actor, Meeting(committee=request.actor.organisation))
    open_ones = Meeting.objects.filter(committee=request.actor.organisation_id, state__in=PREPARED)
    return render(request, "approvals/agenda.html", {**base(), "request_pk": pk, "meetings": open_ones})


@require_safe
@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one meeting, with the next step on top."""
    if row := access.readable(request.actor, pk):
        return page(request, row)
    return in_another_seat(request, lambda actor: access.visible_to(actor).filter(pk=pk).exists())


def page(request: HttpRequest, row: Meeting, **filled: Any) -> HttpResponse:
    """The meeting as it stands, its form fresh unless it was just refused: it stays then, whatever the meeting has become."""
    lists = MEETING.may("list_item", request.actor, row)
    forms = {"list_item": _other_form(row)} if lists else {}
    items = reports.items(row)
    made = [item.resolution for item in items if hasattr(item, "resolution")]
    context = {
        **base(row),
        "items": items,
        "discussed": _discussed(row, items),
        "attendance": reports.attendance(row),
        "uncounted": reports.uncounted(row),
        "notices": reports.notices(row),
        "quorum": quorum.of_meeting(row),
        "forms": {**forms, **filled},
        "lists": lists or bool(filled),
        "waiting": reports.waiting_requests(row.committee_id) if lists else [],
        "waiting_fund": reports.waiting_for_fund(row.committee) if lists else [],
        "papers": documents.all_of(row.subject),
        "minutes": row.minutes,
        "to_adopt": minutes.to_adopt(row) if MEETING.may("adopt", request.actor, row) else [],
        "adopt": MEETING["adopt"],
        "adopt_corrected": MEETING["adopt_corrected"],
        "standing": standing.what_waits(reports.standings(row, made)),
    }
    return show(request, "approvals/meeting.html", context, *filled.values())


def _other_form(row: Meeting, data: QueryDict | None = None) -> OtherItemForm:
    return OtherItemForm(data, is_board=row.committee.kind == BOARD)


def _discussed(row: Meeting, items: list[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    """What was said on each matter that stayed on the agenda."""
    said = row.minutes.discussion if row.minutes else {}
    return [
        (item, said.get(str(item.pk), "")) for item in items if item.state != ItemState.STRUCK or str(item.pk) in said
    ]


@require_http_methods(["GET", "POST"])
@login_required
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who came; without quorum nothing is opened."""
    row = find(request, pk)
    require_to_show(MEETING, "open_meeting", request, row)
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
    context = {**base(row), "form": form, "quorum": quorum.of_meeting(row), "uncounted": reports.uncounted(row)}
    return show(request, "approvals/open.html", context, form)


@require_http_methods(["GET", "POST"])
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The quorum at the opening and every result, listed; one press confirms them all."""
    row = find(request, pk)
    require_to_show(MEETING, "confirm", request, row)
    form = VersionForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if attempt(form, lambda: services.confirm(row.pk, version=version, actor=request.actor), row=row):
            messages.success(request, str(MEETING["confirm"].done))
            return redirect(row)
    context = {
        **base(row),
        "form": form,
        "verb": MEETING["confirm"],
        "quorum": quorum.of_meeting(row),
        "attendance": reports.attendance(row),
        "results": reports.confirmed_by(request.actor, row),
    }
    return show(request, "approvals/confirm.html", context, form)


@require_POST
@login_required
def list_item(request: HttpRequest, pk: int) -> HttpResponse:
    """A request that waits for this committee, or another matter by its title."""
    row = find(request, pk)
    if "request" in request.POST:
        return _list_request(request, row)
    form = _other_form(row, request.POST)
    if form.is_valid():
        kind = ItemKind.PAYMENT if form.cleaned_data.get("pays") else ItemKind.OTHER
        title = form.cleaned_data["title"]
        if attempt(form, lambda: services.list_item(row.pk, kind=kind, title=title, actor=request.actor)):
            messages.success(request, str(MEETING["list_item"].done))
            return redirect(row)
    return page(request, row, list_item=form)


def _list_request(request: HttpRequest, row: Meeting) -> HttpResponse:
    chosen, kind = request.POST["request"], request.POST.get("kind", ItemKind.REVIEW)
    budget_request = int(chosen) if chosen.isdecimal() else None
    return do(
        request,
        lambda: services.list_item(row.pk, kind=kind, budget_request_id=budget_request, actor=request.actor),
        to=row,
        done=str(MEETING["list_item"].done),
    )
