"""หนังสือแจ้งผลการพิจารณา: the facts of a letter that tells who asked what became of their request.

A committee's resolution and the completeness check send the same letter. It goes to an office, never to a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents import letters
from documents import services as documents
from documents.models import Document
from jobs import clock
from people.actors import Actor
from people.models import Organisation
from places.calendar import due
from requests import sections
from requests.frozen import Appeal, Returned, Told
from requests.models import BudgetRequest, DefectList
from requests.papers import project
from thai.dates import long_date
from thai.names import apart

# The headings of the formal document, in the order of its numbers.
HEADINGS = (
    "ชื่อโครงการ",
    "ผู้เสนอโครงการ",
    "ผู้รับผิดชอบโครงการ",
    "ความสอดคล้องกับแผน",
    "หลักการและเหตุผล",
    "วัตถุประสงค์",
    "ตัวชี้วัด",
    "กลุ่มเป้าหมายและพื้นที่",
    "วิธีดำเนินการและกิจกรรม",
    "ระยะเวลาดำเนินการ",
    "งบประมาณ",
    "แหล่งเงิน",
    "ผลที่คาดว่าจะได้รับ",
    "ความเสี่ยงและการป้องกัน",
    "การติดตามประเมินผลและความยั่งยืน",
    "เอกสารแนบ",
    "ลงนาม",
)


def facts(
    row: BudgetRequest, committee: Organisation, *, subject: str = "แจ้งผลการพิจารณา", enclosures: Sequence[str] = ()
) -> Told:
    """The letter, dated today, with the next number of the committee's letters; what was decided is still to be said."""
    opening = letters.opening(
        committee,
        subject=f"{subject}{project(row)}",
        to=f"ประธาน{apart(row.organisation.name_th)}",
        references=_references(row, committee),
        enclosures=enclosures,
    )
    return {
        **opening,
        "title": project(row),
        "asker": row.organisation.name_th,
        "committee": committee.name_th,
        "fiscal_year": row.call.fiscal_year,
        "request_number": row.receipt_number,
        "asked": row.amount,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "next": row.owner.name_th if row.owner else "",
    }


def appeal(committee: Organisation, *, days: int, answer_days: int, superior_days: int) -> Appeal:
    """The route of an appeal, with the very day it ends for who is told today (Administrative Procedure Act s.40, s.64)."""
    return {
        "to": f"ประธาน{apart(committee.name_th)}",
        "days": days,
        "until": due(clock.today(), days).isoformat(),
        "answer_days": answer_days,
        "superior_days": superior_days,
    }


def issue_return(row: BudgetRequest, committee: Organisation, made: DefectList, *, actor: Actor) -> Document:
    """The written list of everything that is missing, from the committee whose secretary checked (s.27)."""
    content: Returned = {
        **facts(row, committee, subject="ขอให้แก้ไขคำของบประมาณ"),
        "outcome": "incomplete",
        "defects": [{"where": place(one.section), "text": one.text} for one in made.defects.all()],
        "round": made.round,
        "state": row.state,
    }
    title = f"ขอให้แก้ไขคำของบประมาณ ครั้งที่ {made.round} ของ{apart(committee.name_th)}"
    return documents.freeze(
        "decision_letter",
        subject=row.subject,
        tree=row.province_id,
        title=title,
        facts=content,
        actor=actor,
        signers=[documents.Signer("ผู้ลงนาม", committee.pk, letters.signing_roles(committee))],
    )


def place(key: str) -> str:
    """The part of the formal document that a page of the form fills: ข้อ 7 ตัวชี้วัด."""
    numbers = sections.BY_KEY[key].numbers.split(", ")
    return " และ".join(f"ข้อ {number} {HEADINGS[int(number) - 1]}" for number in numbers)


def _references(row: BudgetRequest, committee: Organisation) -> list[str]:
    """The letter that carried the request, and the number under which it was received."""
    letter = _letter_to(row, committee)
    found = [_carried(letter)] if letter else []
    received = f" ลงวันที่ {long_date(row.received_on)}" if row.received_on else ""
    return [*found, f"คำของบประมาณ เลขรับ {row.receipt_number}{received}"]


def _letter_to(row: BudgetRequest, committee: Organisation) -> Document | None:
    """The council's letter to this committee; else the one that carried the request into its route."""
    sent = list(Document.objects.filter(subject=row.subject, kind="cover_letter").order_by("-pk"))
    own = [letter for letter in sent if letter.facts["to"].endswith(committee.name_th)]
    return next(iter([*own, *(letter for letter in sent if "funder" not in letter.facts)]), None)


def _carried(letter: Document) -> str:
    sent = long_date(letter.issued_at.astimezone(clock.BANGKOK).date())
    return f"หนังสือ{letter.facts['sender']['name']} ที่ {letter.number} ลงวันที่ {sent}"
