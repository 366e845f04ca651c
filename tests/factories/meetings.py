"""What committees do: they meet, decide, and confirm their minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from approvals import minutes
from approvals import services as approvals
from approvals.models import AgendaItem, Meeting, Resolution
from approvals.models.decisions import Reasons
from funds.models import MoneySource
from jobs import clock
from requests.models import BudgetRequest
from tests.factories.people import actor
from tests.factories.proposals import fresh, in_review
from tests.scenes import walked

REASONS = Reasons("ค่าวิทยากรสูงกว่าเกณฑ์", "เกณฑ์ค่าใช้จ่ายของกองทุน", "ที่ประชุมเห็นว่าควรปรับให้ตรงเกณฑ์")
MEMBERS = {
    "amphoe": ["amphoe_chair", "amphoe_vice", "amphoe_m1", "amphoe_m2"],
    "board": ["board_chair", "board_m1", "board_m2", "board_m3"],
}


@walked
def meeting(committee: str, row: BudgetRequest | None = None, *, kind: str = "review", opened: bool = True) -> Meeting:
    """A meeting of "amphoe" or "board", urgent and called an hour ago for now, opened with everybody there."""
    secretary, now = actor(f"{committee}_sec"), clock.now()
    assert secretary.organisation_id is not None
    with clock.at(now - timedelta(hours=1)):  # nobody opens a meeting before the hour of its notice
        made = approvals.plan(
            secretary.organisation_id,
            scheduled_at=now,
            place="ศาลากลาง",
            is_urgent=True,
            urgent_reason="ฤดูเก็บเกี่ยวเริ่มแล้ว",
            actor=secretary,
        )
        if row:
            approvals.list_item(made.pk, kind=kind, budget_request_id=row.pk, actor=secretary)
        else:
            title = "จ่ายค่าเช่าห้องประชุม" if kind == "payment" else "เรื่องอื่น"
            other = "payment" if kind == "payment" else "other"
            approvals.list_item(made.pk, kind=other, title=title, actor=secretary)
        made = approvals.call(made.pk, version=made.version, actor=secretary)
    return open_meeting(made) if opened else made


@walked
def in_session() -> Meeting:
    """The amphoe's meeting, opened, with a request before it."""
    return meeting("amphoe", in_review())


def listed() -> AgendaItem:
    return the_item(in_session())


def open_meeting(made: Meeting, *, absent: tuple[str, ...] = ()) -> Meeting:
    committee = "board" if made.committee.kind == "fund_board" else "amphoe"
    here = [actor(name).seat_id for name in MEMBERS[committee] if name not in absent]
    present: dict[int, dict[str, str]] = {seat: {"presence": "present"} for seat in here if seat}
    return approvals.open_meeting(
        made.pk, present=present, presided_by=next(iter(present)), version=made.version, actor=actor(f"{committee}_sec")
    )


def close(made: Meeting, **parts: Any) -> Meeting:
    """Its minutes as the records draft them, but for `parts`."""
    committee = "board" if made.committee.kind == "fund_board" else "amphoe"
    made.refresh_from_db()
    written = replace(minutes.draft(made), **parts)
    return approvals.close(made.pk, parts=written, version=made.version, actor=actor(f"{committee}_sec"))


def confirm(made: Meeting, who: str = "") -> Meeting:
    """By who presides over all meetings here, from their own account."""
    made.refresh_from_db()
    chair = actor(who or ("board_chair" if made.committee.kind == "fund_board" else "amphoe_chair"))
    return approvals.confirm(made.pk, version=made.version, actor=chair)


def concluded(row: BudgetRequest) -> None:
    """Every meeting that resolved on the request closes, and its chair confirms what it resolved."""
    for made in Meeting.objects.filter(items__budget_request=row, state="open").order_by("pk"):
        confirm(close(made))


@walked
def allowed(amount: int = 50_000_00, payee: str = "สภา", *, confirmed: bool = True) -> Resolution:
    """The fund's board lets its fund pay `payee` once."""
    made = meeting("board", kind="payment")
    seed = MoneySource.objects.get(code="SEED", fund__code="CR")
    resolution = decide(made, "allow", payment=amount, payee=payee, source=seed)
    if confirmed:
        confirm(close(made))
    return resolution


def the_item(made: Meeting) -> AgendaItem:
    return made.items.get()


def decide(made: Meeting, outcome: str, *, reasons: Reasons = REASONS, by: str = "", **motion: Any) -> Resolution:
    committee = "board" if made.committee.kind == "fund_board" else "amphoe"
    secretary, item = actor(by or f"{committee}_sec"), the_item(made)
    approvals.put_to_vote(item.pk, outcome=outcome, version=item.version, actor=secretary, **motion)
    item = the_item(made)
    return approvals.resolve_unopposed(item.pk, reasons=reasons, version=item.version, actor=secretary)


@walked
def endorsed_by_amphoe() -> BudgetRequest:
    row = in_review()
    decide(meeting("amphoe", row), "endorse")
    return fresh(row)
