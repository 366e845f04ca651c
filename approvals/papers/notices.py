"""หนังสือเชิญประชุม: the written notice to each member (Administrative Procedure Act s.79, s.80)."""

from __future__ import annotations

from django.utils import translation

from approvals import minutes, quorum, reports
from approvals.frozen import Called, Listed, MeetingNotice, Recall
from approvals.models import AgendaItem, CommitteeRules, Meeting
from approvals.papers.offices import by_chair, in_order, members_of, number_of, office, with_name
from approvals.workflow import ItemState
from documents import letters
from documents import reports as issued
from documents import services as documents
from documents.models import Document
from jobs import clock
from people.actors import Actor
from thai.amounts import words
from thai.dates import long_date
from thai.names import apart


@translation.override("th")
def issue(meeting: Meeting, actor: Actor) -> Document:
    """Freeze the notice of a meeting that is being called; takes a number of the committee's letters.

    A second one, after its agenda changed, refers to the first and replaces it.
    """
    committee = meeting.committee
    before = issued.current(meeting.subject, "meeting_notice")
    subject = with_name("ขอแก้ไขระเบียบวาระการประชุม" if before else "ขอเชิญประชุม", committee)
    opening = letters.opening(
        committee,
        subject=subject,
        to=f"{members_of(committee)} (ตามรายชื่อท้ายหนังสือ)",
        references=[f"หนังสือ{apart(committee.name_th)} ที่ {before.number} ลงวันที่ {_sent(before)}"] if before else [],
    )
    facts: MeetingNotice = {**opening, **_facts(meeting)}
    return documents.freeze(
        "meeting_notice",
        subject=meeting.subject,
        tree=committee.province_id,
        title=subject,
        facts=facts,
        actor=actor,
        replaces=before,
        signers=[by_chair(committee)],
    )


def _sent(letter: Document) -> str:
    return long_date(letter.issued_at.astimezone(clock.BANGKOK).date())


def _facts(meeting: Meeting) -> Called:
    when = meeting.scheduled_at.astimezone(clock.BANGKOK)
    listed = meeting.items.filter(state=ItemState.LISTED).select_related("budget_request__organisation")
    return {
        "committee": meeting.committee.name_th,
        "meets_on": when.date().isoformat(),
        "at": f"{when:%H.%M}",
        "mode": meeting.mode,
        "place": meeting.place,
        "urgent_reason": meeting.urgent_reason,
        "to_adopt": [one.meeting.label for one in minutes.to_adopt(meeting)],
        "matters": [_matter(item) for item in listed],
        "recall": _recall(meeting),
        "members": [office(seat) for seat in in_order(reports.members(meeting))],
    }


def _matter(item: AgendaItem) -> Listed:
    """A line of the agenda: what it is, and who asks."""
    row = item.budget_request
    return {"no": number_of(item), "title": item.title, "asker": row.organisation.name_th if row else ""}


def _recall(meeting: Meeting) -> Recall | None:
    """That the meeting is called again, and the share that is enough this time, if the committee's rules allow it."""
    if meeting.recall_of is None:
        return None
    before = meeting.recall_of.scheduled_at.astimezone(clock.BANGKOK).date()
    rules = CommitteeRules.of(meeting.committee_id, meeting.scheduled_at.astimezone(clock.BANGKOK).date())
    share = f"{words(rules.recall_numerator)}ใน{words(rules.recall_denominator)}"
    holds = quorum.lower_share_holds(meeting, rules)
    return {"of": before.isoformat(), "days": rules.recall_days, "share": share if holds else ""}
