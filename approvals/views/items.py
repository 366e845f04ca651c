"""One matter of a meeting: interests, the vote, the resolution."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from approvals import permissions, quorum, reports, services
from approvals.forms import DissentForm, InterestForm, LetStayForm, MotionForm, ResolveForm, VoteForm
from approvals.models import AgendaItem, Interest, Motion, Resolution
from approvals.services.deciding import tally
from approvals.views.meetings import base
from approvals.workflow import ItemState
from people.models import Seat
from people.pages import attempt, do, show, succeeded, version_of


def find(request: HttpRequest, pk: int) -> AgendaItem:
    return get_object_or_404(reports.items_visible_to(request.actor), pk=pk)


@require_safe
@login_required
def item(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, find(request, pk))


def _page(request: HttpRequest, row: AgendaItem, **bound: Any) -> HttpResponse:
    """The item as it stands, each form fresh unless one was just refused."""
    forms = {**_forms(request, row), **bound}
    motion = row.motions.last()
    open_motion = motion if motion and motion.is_carried is None else None
    context = {
        **base(row.meeting),
        "item": row,
        "motions": row.motions.all(),
        "open_motion": open_motion,
        "tally": _told(open_motion) if open_motion else [],
        "quorum": quorum.of_item(row),
        "interests": row.interests.select_related("seat__person"),
        "resolution": getattr(row, "resolution", None),
        "insiders": Seat.objects.filter(pk__in=reports.insiders(row)).select_related("person"),
        "runs": not permissions.reason_against("prepare", request.actor, row),
        "is_member": not permissions.reason_against("vote", request.actor, row),
        **forms,
        "may_vote": _may_vote(request, row, open_motion),
        "papers": reports.papers(row),
    }
    return show(request, "approvals/item.html", context, *forms.values())


def _told(motion: Motion) -> list[tuple[str, int]]:
    counted = tally(motion)
    return [(_("For"), counted["for"]), (_("Against"), counted["against"]), (_("Abstain"), counted["abstain"])]


def _may_vote(request: HttpRequest, row: AgendaItem, motion: Motion | None) -> bool:
    actor = request.actor
    if motion is None or permissions.reason_against("vote", actor, row) or permissions.is_recused(row, actor.seat_id):
        return False
    if actor.role == "secretary":
        return True
    return actor.seat_id in quorum.present_seats(row.meeting) and not motion.votes.filter(seat=actor.seat_id).exists()


def _forms(request: HttpRequest, row: AgendaItem) -> dict[str, Any]:
    """What can still be done; on a matter that is resolved only a differing view is left."""
    if row.state == ItemState.RESOLVED:
        return {"dissent_form": DissentForm()}
    version = {"version": row.version}
    return {
        "interest_form": InterestForm(members=_declarers(request, row)),
        "motion_form": MotionForm(item=row, initial=version),
        "vote_form": VoteForm(members=_hands(request, row)),
        "resolve_form": ResolveForm(initial=version),
        "stay_form": LetStayForm(),
        "dissent_form": DissentForm(),
    }


def _declarers(request: HttpRequest, row: AgendaItem) -> list[Seat]:
    """A member declares alone; the secretary for anybody."""
    members = reports.members(row.meeting)
    return members if request.actor.role == "secretary" else [s for s in members if s.pk == request.actor.seat_id]


def _hands(request: HttpRequest, row: AgendaItem) -> list[Seat]:
    """Whose hands the secretary may still record."""
    if request.actor.role != "secretary":
        return []
    here = quorum.present_seats(row.meeting) - quorum.recused_seats(row)
    motion = row.motions.filter(is_carried=None).last()
    voted = set(motion.votes.values_list("seat", flat=True)) if motion else set()
    return [seat for seat in reports.members(row.meeting) if seat.pk in here - voted]


@require_POST
@login_required
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.strike_item(row.pk, version=version, actor=request.actor),
        to=row.meeting,
        done=_("It was taken off the agenda."),
    )


@require_POST
@login_required
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = InterestForm(request.POST, members=_declarers(request, row))
    if form.is_valid() and succeeded(
        form,
        lambda: services.declare(
            row.pk,
            seat_id=form.cleaned_data["seat"],
            kind=form.cleaned_data["kind"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
        ),
    ):
        messages.success(request, _("The interest was recorded; the member takes no part in this item."))
        return redirect(row)
    return _page(request, row, interest_form=form)


@require_POST
@login_required
def let_stay(request: HttpRequest, pk: int, interest: int) -> HttpResponse:
    row = find(request, pk)
    found = get_object_or_404(Interest, pk=interest, item=row)
    form = LetStayForm(request.POST)
    if form.is_valid() and succeeded(
        form, lambda: services.let_stay(found.pk, **form.cleaned_data, actor=request.actor)
    ):
        return redirect(row)
    return _page(request, row, stay_form=form)


@require_POST
@login_required
def put_to_vote(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = MotionForm(request.POST, item=row)
    if form.is_valid() and succeeded(
        form,
        lambda: services.put_to_vote(
            row.pk,
            outcome=form.cleaned_data["outcome"],
            version=form.cleaned_data["version"],
            actor=request.actor,
            **form.motion(),
        ),
        row=row,
    ):
        return redirect(row)
    return _page(request, row, motion_form=form)


@require_POST
@login_required
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = VoteForm(request.POST, members=_hands(request, row))
    if form.is_valid() and succeeded(
        form,
        lambda: services.vote(
            row.pk, choice=form.cleaned_data["choice"], seat_id=form.cleaned_data.get("seat"), actor=request.actor
        ),
    ):
        messages.success(request, _("The vote is counted."))
        return redirect(row)
    return _page(request, row, vote_form=form)


@require_POST
@login_required
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = ResolveForm(request.POST)
    if form.is_valid():
        attempt(form, lambda: _resolve(request, row, form), row=row)
        if form.is_valid():
            return redirect(row)
    return _page(request, row, resolve_form=form)


def _resolve(request: HttpRequest, row: AgendaItem, form: ResolveForm) -> object:
    how, version = form.cleaned_data["how"], form.cleaned_data["version"]
    terms = {"reasons": form.reasons(), "version": version, "actor": request.actor}
    if how == "unopposed":
        return services.resolve_unopposed(row.pk, **terms)
    if how == "count":
        return services.close_vote(row.pk, **terms)
    return services.cast_vote(row.pk, choice="for" if how == "cast_for" else "against", **terms)


@require_POST
@login_required
def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = DissentForm(request.POST)
    resolution = get_object_or_404(Resolution, item=row)
    made = form.is_valid() and succeeded(
        form, lambda: services.dissent(resolution.pk, text=form.cleaned_data["text"], actor=request.actor)
    )
    if made:
        messages.success(request, _("The differing view is on record."))
        return redirect(row)
    return _page(request, row, dissent_form=form)
