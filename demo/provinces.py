"""Sets the three provinces up as they differ: routes, calls, plans, funds with their sources."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import services as approvals
from demo import heads, standing
from demo.cast import PROVINCES, Cast
from demo.days import Pace, Steps
from demo.material import rows
from demo.writing import minutes_pdf
from funds import services as funds
from funds.models import Fund, Income, MoneySource, Paper, Proof
from jobs import clock
from places import services as places
from places.calendar import fiscal_year, fiscal_year_bounds
from plans import services as plans
from plans.models import PlanLevel
from programmes import services as programmes
from programmes.models import Call
from thai.dates import be_year

DEMO = UUID("2568c0de-0000-4000-8000-000000000057")
CALL_OPENS_BEFORE = 92  # days before the fiscal year begins
NAMES = {"57": "เชียงราย", "56": "พะเยา", "58": "แม่ฮ่องสอน"}
LETTERS = {"57": "ชร", "56": "พย"}
FUNDS = {"57": ("CR", "กองทุนกลางจังหวัดเชียงราย", 900_000_00), "56": ("PY", "กองทุนกลางจังหวัดพะเยา", 500_000_00)}
YUAM = ("580402", "580405", "580601", "580602", "580606")
STAGES: dict[str, tuple[str, ...]] = {
    "57": ("amphoe_committee", "fund_board"),
    "56": ("tambon_committee", "amphoe_committee", "province_committee"),
    "58": ("amphoe_committee", "province_committee"),
}
STAGE_NAMES = {
    "tambon_committee": ("กลั่นกรองระดับตำบล (ก.บ.ต.)", "Tambon review"),
    "amphoe_committee": ("กลั่นกรองระดับอำเภอ (ก.บ.อ.)", "Amphoe review"),
    "province_committee": ("พิจารณาระดับจังหวัด (ก.บ.จ.)", "Provincial decision"),
    "fund_board": ("คณะกรรมการบริหารกองทุน", "Fund board"),
}


def call_year(day: date) -> int:
    """The fiscal year that a request begun on `day` is for: calls open a quarter before their year."""
    return fiscal_year(day + timedelta(days=CALL_OPENS_BEFORE))


def prepare(cast: Cast, last: date) -> None:
    """Everything that must be there before the first request; `last` is the day the demo ends."""
    for province in PROVINCES:
        places.activate(province)
        plans.load_taxonomies(province, actor=cast.system)
    programmes.load_cost_norms(actor=cast.system)
    cast.raise_curtain()
    for province in PROVINCES:
        standing.stand(cast, province)
    heads.put_up(cast)
    places.draw_area("58", name_th="ลุ่มแม่น้ำยวมตอนปลาย", name_en="Lower Yuam basin", subdistricts=YUAM)
    for province in PROVINCES:
        _rules(cast, province, last)
        _plan(cast, province)
    for province in FUNDS:
        _fund(cast, province)
    approvals.set_rules(
        cast.organisations["prov58"].pk,
        valid_from=clock.today(),
        adopted_by="มติที่ประชุม ก.บ.จ. 4/2568",
        notice_days=5,
        actor=cast.actor("prov58", "secretary"),
    )


def _rules(cast: Cast, province: str, last: date) -> None:
    secretariat = cast.actor(f"admin{province}", "secretariat")
    stages: list[dict[str, Any]] = [
        {"name_th": STAGE_NAMES[kind][0], "name_en": STAGE_NAMES[kind][1], "committee_kind": kind, "days": 30}
        for kind in STAGES[province]
    ]
    offer_days = 45 if province == "56" else 30
    route = programmes.add_route(
        province,
        name=f"เส้นทางจังหวัด{NAMES[province]}",
        valid_from=clock.today(),
        stages=stages,
        offer_days=offer_days,
        actor=secretariat,
    )
    for year in range(call_year(clock.today()), call_year(last) + 1):
        first, end = fiscal_year_bounds(year)
        programmes.add_call(
            province,
            fiscal_year=year,
            title=f"รอบปกติ ปีงบประมาณ {year}",
            route=route,
            opens_on=first - timedelta(days=CALL_OPENS_BEFORE),
            closes_on=end,
            demands=["minutes"],
            actor=secretariat,
        )


def _plan(cast: Cast, province: str) -> None:
    """A ten-year plan of the province with an item a theme."""
    year = be_year(clock.today())
    items = [(f"{number:02d}", row["objective"], year) for number, row in enumerate(rows("themes"), 1)]
    plans.add_plan(
        province,
        name=f"แผนพัฒนา 10 ปี จังหวัด{NAMES[province]}",
        level=PlanLevel.PROVINCE,
        from_year=year - 2,
        to_year=year + 7,
        items=items,
        actor=cast.actor(f"admin{province}", "secretariat"),
    )


def _fund(cast: Cast, province: str) -> None:
    code, name, seed = FUNDS[province]
    secretariat = cast.actor(f"admin{province}", "secretariat")
    fund = funds.open_fund(
        cast.organisations[f"fund{province}"], code=code, name_th=name, opened_on=clock.today(), actor=secretariat
    )
    source = funds.open_source(fund, code="SEED", name="ทุนประเดิม", kind="seed_capital", actor=secretariat)
    letter = f"หนังสือ {LETTERS[province]} 0017/1"
    receive(cast, source, seed, f"จังหวัด{NAMES[province]}", letter, "ทุนประเดิม", income=Income.OTHER)


def receive(cast: Cast, source: MoneySource, amount: int, payer: str, basis: str, memo: str, *, income: Income) -> None:
    """Take money into a fund under a receipt voucher dated today."""
    paper = Paper(source, amount, payer, basis, clock.today(), memo)
    treasurer = cast.acting(source.fund.organisation, "treasurer")
    key = uuid5(DEMO, f"{source.fund.code}:{source.code}:{basis}")
    file = SimpleUploadedFile("letter.pdf", minutes_pdf(f"Letter that came with {amount // 100} baht (demo)"))
    funds.record_receipt(key, paper, income=income, proof=Proof("letter", basis, file), actor=treasurer)


def later_money(cast: Cast, pace: Pace) -> Steps:
    """An agency and a local government add theirs, each as a source of its own; the last fiscal year is closed."""
    yield pace.after(30)
    chiang_rai, phayao = Fund.objects.get(code="CR"), Fund.objects.get(code="PY")
    secretariat = cast.actor("admin57", "secretariat")
    match = funds.open_source(
        chiang_rai,
        code="MATCH",
        name="เงินสมทบ บพท.",
        kind="matching_contribution",
        restricted_purpose="งานวิจัยและพัฒนาระดับพื้นที่",
        actor=secretariat,
    )
    yield pace.after(6)
    receive(cast, match, 200_000_00, "บพท.", "หนังสือ บพท 12/1", "เงินสมทบตามบันทึกความร่วมมือ", income=Income.OTHER)
    yield pace.after(40)
    local = funds.open_source(
        phayao, code="LOCAL", name="เงินอุดหนุน อบจ.พะเยา", kind="subsidy", actor=cast.actor("admin56", "secretariat")
    )
    receive(cast, local, 150_000_00, "อบจ.พะเยา", "หนังสือ พย 51001/9", "เงินอุดหนุน", income=Income.LOCAL_GOVERNMENT)
    yield from _close_the_year(cast, pace, [chiang_rai, phayao])


def _close_the_year(cast: Cast, pace: Pace, books: list[Fund]) -> Steps:
    _first, end = fiscal_year_bounds(fiscal_year(clock.today()))
    yield pace.after((end - clock.today()).days + 20)
    for fund in books:
        funds.close_period(fund, end, actor=cast.acting(fund.organisation, "treasurer"))


def call_for(province: str, day: date) -> Call:
    return Call.objects.get(province=province, fiscal_year=call_year(day))
