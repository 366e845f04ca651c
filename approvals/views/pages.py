"""Which verbs of a meeting need no view of their own, and how their pages are made."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from approvals import services
from approvals.forms import CallAgainForm
from approvals.models import Meeting
from approvals.verbs import MEETING
from approvals.views import meetings, minutes
from people.verb_pages import Pages


def _call_again_form(_request: HttpRequest, row: Meeting, data: QueryDict | None) -> CallAgainForm:
    return CallAgainForm(data, initial={"version": row.version, "place": row.place})


def _call_again(request: HttpRequest, row: Meeting, form: CallAgainForm) -> object:
    return services.call_again(row.pk, **form.terms(), actor=request.actor)


OF_MEETING = Pages(
    MEETING,
    services,
    find=meetings.find,
    base=meetings.base,
    made={"call_again": _call_again_form},
    calls={"call_again": _call_again},
    own={
        "open_meeting": meetings.open_meeting,
        "close": minutes.close,
        "confirm": meetings.confirm,
        "list_item": meetings.list_item,
    },
)
