"""The story of one request from its first line until the funders are asked; `money` tells the rest."""

from __future__ import annotations

from demo import provinces
from demo.days import Steps
from demo.material import Plot
from demo.money import Funding
from demo.world import World, fresh
from demo.writing import Writer, minutes_pdf
from jobs import clock
from people.actors import Actor
from programmes.routing import first_committee
from requests import services as requests
from requests.models import BudgetRequest, Defect
from requests.workflow import ENDED

INTAKE_DEFECTS = [
    ("rationale", "ระบุแหล่งที่มาของตัวเลขสถานการณ์"),
    ("targets", "จำนวนกลุ่มเป้าหมายทางอ้อมยังไม่ตรงกับหมู่บ้านที่ระบุ"),
    ("attachments", "รายงานการประชุมสภาฯ ขาดหน้าลงชื่อผู้เข้าประชุม"),
]


class Life:
    def __init__(self, world: World, plot: Plot) -> None:
        self.world, self.plot = world, plot
        self.pace = world.pace("request", plot.number)
        self.asker = world.cast.organisations[plot.asker]
        self.council = world.cast.acting(self.asker, "secretary")

    def live(self) -> Steps:
        row = self._begin()
        yield self.pace.after(1)
        yield from self._write(row)
        if self.plot.goal == "draft":
            return
        yield self.pace.after(1)
        row = fresh(row)
        requests.submit(row.pk, version=row.version, actor=self._writer_of(row))
        if self.plot.goal == "submitted":
            return
        yield self.pace.after(3)
        if self.plot.goal == "withdrawn":
            return self._withdraw(row)
        yield from self._intake(row)
        yield from self._through_committees(row)

    def _begin(self) -> BudgetRequest:
        province = self.asker.province_id
        call = provinces.call_for(province, clock.today())
        row = BudgetRequest(organisation=self.asker, call=call, province_id=province)
        made = requests.begin(
            call.pk,
            organisation_id=self.asker.pk,
            title=self.plot.title,
            is_invented=not self.plot.is_real,
            actor=self._writer_of(row),
        )
        self.world.plots[made.pk] = self.plot
        return made

    def _writer_of(self, row: BudgetRequest) -> Actor:
        """The council itself, or the committee's secretary who files on its behalf."""
        if "onbehalf" not in self.plot.twists:
            return self.council
        return self._intake_secretary(row)

    def _write(self, row: BudgetRequest) -> Steps:
        who = self._writer_of(row)
        pages = Writer(self.world.cast, self.plot, row, self.pace.random).pages()
        kept = list(pages.items())[:5] if self.plot.goal == "draft" else pages.items()
        for key, (fields, parts) in kept:
            row = requests.write(row.pk, key, fields=fields, rows=parts, version=row.version, actor=who)
            yield self.pace.after(0)
        if self.plot.goal != "draft":
            data = minutes_pdf(f"Minutes of the council, request {self.plot.number} (demo)")
            requests.attach(
                row.pk,
                kind="minutes",
                title="รายงานการประชุมสภาฯ",
                data=data,
                content_type="application/pdf",
                version=row.version,
                actor=who,
            )

    def _withdraw(self, row: BudgetRequest) -> None:
        row = fresh(row)
        reason = "พื้นที่โครงการอยู่นอกจังหวัด จะยื่นที่จังหวัดสงขลา"
        requests.withdraw(row.pk, version=row.version, reason=reason, actor=self.council)

    def _intake(self, row: BudgetRequest) -> Steps:
        if "intake" in self.plot.twists:
            row = fresh(row)
            requests.return_for_revision(
                row.pk, defects=INTAKE_DEFECTS, version=row.version, actor=self._intake_secretary(row)
            )
            if self.plot.goal == "returned":
                return
            yield from self._put_right(row)
            yield self.pace.after(2)
        self._admit(row)

    def _put_right(self, row: BudgetRequest) -> Steps:
        """The council answers every defect and sends the request again."""
        yield self.pace.after(6)
        defects = Defect.objects.filter(defect_list__budget_request=row, resolved_at=None)
        answers = {defect.pk: "แก้ไขแล้วตามรายการ" for defect in defects}
        row = fresh(row)
        requests.submit(row.pk, version=row.version, answers=answers, actor=self.council)

    def _through_committees(self, row: BudgetRequest) -> Steps:
        """Wait for the committees, who work at their own pace; come back when they send it back or are done."""
        if self.plot.goal in ("in_review", "deferred", "not_endorsed"):
            return
        while (row := fresh(row)).state != "funding":
            if row.state == "returned":
                if self.plot.goal == "returned":
                    return
                yield from self._put_right(row)
                yield self.pace.after(3)
                self._admit(row)
            if row.state == "deferred":
                yield self.pace.after(12)
                assert row.owner is not None
                requests.resume(row.pk, version=row.version, actor=self.world.cast.acting(row.owner, "secretary"))
            if row.state in ENDED:
                return
            yield self.pace.after(2)
        yield from Funding(self.world, self.plot, row, self.pace).go()

    def _admit(self, row: BudgetRequest) -> None:
        row = fresh(row)
        requests.admit(row.pk, version=row.version, actor=self._intake_secretary(row))

    def _intake_secretary(self, row: BudgetRequest) -> Actor:
        committee = first_committee(row.call.route, row.organisation)
        assert committee is not None
        return self.world.cast.acting(committee, "secretary")
