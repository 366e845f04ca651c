"""หนังสือแจ้งผลการพิจารณา: the facts of a letter that tells who asked what became of their request.

A committee's resolution and the completeness check send the same letter. It goes to an office, never to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from documents import letters
from documents.committee import apart
from documents.models import Document
from documents.thai_dates import long_date
from jobs import clock
from people.models import Organisation
from places.calendar import due
from requests import sections
from requests.models import BudgetRequest, Defect
from requests.papers import project

Facts = dict[str, Any]


def facts(
    row: BudgetRequest, committee: Organisation, *, outcome: str, enclosures: Sequence[str] = (), **said: Any
) -> Facts:
    """The whole letter, dated today, with the next number of the committee's letters. `said` adds what was decided."""
    opening = letters.opening(
        committee, subject=f"แจ้งผลการพิจารณา{project(row)}", to=f"ประธาน{apart(row.organisation.name_th)}",
        references=_references(row), enclosures=enclosures,
    )  # fmt: skip
    return {
        **opening, "title": project(row), "asker": row.organisation.name_th, "committee": committee.name_th,
        "fiscal_year": row.call.fiscal_year, "request_number": row.receipt_number, "outcome": outcome,
        "asked": row.amount, "due_on": row.due_on.isoformat() if row.due_on else None,
        "next": row.owner.name_th if row.owner else "", **said,
    }  # fmt: skip


def appeal(committee: Organisation, *, days: int, answer_days: int, superior_days: int) -> Facts:
    """The route of an appeal, with the very day it ends for who is told today (Administrative Procedure Act s.40, s.64)."""
    return {
        "to": f"ประธาน{apart(committee.name_th)}", "days": days, "until": due(clock.today(), days).isoformat(),
        "answer_days": answer_days, "superior_days": superior_days,
    }  # fmt: skip


def defects(rows: Sequence[Defect]) -> list[Facts]:
    """Everything that must be put right, each with its part of the form."""
    return [{"where": place(defect.section), "text": defect.text} for defect in rows]


def place(key: str) -> str:
    section = sections.BY_KEY[key]
    return f"ข้อ {section.numbers} {section.title}" if section.numbers else str(section.title)


def _references(row: BudgetRequest) -> list[str]:
    """The letter that carried the request, and the number under which it was received."""
    letter = Document.objects.filter(subject=row.subject, kind="cover_letter").order_by("-pk").first()
    found = [_carried(letter)] if letter else []
    received = f" ลงวันที่ {long_date(row.received_on)}" if row.received_on else ""
    return [*found, f"คำของบประมาณ เลขรับ {row.receipt_number}{received}"]


def _carried(letter: Document) -> str:
    sent = long_date(letter.issued_at.astimezone(clock.BANGKOK).date())
    return f"หนังสือ{letter.facts['sender']['name']} ที่ {letter.number} ลงวันที่ {sent}"
