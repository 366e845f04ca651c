"""The auditors' desk: the latest events, the checkpoint, the log of their province to take away, and the verifier."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit import standing, tiles
from audit.log import SYSTEM
from audit.models import Alarm
from audit.reports import events_in, latest_checkpoint
from audit.tables import last_night
from desk import services
from desk.parcels import BUNDLE, subject_of
from desk.verbs import ALARM, PROVINCE
from documents.reports import parcels_of
from people.actors import Actor
from people.verb_pages import Pages
from places.models import Province

NEWEST = 50


def overseen(actor: Actor) -> Province:
    """The actor's province; only who oversees it reads its log."""
    if not actor.oversees or actor.organisation is None:
        raise PermissionDenied(_("Only auditors and the provincial secretariat read the log."))
    return actor.organisation.province


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    province = overseen(request.actor)
    tree = province.pk
    stands = standing.standings([tree])
    size, root = (stands[0].size, stands[0].root) if stands else (0, "")
    told = events_in(tree, after=max(size - NEWEST, 0) - 1, limit=NEWEST)
    timeline = [
        {"text": one.sentence, "when": one.occurred_at, "detail": f"{one.seq} · {one.event} · {one.subject}"}
        for one in reversed(told)
    ]
    parcels = parcels_of(request.actor, BUNDLE, subject_of(province))
    context = {"tree": tree, "size": size, "root": root, "checkpoint": latest_checkpoint(), "timeline": timeline}
    context |= {"stands": stands, "alarms": standing.alarms(tree, SYSTEM), "one_machine": standing.is_one_machine()}
    context |= {"province": province, "parcels": parcels, "night": last_night(tree), "nav": "audit"}
    return render(request, "desk/audit.html", context)


@require_POST
@login_required
def ask_for_bundle(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the province's whole log; it is fetched from the page that this leads to."""
    province = get_object_or_404(Province, pk=code)
    parcel = services.ask_for_bundle(province.pk, actor=request.actor)
    if parcel.is_being_made:
        messages.success(request, str(PROVINCE["ask_for_bundle"].done))
    return redirect(parcel)


@require_safe
@login_required
def entries(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """An entry bundle: the events themselves, for who may read the log. The hash tiles are public."""
    province = get_object_or_404(Province, pk=code)
    PROVINCE.require_right("ask_for_bundle", request.actor, province)
    found, note = tiles.tile_at(f"entries/{place}"), tiles.newest_note(province.pk)
    if found is None or note is None or not found.is_within(note.size):
        raise Http404
    return HttpResponse(tiles.content(province.pk, found), content_type="application/octet-stream")


@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    """The program that verifies a bundle; get it from elsewhere than the bundle."""
    path = Path(settings.BASE_DIR) / "verify_audit.py"
    return FileResponse(
        BytesIO(path.read_bytes()), as_attachment=True, filename=path.name, content_type="text/x-python"
    )


def alarm_of(request: HttpRequest, pk: int) -> Alarm:
    """Of one's own province, or of the service itself; others are not there."""
    return get_object_or_404(Alarm, pk=pk, tree__in=[request.actor.province_id or "", SYSTEM])


ALARMS = Pages(ALARM, services, find=alarm_of)
PAGES = Pages(PROVINCE, services, find=get_object_or_404, own={"ask_for_bundle": ask_for_bundle})
