"""Calendars of a province: meetings that were called, and the days until when somebody has to act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals.models import Meeting
from approvals.workflow import MeetingState
from audit.reports import latest_of
from jobs import clock
from places.models import Province
from portal.feeds import LANGUAGES
from portal.kept import kept
from programmes.models import Call
from publishing.gate import outward, words
from requests.gate import sitting_in, typed_of
from requests.models import BudgetRequest
from requests.workflow import State
from thai import calendars
from thai.calendars import Entry

# What is further back or ahead is no use in a calendar, and a phone takes so many.
BACK, AHEAD, MOST = timedelta(days=90), timedelta(days=400), 500


@require_safe
@kept(lambda code, name: [code])
def calendar(request: HttpRequest, code: str, name: str) -> HttpResponse:
    province = get_object_or_404(Province, code=code, is_active=True)
    word, _dot, language = name.partition(".")
    made = {"meetings": _meetings, "due": _due}.get(word)
    if made is None or language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        title, entries = made(province)
        return HttpResponse(calendars.written(f"{title} – {province}", entries), content_type=calendars.TYPE)


def _meetings(province: Province) -> tuple[str, Iterable[Entry]]:
    """Those that were called, whatever became of them: who has one in the calendar learns that it is off."""
    rows = Meeting.objects.filter(
        committee__province=province, called_at__isnull=False, scheduled_at__gte=clock.now() - BACK
    ).exclude(state=MeetingState.PLANNED)
    found = list(rows.select_related("committee").order_by("-scheduled_at")[:MOST])
    sitting = sitting_in(row.committee_id for row in found)
    return _("Meetings"), (_meeting(row, sitting.get(row.committee_id, [])) for row in found)


def _meeting(row: Meeting, sitting: list[str]) -> Entry:
    is_over = row.state == MeetingState.CLOSED
    return Entry(
        uid=_uid("meeting", row.pk),
        when=row.scheduled_at,
        stamp=row.closed_at or row.opened_at or row.called_at or row.scheduled_at,
        sequence=row.version,
        summary=words(str(row.committee)),
        place=words(typed_of(row.place, sitting)),
        url=f"{settings.SITE_URL}{reverse('portal:meeting', args=[row.pk])}" if is_over else "",
        is_cancelled=row.state == MeetingState.CANCELLED,
    )


def _due(province: Province) -> tuple[str, Iterable[Entry]]:
    today = clock.today()
    rows = BudgetRequest.objects.public().filter(
        province=province, owner__isnull=False, due_on__range=(today - BACK, today + AHEAD)
    )
    found = list(rows.exclude(state=State.WITHDRAWN).select_related("owner").order_by("due_on", "pk")[:MOST])
    stamps = latest_of(province.pk, [row.subject for row in found])
    calls = Call.objects.filter(province=province, closes_on__range=(today - BACK, today + AHEAD))
    told = {subject: latest.recorded_at or clock.now() for subject, latest in stamps.items()}
    entries = [_waiting(row, told[row.subject]) for row in found if row.subject in told]
    return _("Due days"), [*entries, *(_closing(call) for call in calls)]


def _waiting(row: BudgetRequest, stamp: datetime) -> Entry:
    who, title = words(str(row.owner)), outward(row.open_title)
    return Entry(
        uid=_uid("request", row.pk),
        when=row.due_on or clock.today(),
        stamp=stamp,
        sequence=row.version,
        summary=_("Due: %(who)s – %(title)s") % {"who": who, "title": title},
        about=str(row.get_state_display()),
        url=f"{settings.SITE_URL}{reverse('portal:request', args=[row.pk])}",
    )


def _closing(call: Call) -> Entry:
    return Entry(
        uid=_uid("call", call.pk),
        when=call.closes_on,
        stamp=clock.bangkok(call.opens_on.year, call.opens_on.month, call.opens_on.day),
        sequence=0,
        summary=_("Last day to send requests: %(call)s") % {"call": words(call.title)},
    )


def _uid(word: str, key: int) -> str:
    return f"{word}-{key}@{urlsplit(settings.SITE_URL).hostname}"
