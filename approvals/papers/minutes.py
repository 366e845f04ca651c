"""รายงานการประชุม, in the parts and the order of the official form."""

from __future__ import annotations

from datetime import time
from typing import Any, cast

from django.utils import translation

from approvals import minutes, quorum
from approvals.frozen import Absent, Considered, Lost, MinutesPaper, Present, Roll, Settled
from approvals.models import AgendaItem, Attendance, Meeting, Minutes
from approvals.papers.offices import by_secretary, full_office, holder, in_order, number_of, office, with_name
from documents import letterheads
from documents import services as documents
from documents.models import Document
from documents.services import Signer
from jobs import clock
from people.actors import Actor
from people.models import Role


@translation.override("th")
def issue(row: Minutes, actor: Actor, *, before: Minutes | None = None) -> Document:
    """Freeze the minutes; corrected ones replace those of `before`."""
    meeting = row.meeting
    committee = meeting.committee
    replaced = Document.objects.filter(pk=before.document_id or 0).first() if before else None
    document = documents.freeze(
        "minutes",
        subject=meeting.subject,
        tree=committee.province_id,
        title=with_name("รายงานการประชุม", committee) + f" ครั้งที่ {meeting.label}",
        facts=facts(row),
        actor=actor,
        replaces=replaced,
        signers=[by_secretary(committee, "ผู้จดรายงานการประชุม"), _checker(meeting)],
    )
    row.document_id = document.pk
    row.save(update_fields=["document_id"])
    return document


def facts(row: Minutes) -> MinutesPaper:
    meeting = row.meeting
    committee = meeting.committee
    counted = quorum.of_meeting(meeting)
    return {
        "sender": letterheads.of(committee),
        "committee": committee.name_th,
        "number": meeting.label,
        "date": meeting.scheduled_at.astimezone(clock.BANGKOK).date().isoformat(),
        "place": meeting.place,
        "mode": meeting.mode,
        "round": row.round,
        "corrections": row.corrections,
        "adopted_in": row.adopted_in.label if row.adopted_in else "",
        **_roll(meeting),
        "attending": [line.strip() for line in row.attending.splitlines() if line.strip()],
        "presided": office(meeting.presided_by),
        "quorum": {"members": counted.members, "present": counted.present, "needed": counted.needed},
        "began": _clock(row.began),
        "ended": _clock(row.ended),
        "from_chair": row.from_chair,
        "last_minutes": row.last_minutes,
        "arising": row.arising,
        "other": row.other,
        "matters": _matters(meeting, row),
        "writer": full_office(_writer(row)),
        "checker": full_office(meeting.presided_by),
    }


def _roll(meeting: Meeting) -> Roll:
    """Who came, and who did not and why, both in the order of their offices."""
    rows = {one.seat: one for one in meeting.attendances.select_related("seat__person")}
    ordered = [rows[seat] for seat in in_order(rows)]
    return {
        "present": [_present(one) for one in ordered if one.presence in quorum.HERE],
        "absent": [_absent(one) for one in ordered if one.presence not in quorum.HERE],
    }


def _present(one: Attendance) -> Present:
    return {**office(one.seat), "note": one.reason, "online": one.identified_by}


def _absent(one: Attendance) -> Absent:
    return {**office(one.seat), "reason": one.reason or str(one.get_presence_display())}


def _matters(meeting: Meeting, row: Minutes) -> list[Considered]:
    """Each matter with what was said and, as its extract has it, what was resolved."""
    items = minutes.considered(meeting, row)
    extracts = Document.objects.in_bulk([item.resolution.extract_id for item in items if _extract(item)])
    return [_matter(item, row, extracts.get(_extract(item))) for item in items]


def _extract(item: AgendaItem) -> int:
    resolution = getattr(item, "resolution", None)
    return (resolution.extract_id or 0) if resolution else 0


def _matter(item: AgendaItem, row: Minutes, extract: Document | None) -> Considered:
    lost = [_lost(motion) for motion in item.motions.filter(is_carried=False)]
    said = {name: said for name, said in extract.facts.items() if name != "sender"} if extract else None
    resolved = cast("Settled | None", said)
    discussion = row.discussion.get(str(item.pk), "")
    return {"no": number_of(item), "title": item.title, "discussion": discussion, "lost": lost, "resolution": resolved}


def _lost(motion: Any) -> Lost:
    choices = [vote.choice for vote in motion.votes.all()]
    return {
        "outcome": motion.outcome,
        "for": choices.count("for"),
        "against": choices.count("against"),
        "abstained": choices.count("abstain"),
    }


def _writer(row: Minutes) -> Any:
    return holder(row.meeting.committee, Role.SECRETARY) or row.written_by


def _checker(meeting: Meeting) -> Signer:
    """Who presided checks the minutes; the chair may in their stead."""
    presided = (meeting.presided_by.role,) if meeting.presided_by else ()
    roles = dict.fromkeys((Role.CHAIR.value, Role.VICE_CHAIR.value, *presided))
    return Signer("ผู้ตรวจรายงานการประชุม", meeting.committee_id, tuple(roles))


def _clock(moment: time) -> str:
    return f"{moment:%H.%M}"
