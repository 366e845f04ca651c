"""Committees at work: every week they look at what lies before them, call a meeting, hold it, and write its minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError

from approvals import minutes, quorum, reports
from approvals import services as approvals
from approvals.minutes import Parts
from approvals.models import AgendaItem, ItemKind, Meeting, Resolution
from approvals.workflow import ItemState
from demo import verdicts
from demo.days import Pace, Steps
from demo.verdicts import Proposal
from demo.world import World
from grants.models import Offer
from grants.workflow import UNANSWERED
from jobs import clock
from people.actors import Actor
from people.models import COMMITTEES, Organisation, Seat
from places.calendar import next_working_day
from programmes import routing
from requests.models import BudgetRequest

NOTICE_DAYS = 7
OTHER = "ไม่มีผู้เสนอเรื่องอื่น ประธานกล่าวปิดประชุม"
Matter = tuple[str, BudgetRequest]


def all_of(world: World) -> list[Committee]:
    found = [made for made in world.cast.organisations.values() if made.kind in COMMITTEES]
    return [Committee(world, organisation) for organisation in found]


class Committee:
    def __init__(self, world: World, organisation: Organisation) -> None:
        self.world, self.organisation = world, organisation
        self.pace: Pace = world.pace("committee", organisation.name_th)
        self.secretary = world.cast.acting(organisation, "secretary")
        self.chair = world.cast.acting(organisation, "chair")

    def work(self) -> Steps:
        while True:
            matters = self._matters()
            if matters:
                yield from self._meet(matters)
            yield self.pace.after(5)

    def _matters(self) -> list[Matter]:
        """What lies here and is not held back by its plot."""
        rows = BudgetRequest.objects.filter(state="in_review", owner=self.organisation).order_by("pk")
        found: list[Matter] = [(ItemKind.REVIEW, row) for row in rows if not self._is_held(row)]
        if self.organisation.kind == "fund_board":
            asked = Offer.objects.filter(funder=self.organisation.parent_id, state__in=UNANSWERED).order_by("pk")
            found += [(ItemKind.FUND_OFFER, offer.budget_request) for offer in asked if self._is_ours(offer)]
        return found

    def _is_held(self, row: BudgetRequest) -> bool:
        plot = self.world.plots[row.pk]
        return plot.goal == "in_review" and plot.stop == self.organisation.kind

    def _is_ours(self, offer: Offer) -> bool:
        return self.world.plots[offer.budget_request_id].stop != "fundwait"

    def look_ahead(self) -> Steps:
        """On the demo's last days: a meeting is called whose day is still to come."""
        rows = BudgetRequest.objects.filter(state="in_review", owner=self.organisation).order_by("pk")
        matters: list[Matter] = [(ItemKind.REVIEW, row) for row in rows if "called" in self.world.plots[row.pk].twists]
        if matters:
            self._prepare(matters, 2 * NOTICE_DAYS)
        yield from ()

    def _meet(self, matters: list[Matter]) -> Steps:
        meeting = self._prepare(matters, NOTICE_DAYS)
        yield meeting.scheduled_at
        if self._is_deserted(meeting):
            meeting = self._call_again(meeting)
            yield meeting.scheduled_at
        self._open(meeting)
        self._adopt_last(meeting)
        for item in meeting.items.filter(state=ItemState.LISTED):
            yield self.pace.after(0)
            self._decide(item)
        yield self.pace.after(0)
        meeting.refresh_from_db()
        parts = replace(minutes.draft(meeting), from_chair=_from_chair(meeting), other=OTHER)
        approvals.close(meeting.pk, parts=parts, version=meeting.version, actor=self.secretary)
        yield self.pace.after(0)
        self._confirm(meeting)

    def _confirm(self, meeting: Meeting) -> None:
        """Whoever presided says, from their own account, that it was so; for one item that may be a stand-in."""
        made = Resolution.objects.filter(item__meeting=meeting).select_related("presided_by__person")
        for seat in {one.presided_by for one in made}:
            meeting.refresh_from_db()
            approvals.confirm(meeting.pk, version=meeting.version, actor=_acting(seat))

    def _prepare(self, matters: list[Matter], days: int) -> Meeting:
        """Plan a meeting with the matters on its agenda, and send the notices."""
        meeting = approvals.plan(
            self.organisation.pk, scheduled_at=_half_past_nine(days), place="ห้องประชุมที่ว่าการ", actor=self.secretary
        )
        for kind, row in matters:
            approvals.list_item(meeting.pk, kind=kind, budget_request_id=row.pk, actor=self.secretary)
        return approvals.call(meeting.pk, version=meeting.version, actor=self.secretary)

    def _is_deserted(self, meeting: Meeting) -> bool:
        """Whether too few come, as some plot wants it: the secretary tries to open and is told so."""
        plots = [self.world.plots[row] for row in meeting.items.values_list("budget_request", flat=True)]
        if not any("recall" in plot.twists for plot in plots) or self.organisation.kind != "amphoe_committee":
            return False
        try:
            approvals.open_meeting(
                meeting.pk,
                present=self._present(meeting, few=True),
                presided_by=self.chair.seat_id or 0,
                version=meeting.version,
                actor=self.secretary,
            )
        except ValidationError:
            return True
        raise AssertionError("A third of the members is no quorum at a first meeting.")

    def _call_again(self, meeting: Meeting) -> Meeting:
        again = approvals.call_again(
            meeting.pk,
            scheduled_at=_half_past_nine(9),
            place=meeting.place,
            announce_lower_quorum=True,
            version=meeting.version,
            actor=self.secretary,
        )
        return approvals.call(again.pk, version=again.version, actor=self.secretary)

    def _open(self, meeting: Meeting) -> None:
        present = self._present(meeting, few=meeting.recall_of_id is not None)
        approvals.open_meeting(
            meeting.pk,
            present=present,
            presided_by=self.chair.seat_id or 0,
            version=meeting.version,
            actor=self.secretary,
        )

    def _adopt_last(self, meeting: Meeting) -> None:
        """Agenda 2; the first minutes that a committee ever wrote have a slip of the pen, which it puts right."""
        for old in minutes.to_adopt(meeting):
            meeting.refresh_from_db()
            if old.meeting.number == 1:
                parts = replace(Parts.of(old), other=f"{OTHER}\nนัดประชุมครั้งถัดไปเมื่อมีคำขอ")
                approvals.adopt_corrected(
                    meeting.pk,
                    old.pk,
                    parts=parts,
                    corrections="เพิ่มการนัดประชุมครั้งถัดไปในระเบียบวาระที่ 5",
                    version=meeting.version,
                    actor=self.secretary,
                )
            else:
                approvals.adopt(meeting.pk, old.pk, version=meeting.version, actor=self.secretary)

    def _present(self, meeting: Meeting, *, few: bool) -> dict[int, dict[str, str]]:
        members = sorted(meeting.voting_seats, key=lambda seat: (seat != self.chair.seat_id, seat))
        if few:
            return {seat: {"presence": "present"} for seat in members[:2]}
        present = {seat: {"presence": "present"} for seat in members}
        if len(members) > 4 and self.pace.random.random() < 0.4:
            present[members[-1]] = {"presence": "excused", "reason": "ลากิจ"}
        return present

    def _decide(self, item: AgendaItem) -> None:
        row = item.budget_request
        assert row is not None
        plot = self.world.plots[row.pk]
        manner = self.pace.random.choice(["unopposed", "unopposed", "hands"])
        self._declare_interests(item, row, may_stay="stay" in plot.twists)
        self._hand_chair(item)
        if item.kind == ItemKind.FUND_OFFER:
            proposals = verdicts.of_fund(plot, row, self.organisation, manner)
        else:
            first = routing.first_committee(row.call.route, row.organisation)
            is_first = first is not None and first.pk == self.organisation.pk
            proposals = verdicts.of_review(plot, row, self.organisation, is_first=is_first, manner=manner)
        for proposal in proposals:
            resolution = self._put(item, proposal)
            if resolution and "dissent" in plot.twists and not resolution.unopposed:
                self._dissent(resolution)

    def _declare_interests(self, item: AgendaItem, row: BudgetRequest, *, may_stay: bool) -> None:
        """Members who belong to who asks say so and leave, unless the others let them stay."""
        asking = Seat.objects.filter(organisation=row.organisation_id).values("person")
        for seat in Seat.objects.filter(organisation=self.organisation, person__in=asking).exclude(role="secretary"):
            interest = approvals.declare(
                item.pk,
                seat_id=seat.pk,
                kind="party",
                reason=f"เป็นกรรมการของ{row.organisation.name_th}",
                actor=self.secretary,
            )
            others = len(quorum.present_seats(item.meeting) - quorum.recused_seats(item))
            if may_stay:
                approvals.let_stay(interest.pk, votes_for=others, others=others, actor=self.secretary)

    def _hand_chair(self, item: AgendaItem) -> None:
        """The chair has left for this item: the vice-chair presides, else whom the others choose."""
        item = AgendaItem.objects.get(pk=item.pk)
        if reports.has_lost_its_presider(item):
            seat = reports.stand_ins(item)[0]
            approvals.hand_chair(item.pk, seat_id=seat.pk, version=item.version, actor=self.secretary)

    def _put(self, item: AgendaItem, proposal: Proposal) -> Resolution | None:
        item.refresh_from_db()
        approvals.put_to_vote(
            item.pk, outcome=proposal.outcome, version=item.version, actor=self.secretary, **proposal.extras
        )
        item.refresh_from_db()
        if proposal.manner == "unopposed":
            return approvals.resolve_unopposed(
                item.pk, reasons=proposal.reasons, version=item.version, actor=self.secretary
            )
        self._show_hands(item, proposal)
        item.refresh_from_db()
        counted = approvals.close_vote(item.pk, reasons=proposal.reasons, version=item.version, actor=self.secretary)
        if proposal.manner != "tie":
            return counted
        item = AgendaItem.objects.get(pk=item.pk)
        assert item.presider is not None
        who = _acting(item.presider)
        return approvals.cast_vote(item.pk, choice="for", reasons=proposal.reasons, version=item.version, actor=who)

    def _show_hands(self, item: AgendaItem, proposal: Proposal) -> None:
        voters = sorted(quorum.present_seats(item.meeting) - quorum.recused_seats(item))
        for seat, choice in zip(voters, _choices(len(voters), proposal), strict=True):
            approvals.vote(item.pk, choice=choice, seat_id=seat, actor=self.secretary)

    def _dissent(self, resolution: Resolution) -> None:
        against = resolution.motion.votes.filter(choice="against").first()
        if against:
            text = "เห็นว่าควรเริ่มจากหมู่บ้านที่ยังไม่เคยได้รับงบประมาณก่อน"
            approvals.dissent(resolution.pk, text=text, seat_id=against.seat_id, actor=self.secretary)


def _acting(seat: Seat) -> Actor:
    return Actor.in_seat(Seat.objects.select_related("person", "organisation__province").get(pk=seat.pk))


def _choices(voters: int, proposal: Proposal) -> list[str]:
    """A tie, a lost motion, or a carried one with one vote against where there are enough."""
    if proposal.manner == "tie":
        return ["for"] * (voters // 2) + ["against"] * (voters // 2) + ["abstain"] * (voters % 2)
    many, few = ("for", "against") if proposal.is_carried else ("against", "for")
    return [many] * (voters - 1) + [few if voters > 2 else many]


def _half_past_nine(days: int) -> datetime:
    day = next_working_day(clock.today() + timedelta(days=days))
    return datetime.combine(day, time(9, 30), tzinfo=clock.BANGKOK)


def _from_chair(meeting: Meeting) -> str:
    count = meeting.items.exclude(state="struck").count()
    return f"ประธานกล่าวเปิดประชุม และแจ้งว่าครั้งนี้มีเรื่องเพื่อพิจารณา {count} เรื่อง ขอให้กรรมการที่มีส่วนได้เสียแจ้งก่อนพิจารณา\nที่ประชุมรับทราบ"
