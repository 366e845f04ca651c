"""What each committee makes of a request, by its plot, and the reasons it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from approvals.models.decisions import Reasons
from demo.material import Plot
from demo.world import share_out
from funds.models import MoneySource
from people.models import Organisation
from requests.models import BudgetRequest

REASONS = {
    "reduce": Reasons(
        "ค่าใช้จ่ายหมวดที่สูงที่สุดเกินความจำเป็นของจำนวนผู้เข้าร่วม", "เกณฑ์ค่าใช้จ่ายของจังหวัด", "ปรับลดหนึ่งในห้าโดยไม่กระทบผลลัพธ์ของโครงการ"
    ),
    "return_for_revision": Reasons("ตัวชี้วัดยังไม่แสดงที่มาของค่าฐาน", "แบบคำขอข้อ 7 ตัวชี้วัด", "ให้ปรับให้ครบก่อนพิจารณาในคราวถัดไป"),
    "defer": Reasons("รอผลสำรวจครัวเรือนที่กำลังจัดทำ", "ข้อมูลต้องเป็นปัจจุบัน", "ชะลอไว้จนกว่าจะมีผลสำรวจ"),
    "not_endorse": Reasons(
        "โครงการเน้นจัดซื้อครุภัณฑ์และไม่มีกิจกรรมของประชาชน",
        "วัตถุประสงค์ของกองทุนและแผน 10 ปี",
        "ไม่ตรงวัตถุประสงค์ อาจขอจากหน่วยงานที่มีหน้าที่โดยตรง",
    ),
    "decline": Reasons("กรอบเงินของไตรมาสนี้จัดสรรครบแล้ว", "แผนการใช้เงินของกองทุน", "เสนอให้ใช้เงินของหน่วยงานร่วมก่อน"),
}
PLAIN = Reasons("เอกสารครบ มีมติสภาองค์กรชุมชน", "สอดคล้องแผน 10 ปีและเกณฑ์ค่าใช้จ่าย", "เห็นว่าชุมชนได้ประโยชน์และทำได้จริง")
DEFECTS = [["indicators", "ระบุที่มาของค่าฐานในตัวชี้วัด"], ["activities", "ระบุผู้รับผิดชอบแต่ละกิจกรรม"]]


@dataclass(frozen=True)
class Proposal:
    """A motion, how it is voted on ("unopposed", "hands", "tie") and whether it is carried."""

    outcome: str
    manner: str = "unopposed"
    is_carried: bool = True
    extras: dict[str, Any] = field(default_factory=dict)

    @property
    def reasons(self) -> Reasons:
        return REASONS.get(self.outcome, PLAIN)


def of_review(
    plot: Plot, row: BudgetRequest, committee: Organisation, *, is_first: bool, manner: str
) -> list[Proposal]:
    """The motions put one after the other; only the last is carried."""
    kind = committee.kind
    ends = {"not_endorsed": "not_endorse", "deferred": "defer", "returned": "return_for_revision"}
    if plot.stop == kind and plot.goal in ends:
        return [_negative(ends[plot.goal])]
    grant = _grant(plot, row, committee) if kind == "fund_board" else {}
    if is_first and "resume" in plot.twists and not row.agenda_items.filter(state="resolved").exists():
        return [_negative("defer")]
    if is_first and "return" in plot.twists and not row.defect_lists.exists():
        return [_negative("return_for_revision")]
    if is_first and "reduce" in plot.twists:
        return [Proposal("reduce", "hands", extras={"amounts": _reduced(row)})]
    if is_first and "lost" in plot.twists:
        return [Proposal("not_endorse", "hands", False), Proposal("endorse", "hands", extras=grant)]
    if is_first and "tie" in plot.twists:
        return [Proposal("endorse", "tie", extras=grant)]
    if is_first and "dissent" in plot.twists:
        return [Proposal("endorse", "hands", extras=grant)]
    return [Proposal("endorse", manner, extras=grant)]


def of_fund(plot: Plot, row: BudgetRequest, board: Organisation, manner: str) -> list[Proposal]:
    """What a board decides that is asked only for the fund's own part."""
    if "boarddecline" in plot.twists:
        return [Proposal("decline", "hands")]
    return [Proposal("offer", manner, extras=_grant(plot, row, board))]


def _negative(outcome: str) -> Proposal:
    extras = {"defects": DEFECTS} if outcome == "return_for_revision" else {}
    return Proposal(outcome, "hands", extras=extras)


def _reduced(row: BudgetRequest) -> dict[str, int]:
    """A fifth off the largest line, in whole baht."""
    largest = max(row.budgetline_set.all(), key=lambda line: (line.amount, line.position))
    return {str(largest.position): largest.amount * 4 // 5 // 100 * 100}


def _grant(plot: Plot, row: BudgetRequest, board: Organisation) -> dict[str, Any]:
    part = row.moneypart_set.filter(kind="funder", funder=board.parent_id).first()
    if part is None:
        return {}
    shares = share_out(row, part.amount)
    source = MoneySource.objects.get(fund__organisation=board.parent_id, code="SEED")
    return {
        "grant": {str(n): amount for n, amount in shares.items()},
        "source": source,
        "conditions": "รายงานทุกงวดพร้อมภาพกิจกรรม",
    }
