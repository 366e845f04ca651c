"""What the secretary writes into the minutes, prefilled from what the records know; plain Thai, as it will be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time

from django.db.models import Q, QuerySet

from approvals.models import AgendaItem, Meeting, Minutes, Objection
from approvals.workflow import ItemState, MeetingState
from jobs import clock
from thai.money import baht

NOTHING = "ไม่มี"
AGENDAS = ("from_chair", "last_minutes", "arising", "other")


@dataclass(frozen=True, slots=True)
class Parts:
    """One text for each part of the official form. `discussion` is what was said on each matter: {item: text}."""

    began: time
    ended: time
    attending: str = ""
    from_chair: str = NOTHING
    last_minutes: str = NOTHING
    arising: str = NOTHING
    discussion: Mapping[int, str] = field(default_factory=dict)
    other: str = NOTHING

    @classmethod
    def of(cls, minutes: Minutes) -> Parts:
        """The parts of minutes that stand, for who corrects them."""
        said = {one.name: getattr(minutes, one.name) for one in fields(cls)}
        return cls(**said | {"discussion": {int(item): text for item, text in minutes.discussion.items()}})


def draft(meeting: Meeting) -> Parts:
    """The minutes of a meeting that is about to close, as far as its records know them."""
    opened = (meeting.opened_at or clock.now()).astimezone(clock.BANGKOK)
    return Parts(
        began=_to_the_minute(opened.time()),
        ended=_to_the_minute(clock.now().astimezone(clock.BANGKOK).time()),
        last_minutes=_on_last_minutes(meeting),
        arising=_on_objections(meeting),
        discussion={item.pk: _on(item) for item in considered(meeting)},
    )


def considered(meeting: Meeting, written: Minutes | None = None) -> list[AgendaItem]:
    """What agenda 4 came to. Matters taken off the agenda are left out, but for those that `written` speaks of: they
    were talked about and closed with the meeting, without a resolution.
    """
    told = [int(item) for item in written.discussion] if written else []
    rows = meeting.items.filter(~Q(state=ItemState.STRUCK) | Q(pk__in=told))
    return list(rows.select_related("budget_request__organisation", "resolution"))


def to_adopt(meeting: Meeting) -> QuerySet[Minutes]:
    """Minutes that stand of the committee's closed meetings and that none has adopted yet, the oldest first."""
    waiting = Minutes.objects.filter(stands_for__committee=meeting.committee_id, adopted_in=None)
    return waiting.exclude(meeting=meeting).select_related("meeting__committee").order_by("meeting__scheduled_at", "pk")


def _to_the_minute(moment: time) -> time:
    return moment.replace(second=0, microsecond=0)


def _on_last_minutes(meeting: Meeting) -> str:
    adopted = list(meeting.adopted.select_related("meeting").order_by("meeting__scheduled_at", "pk"))
    if adopted:
        return "\n".join(_adopted(one) for one in adopted)
    waiting = _labels(to_adopt(meeting))
    return f"ยังไม่ได้รับรองรายงานการประชุมครั้งที่ {waiting}" if waiting else NOTHING


def _on_objections(meeting: Meeting) -> str:
    """Objections to what the committee resolved since its last meeting closed: raised too late for those minutes."""
    earlier = Meeting.objects.filter(committee=meeting.committee_id, state=MeetingState.CLOSED).exclude(pk=meeting.pk)
    last = earlier.order_by("-closed_at").first()
    found = Objection.objects.filter(resolution__item__meeting__committee=meeting.committee_id)
    raised = found.filter(Q(resolution__item__meeting=meeting) | Q(raised_at__gte=last.closed_at)) if last else found
    return "\n".join(_objection(one) for one in raised.select_related("person", "resolution")) or NOTHING


def _objection(one: Objection) -> str:
    said = f"{one.person.full_name} คัดค้านมติที่ {one.resolution.label}: {one.text}"
    return f"{said}\nคำชี้แจงของประธาน: {one.answer}" if one.answer else said


def _adopted(minutes: Minutes) -> str:
    said = f"ที่ประชุมรับรองรายงานการประชุมครั้งที่ {minutes.meeting.label}"
    return f"{said} โดยมีการแก้ไข ดังนี้ {minutes.corrections}" if minutes.corrections else f"{said} โดยไม่มีการแก้ไข"


def _labels(rows: Iterable[Minutes]) -> str:
    return ", ".join(one.meeting.label for one in rows)


def _on(item: AgendaItem) -> str:
    row = item.budget_request
    if row is None:
        return ""
    return f"คำของบประมาณเลขรับ {row.receipt_number} ของ{row.organisation.name_th} ขอรวม {baht(row.amount).removesuffix('.00')} บาท"
