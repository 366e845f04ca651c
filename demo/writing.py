"""Writes a request as a council would: every section, with a budget of real lines and sums that agree."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from demo.cast import Cast
from demo.material import Plot, budget_lines
from jobs import clock
from people.models import Organisation
from places.calendar import fiscal_year_bounds
from plans.models import PlanItem
from programmes.norms import norm_for, norms_on
from requests import wording
from requests.models import BudgetRequest
from thai.dates import be_year

HEADS = (20, 25, 30, 40, 50, 60, 80)
ROUND = 100_00  # parts are asked for in whole hundreds of baht
Page = tuple[dict[str, Any], list[dict[str, Any]] | None]


class Writer:
    """One council's hand: what it writes depends on its plot and its own random numbers only."""

    def __init__(self, cast: Cast, plot: Plot, row: BudgetRequest, random: Random) -> None:
        self.cast, self.plot, self.row, self.random = cast, plot, row, random
        self.asker = cast.organisations[plot.asker]
        self.heads, self.times = random.choice(HEADS), random.choice((2, 3, 4))
        self.starts = clock.today() + timedelta(days=75)
        self.ends = self.starts + timedelta(days=150)
        self.lines = self._lines()

    @property
    def total(self) -> int:
        return sum(line_amount(line) for line in self.lines)

    def _lines(self) -> list[dict[str, Any]]:
        """Five to eight real lines, each wording once, for as many people as take part."""
        lines: list[dict[str, Any]] = budget_lines()
        chosen: dict[str, dict[str, Any]] = {}
        self.random.shuffle(lines)
        for line in lines:
            chosen.setdefault(line["description"], line)
        norms = norms_on(clock.today(), self.row.province_id)
        return [self._fitted(line, norms) for line in list(chosen.values())[: self.random.randint(5, 8)]]

    def _fitted(self, line: dict[str, Any], norms: dict[str, Any]) -> dict[str, Any]:
        factors = [self._factor(**factor) for factor in line["factors"]]
        if factors[0]["unit"] == "คน":
            factors.append({"quantity": str(self.times), "unit": "ครั้ง"})
        norm = norm_for(line["description"], norms)
        over = norm is not None and norm.cap is not None and line["rate"] > norm.cap
        reason = "ราคาในพื้นที่ห่างไกล มีใบเสนอราคาแนบ" if over else ""
        return {**line, "factors": factors, "over_norm_reason": reason, "activity": 1}

    def _factor(self, quantity: str, unit: str) -> dict[str, str]:
        many = unit in ("คน", "ชุด", "เล่ม") and float(quantity) >= 20
        return {"quantity": str(self.heads) if many else quantity, "unit": unit}

    def pages(self) -> dict[str, Page]:
        return {**self._who(), **self._why(), **self._how(), **self._after()}

    def _who(self) -> dict[str, Page]:
        secretary, chair = self._name("secretary"), self._name("chair")
        theme, row = self.plot.theme, self.row
        met = clock.today() - timedelta(days=self.random.randint(8, 20))
        title = {
            "title": self.plot.title,
            "dimension": row.province.topics.get(kind="dimension", code=theme["dimension"]),
            "strategic_issue": self.random.choice(list(row.province.topics.filter(kind="strategic_issue"))),
            "sector": row.province.topics.get(kind="sector", code="community_local"),
            "plan_item": PlanItem.objects.get(plan__province=row.province_id, title=theme["objective"]),
        }
        council = {
            "groups": [f"กลุ่ม{theme['group']}"],
            "resolution_on": met,
            "resolution_number": f"{self.random.randint(1, 9)}/{be_year(met)}",
            "resolution_attendance": self.random.randint(24, 58),
            "recipient_kind": "account",
            "recipient_name": f"บัญชี{self.asker.name_th}",
        }
        contacts = {
            "contact_name": secretary,
            "contact_position": "เลขานุการ",
            "contact_phone": self._phone(),
            "second_name": chair,
            "second_position": "ประธาน",
            "second_phone": self._phone(),
        }
        signatures = {
            "proposer_name": secretary,
            "proposer_position": "เลขานุการ",
            "supporter_name": chair,
            "supporter_position": "ประธาน",
        }
        return {
            "title": (title, None),
            "council": (council, None),
            "contacts": (contacts, None),
            "signatures": (signatures, None),
        }

    def _name(self, role: str) -> str:
        person = self.cast.acting(self.asker, role).person
        return person.full_name if person else ""

    def _phone(self) -> str:
        """053-000xxx is nobody's number."""
        return f"053-000{self.random.randint(0, 999):03d}"

    def _why(self) -> dict[str, Page]:
        theme = self.plot.theme
        rationale = {name: theme[name] for name in ("situation", "figure", "figure_source")}
        indicator = {name: theme[name] for name in ("baseline", "target", "unit")} | {"source": theme["figure_source"]}
        where = self.asker.subdistrict.name_th if self.asker.subdistrict else self.row.province.name_th
        group = {"name": theme["group"], "direct": self.heads, "indirect": self.heads * 4}
        return {
            "rationale": (rationale, None),
            "objectives": ({}, [{"text": theme["objective"]}]),
            "indicators": ({}, [{"objective": 1, "text": theme["indicator"], **indicator}]),
            "targets": ({"villages": [f"บ้าน{where} หมู่ {number}" for number in (1, 2, 4)]}, [group]),
        }

    def _how(self) -> dict[str, Page]:
        first, last = fiscal_year_bounds(self.row.call.fiscal_year)
        period = {
            "starts_on": self.starts,
            "ends_on": self.ends,
            "multi_year": not first <= self.starts <= self.ends <= last,
        }
        names = ("ประชุมทำความเข้าใจและวางแผนร่วมกัน", "อบรมและลงมือปฏิบัติ", "ถอดบทเรียนและคืนข้อมูลให้ชุมชน")
        activities = [self._activity(name, self.starts + timedelta(days=50 * n)) for n, name in enumerate(names)]
        return {
            "period": (period, None),
            "activities": ({"method": "เรียนรู้ผ่านการลงมือทำ โดยคนในชุมชนเป็นเจ้าของ"}, activities),
            "budget": ({}, self.lines),
            "money": ({}, self._parts()),
        }

    def _activity(self, name: str, starts: date) -> dict[str, Any]:
        return {
            "name": name,
            "starts_on": starts,
            "ends_on": starts + timedelta(days=20),
            "place": "ศาลาประชาคม",
            "who": "คณะทำงานโครงการ",
            "output": "บันทึกผลกิจกรรม",
        }

    def _parts(self) -> list[dict[str, Any]]:
        """The fund's share, the agencies' equal shares in whole hundreds, and what is left out of one's own pocket."""
        total, plot = self.total, self.plot
        fund = total * plot.fund_percent // 100 // ROUND * ROUND
        share = (total * 94 // 100 - fund) // len(plot.agencies) // ROUND * ROUND
        asked: list[tuple[Organisation, int]] = [
            (self.cast.organisations[f"{key}{self.row.province_id}"], share) for key in plot.agencies
        ]
        if fund:
            asked.insert(0, (self.cast.organisations[f"fund{self.row.province_id}"], fund))
        parts: list[dict[str, Any]] = [{"kind": "funder", "funder": who, "amount": amount} for who, amount in asked]
        own = total - sum(amount for _who, amount in asked)
        labour = own // 2 // ROUND * ROUND
        parts.append({"kind": "own_cash", "name": "สมทบของกลุ่ม", "amount": own - labour})
        return [*parts, {"kind": "in_kind", "name": "แรงงานชุมชน", "amount": labour}] if labour else parts

    def _after(self) -> dict[str, Page]:
        theme = self.plot.theme
        results = {"outputs": theme["outputs"], "outcomes": theme["outcomes"], "beneficiaries": theme["group"]}
        follow_up = {
            "follow_up_method": "ประชุมติดตามและเยี่ยมพื้นที่",
            "follow_up_who": self.asker.name_th,
            "follow_up_when": "ทุกเดือน",
            "sustainability": "บรรจุในแผนสภาฯ และตั้งกองทุนหมุนเวียนของกลุ่ม",
        }
        return {"results": (results, None), "follow_up": (follow_up, None)}


def line_amount(line: dict[str, Any]) -> int:
    return wording.amount_of(line["factors"], line["rate"])


def minutes_pdf(text: str) -> bytes:
    """A one-page PDF that says in plain letters what it stands for."""
    stream = f"BT /F1 14 Tf 72 760 Td ({text}) Tj ET".encode("ascii")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 6\n0000000000 65535 f \n%s" % table
    return bytes(out) + end + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
