"""One matter of a meeting: interests, the vote, the resolution."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from approvals import access, quorum, reports, services, standing
from approvals.forms import DissentForm, InterestForm, LetStayForm, MotionForm, ResolveForm, StandInForm, VoteForm
from approvals.models import AgendaItem, Interest, Motion, Objection, Resolution
from approvals.verbs import ITEM
from approvals.views.meetings import base
from people.models import Seat
from people.pages import in_another_seat, show, succeeded
from people.verb_pages import Pages
from requests.panels import content
from requests.reports import sees

_WHO_SAID = ("seat__person", "answered_by__person")


def find(request: HttpRequest, pk: int) -> AgendaItem:
    return get_object_or_404(access.items_visible_to(request.actor), pk=pk)


@require_safe
@login_required
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Whole for who reads the meeting; for who is concerned by it alone, the matter and what was resolved."""
    if row := access.readable_item(request.actor, pk):
        return page(request, row)
    return in_another_seat(request, lambda actor: access.items_visible_to(actor).filter(pk=pk).exists())


def page(request: HttpRequest, row: AgendaItem, **filled: Any) -> HttpResponse:
    """The item as it stands, each form fresh unless one was just refused."""
    interests = Prefetch("interests", Interest.objects.select_related("seat__person"))
    objections = Prefetch("resolution__objections", Objection.objects.select_related(*_WHO_SAID))
    prefetch_related_objects([row], "motions", interests, objections)
    forms = PAGES.forms(request, row, **filled)
    stay_form = forms.pop("let_stay", None)
    motion, resolution = reports.open_motion(row), _resolution(row)
    is_whole = access.opens(request.actor, row.meeting)
    context = {
        **base(row.meeting if is_whole else None),
        "is_whole": is_whole,
        "item": row,
        "motions": row.motions.all(),
        "open_motion": motion,
        "tally": _told(motion) if motion else [],
        "voted": motion.votes.count() if motion else 0,
        "taking_part": len(quorum.taking_part(row)) if motion else 0,
        "presider": row.presider,
        # Until it has closed nobody can confirm it, and the page says that.
        "standing": standing.what_waits(standing.of([resolution])) if resolution and row.meeting.closed_at else [],
        # As it was counted when the committee resolved; nobody who came or left later changes it.
        "quorum": quorum.as_resolved(resolution) if resolution else quorum.of_item(row),
        "interests": row.interests.all(),
        "resolution": resolution,
        "insiders": Seat.objects.filter(pk__in=reports.insiders(row)).select_related("person"),
        "forms": forms,
        "stay_form": stay_form,
        "let_stay": ITEM["let_stay"],
        "papers": reports.papers(row, request.actor),
        **_asked(request, row),
    }
    return show(request, "approvals/item.html", context, *forms.values(), *filter(None, [stay_form]))


def _asked(request: HttpRequest, row: AgendaItem) -> dict[str, Any]:
    """The request itself, to be read beside the decision, by whoever may read it anyway."""
    asked = row.budget_request
    return content(asked) if asked and sees(request.actor, asked) else {}


def _resolution(row: AgendaItem) -> Resolution | None:
    """With its motion, which stands among the item's own."""
    found: Resolution | None = getattr(row, "resolution", None)
    if found:
        found.motion = next(motion for motion in row.motions.all() if motion.pk == found.motion_id)
    return found


def _told(motion: Motion) -> list[tuple[str, int]] | None:
    """Nothing, to anybody, while members vote."""
    counted = reports.told(motion)
    if counted is None:
        return None
    return [(_("For"), counted["for"]), (_("Against"), counted["against"]), (_("Abstain"), counted["abstain"])]


def _writes_for_all(request: HttpRequest, row: AgendaItem) -> bool:
    return not ITEM.reason_against("record_for_another", request.actor, row)


def _interest_form(request: HttpRequest, row: AgendaItem, data: QueryDict | None) -> InterestForm:
    """A member declares alone; the secretary for anybody, and for themselves."""
    members = reports.members(row.meeting)
    if request.actor.seat and request.actor.person_id not in row.meeting.members:
        members.append(request.actor.seat)
    own = [seat for seat in members if seat.person_id == request.actor.person_id]
    return InterestForm(data, members=members if _writes_for_all(request, row) else own)


def _stand_in_form(_request: HttpRequest, row: AgendaItem, data: QueryDict | None) -> StandInForm:
    return StandInForm(data, members=reports.stand_ins(row), initial={"version": row.version})


def _motion_form(_request: HttpRequest, row: AgendaItem, data: QueryDict | None) -> MotionForm:
    return MotionForm(data, item=row, initial={"version": row.version})


def _vote_form(request: HttpRequest, row: AgendaItem, data: QueryDict | None) -> VoteForm:
    """The secretary chooses whose hand it is; a member has none to choose."""
    return VoteForm(data, members=reports.hands(row) if _writes_for_all(request, row) else [])


def _dissent_form(request: HttpRequest, row: AgendaItem, data: QueryDict | None) -> DissentForm:
    """As a vote: the secretary says whose view it is."""
    return DissentForm(data, members=reports.undissenting(row) if _writes_for_all(request, row) else [])


def _close_vote(request: HttpRequest, row: AgendaItem, form: ResolveForm) -> object:
    unopposed = form.cleaned_data["how"] == "unopposed"
    end = services.resolve_unopposed if unopposed else services.close_vote
    return end(row.pk, **form.terms(), actor=request.actor)


def _dissent(request: HttpRequest, row: AgendaItem, form: DissentForm) -> object:
    resolution = get_object_or_404(Resolution, item=row)
    told = form.cleaned_data
    return services.dissent(resolution.pk, text=told["text"], seat_id=told.get("seat"), actor=request.actor)


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
    return page(request, row, let_stay=form)


PAGES = Pages(
    ITEM,
    services,
    find=find,
    page=page,
    made={
        "declare": _interest_form,
        "put_to_vote": _motion_form,
        "hand_chair": _stand_in_form,
        "vote": _vote_form,
        "dissent": _dissent_form,
    },
    calls={"close_vote": _close_vote, "dissent": _dissent},
)
