"""What a resolution puts on paper: the extract that the secretary certifies, and the letter to who asked."""

from __future__ import annotations

from typing import Any, cast

from django.utils import translation

from approvals.frozen import Decided, DecisionLetter, Extract, Heading
from approvals.models import CommitteeRules, Dissent, Resolution
from approvals.models.decisions import NEGATIVE
from approvals.papers.offices import by_chair, by_secretary, full_office, holder, number_of, office
from approvals.papers.outcomes import decided
from documents import letterheads
from documents import services as documents
from documents.models import Document
from jobs import clock
from people.actors import Actor
from people.models import Role
from requests import decision_letters
from requests.frozen import Appeal
from requests.models import BudgetRequest
from thai.names import apart

CERTIFIES = "รับรองสำเนาถูกต้อง"


@translation.override("th")
def issue(resolution: Resolution, actor: Actor) -> None:
    """Freeze the extract of a resolution just carried out and, on a request, the letter that tells who asked."""
    row = _request(resolution)
    said = decided(resolution, row)
    extract = _extract(
        resolution, {"sender": letterheads.of(resolution.item.meeting.committee), **_heading(resolution), **said}, actor
    )
    resolution.extract_id = extract.pk
    if row is not None:
        resolution.letter_id = _letter(resolution, row, said, actor).pk
    resolution.save(update_fields=["extract_id", "letter_id"])


@translation.override("th")
def add_dissent(resolution: Resolution, dissent: Dissent, actor: Actor) -> None:
    """Replace the extract by one that carries the differing view; nothing else in it changes."""
    resolution.refresh_from_db(fields=["extract_id"])
    before = Document.objects.get(pk=resolution.extract_id or 0)
    said = cast("Extract", before.facts)
    told: Extract = {**said, "dissents": [*said["dissents"], {**office(dissent.seat), "text": dissent.text}]}
    resolution.extract_id = _extract(resolution, told, actor, before=before).pk
    resolution.save(update_fields=["extract_id"])


def _request(resolution: Resolution) -> BudgetRequest | None:
    """The request as it stands after the resolution was carried out."""
    rows = BudgetRequest.objects.select_related("organisation", "owner", "call")
    return rows.filter(pk=resolution.item.budget_request_id or 0).first()


def _extract(resolution: Resolution, facts: Extract, actor: Actor, *, before: Document | None = None) -> Document:
    item = resolution.item
    committee = item.meeting.committee
    return documents.freeze(
        "resolution_extract",
        subject=item.budget_request.subject if item.budget_request else item.meeting.subject,
        tree=committee.province_id,
        title=_titled("สำเนามติที่", resolution),
        facts=facts,
        actor=actor,
        replaces=before,
        signers=[by_secretary(committee, CERTIFIES)],
    )


def _titled(word: str, resolution: Resolution) -> str:
    """On the page of a request each committee's papers are told apart; elsewhere the matter is what tells."""
    item = resolution.item
    told = f" ของ{apart(item.meeting.committee.name_th)}" if item.budget_request else f" {item.title}"
    return f"{word} {resolution.label}{told}"[:300]


def _heading(resolution: Resolution) -> Heading:
    meeting, item = resolution.item.meeting, resolution.item
    committee = meeting.committee
    return {
        "committee": committee.name_th,
        "number": resolution.label,
        "meeting": meeting.label,
        "date": _day(meeting.scheduled_at),
        "place": meeting.place,
        "mode": meeting.mode,
        "item_no": number_of(item),
        "item_title": item.title,
        "presided": full_office(resolution.presided_by),
        "certifier": full_office(holder(committee, Role.SECRETARY)),
        "issued_on": clock.today().isoformat(),
    }


def _letter(resolution: Resolution, row: BudgetRequest, said: Decided, actor: Actor) -> Document:
    meeting = resolution.item.meeting
    committee = meeting.committee
    enclosed = [f"สำเนามติที่ประชุม มติที่ {resolution.label} จำนวน 1 ฉบับ"]
    facts: DecisionLetter = {
        **decision_letters.facts(row, committee, enclosures=enclosed),
        **said,
        "resolution": resolution.label,
        "meeting": meeting.label,
        "met_on": _day(meeting.scheduled_at),
        "appeal": _appeal(resolution),
        "state": row.state,
    }
    return documents.freeze(
        "decision_letter",
        subject=row.subject,
        tree=committee.province_id,
        title=_titled("แจ้งผลการพิจารณา มติที่", resolution),
        facts=facts,
        actor=actor,
        signers=[by_chair(committee)],
    )


def _appeal(resolution: Resolution) -> Appeal | None:
    """Only what goes against who asked can be appealed."""
    if resolution.outcome not in NEGATIVE:
        return None
    committee = resolution.item.meeting.committee
    rules = CommitteeRules.of(committee.pk, clock.today())
    return decision_letters.appeal(
        committee, days=rules.appeal_days, answer_days=rules.answer_days, superior_days=rules.superior_days
    )


def _day(moment: Any) -> str:
    day: str = moment.astimezone(clock.BANGKOK).date().isoformat()
    return day
