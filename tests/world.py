"""A small province with real people in it, made by the real services: Chiang Rai, one amphoe, two councils, a fund.

The tests' template holds it already: `tests.databases` calls `main` when it builds one.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from funds import services as funds
from funds.models import Income, Proof
from jobs import clock
from jobs.models import Job
from people import services as people
from people.actors import Actor
from people.models import Seat
from places.calendar import fiscal_year, fiscal_year_bounds
from places.services import activate
from plans import services as plans
from programmes import services as programmes
from programmes.models import Call, Route

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
)
PASSWORD = "ข้าวซอย-เชียงราย-57"

SEATS: dict[str, tuple[str, str, str]] = {
    # user name: (organisation, role, full name)
    "somsri": ("council", "secretary", "สมศรี ใจดี"),
    "boonmee": ("council", "chair", "บุญมี คำแสน"),
    "other": ("other_council", "secretary", "อรทัย วงศ์คำ"),
    "amphoe_sec": ("amphoe", "secretary", "วิไล ศรีสุข"),
    "amphoe_chair": ("amphoe", "chair", "ประเสริฐ มั่นคง"),
    "amphoe_vice": ("amphoe", "vice_chair", "จันทร์เพ็ญ แก้วมา"),
    "amphoe_m1": ("amphoe", "member", "ธนา ปัญญา"),
    "amphoe_m2": ("amphoe", "member", "ดวงใจ อินต๊ะ"),
    "board_sec": ("board", "secretary", "กัลยา ทองดี"),
    "board_chair": ("board", "chair", "วีระ เจริญผล"),
    "board_m1": ("board", "member", "มาลี สุวรรณ"),
    "board_m2": ("board", "member", "ศักดิ์ชัย ใหม่จันทร์"),
    "board_m3": ("board", "member", "นภา พรหมมา"),
    "treasurer": ("fund", "treasurer", "พิมพ์ใจ บุญเรือง"),
    "approver": ("fund", "approver", "สุรชัย ตาคำ"),
    "cashier": ("fund", "cashier", "รัตนา ไชยวงศ์"),
    "codi": ("codi", "officer", "ชลธิชา วัฒนา"),
    "thpf": ("thpf", "officer", "ภาณุ เลิศวิทย์"),
    "auditor": ("audit", "auditor", "อำนวย ตรวจการ"),
    "secretariat": ("secretariat", "secretariat", "กมล ประสานงาน"),
    "stranger": ("phayao_council", "secretary", "ต่างถิ่น พะเยา"),
}


def build() -> None:
    """Make the whole world; run once on an empty, migrated database."""

    system = Actor.system()
    for code in ("57", "56"):
        activate(code)
        plans.load_taxonomies(code, actor=system)
    programmes.load_cost_norms(actor=system)
    organisations = _organisations(system)
    for username, (key, role, name) in SEATS.items():
        _seat(organisations[key], role, username, name, system)
    stand(system)
    rules(system)
    open_fund(organisations["fund"], "CR")


def open_fund(organisation: Any, code: str, number: int = 1) -> None:
    """A million baht in it, which came with a letter of that number."""
    secretariat, treasurer = Actor.in_seat(_of("secretariat")), Actor.in_seat(_of("treasurer"))
    name = organisation.name_th
    fund = funds.open_fund(organisation, code=code, name_th=name, opened_on=date(2025, 10, 1), actor=secretariat)
    seed = funds.open_source(fund, code="SEED", name="ทุนประเดิม", kind="seed_capital", actor=secretariat)
    paper = funds.Paper(seed, 1_000_000_00, "จังหวัดเชียงราย", f"หนังสือ ชร 0017/{number}", date(2026, 1, 5), "ทุนประเดิม")
    page = PDF.replace(b"[0 0 9 9]", b"[0 0 9 %d]" % (8 + number))
    letter = Proof("letter", f"ชร 0017/{number}", SimpleUploadedFile("letter.pdf", page))
    funds.record_receipt(uuid4(), paper, income=Income.OTHER, proof=letter, actor=treasurer)


def _organisations(system: Any) -> dict[str, Any]:

    def make(kind: str, name: str, province: str = "57", **fields: Any) -> Any:
        return people.create_organisation(kind=kind, name_th=name, province_id=province, actor=system, **fields)

    fund = make("central_fund", "กองทุนกลางจังหวัดเชียงราย")
    place = {"district_id": "5701", "subdistrict_id": "570101", "registration_no": "สอช. 57/001"}
    other = {"district_id": "5701", "subdistrict_id": "570102", "registration_no": "สอช. 57/002"}
    return {
        "fund": fund,
        "board": make("fund_board", "คณะกรรมการบริหารกองทุน", parent=fund, letter_code="ชร 57"),
        "council": make("council", "สภาองค์กรชุมชนตำบลเวียง", **place),
        "other_council": make("council", "สภาองค์กรชุมชนตำบลรอบเวียง", **other),
        "amphoe": make("amphoe_committee", "ก.บ.อ. เมืองเชียงราย", district_id="5701"),
        "codi": make("partner_agency", "พอช."),
        "thpf": make("partner_agency", "สสส."),
        "audit": make("audit_office", "สำนักงานการตรวจเงินแผ่นดินจังหวัดเชียงราย"),
        "secretariat": make("secretariat", "ฝ่ายเลขานุการจังหวัดเชียงราย"),
        "phayao_council": make("council", "สภาองค์กรชุมชนตำบลเวียง", "56", district_id="5601", subdistrict_id="560101"),
    }


def _seat(organisation: Any, role: str, username: str, name: str, system: Any) -> None:

    seat = people.open_seat(organisation.pk, role=role, starts_on=date(2025, 10, 1), actor=system)
    _invitation, code = people.invite(seat.pk, actor=system)
    people.accept_invitation(code, username=username, full_name=name, password=PASSWORD)


BOARD = ("board_sec", "board_chair", "board_m1", "board_m2", "board_m3")
AGENCIES = ("codi", "thpf")
RECOGNISED = (*BOARD, "treasurer", "approver", "cashier", "auditor", *AGENCIES, "amphoe_sec")


def stand(system: Any) -> None:
    """Who is recognised, and who confirmed the seats of money, oversight and agencies: two by protocol, then these two."""
    for username in ("secretariat", "amphoe_chair"):
        people.recognise_by_protocol(_of(username).pk, protocol="บันทึก 5 ม.ค. 2569 ต่อหน้าพยานสองคน", actor=system)
    chair = Actor.in_seat(_of("amphoe_chair"))
    people.confirm_seat(_of("secretariat").pk, basis="มติที่ประชุม 1/2569", actor=chair)
    officials = (chair, Actor.in_seat(_of("secretariat")))
    for username in RECOGNISED:
        for official in officials:
            people.recognise(_of(username).pk, card="identity", actor=official)
    for username in ("auditor", *AGENCIES):
        people.confirm_seat(_of(username).pk, basis="มติที่ประชุม 1/2569", actor=chair)
    for username in ("treasurer", "approver", "cashier"):
        people.confirm_seat(_of(username).pk, basis="มติที่ประชุม 1/2569", actor=Actor.in_seat(_of("board_chair")))


def _of(username: str) -> Seat:
    """Read anew: what was said of it a moment ago counts."""
    return Seat.objects.select_related("organisation", "person").get(person__username=username)


def rules(system: Any, province: str = "57") -> None:

    stages = [
        {"name_th": "กลั่นกรองระดับอำเภอ", "name_en": "Amphoe review", "committee_kind": "amphoe_committee", "days": 30},
        {"name_th": "คณะกรรมการกองทุน", "name_en": "Fund board", "committee_kind": "fund_board", "days": 30},
    ]
    route = programmes.add_route(
        province, name="เส้นทางของจังหวัด", valid_from=date(2025, 10, 1), stages=stages, actor=system
    )
    programmes.add_call(
        province,
        fiscal_year=2569,
        title="รอบปกติ 2569",
        route=route,
        opens_on=date(2025, 10, 1),
        closes_on=date(2026, 9, 30),
        demands=["minutes"],
        actor=system,
    )


def main() -> None:
    """Build it as on a working Monday of January 2569. Passwords are hashed quickly: who signs in pays for each round."""
    with clock.at(clock.bangkok(2026, 1, 5)), override_settings(PASSWORD_HASHERS=["tests.hashing.FewRounds"]):
        build()
    # A test that counts jobs begins with none: the paper of the first money is not made before it is asked for.
    Job.objects.all().delete()


def open_call_today() -> None:
    """A call of the present fiscal year where the world's own is over, for tests that live in real time."""
    if Call.objects.filter(province="57", opens_on__lte=clock.today(), closes_on__gte=clock.today()).exists():
        return
    year = fiscal_year(clock.today())
    first, last = fiscal_year_bounds(year)
    programmes.add_call(
        "57",
        fiscal_year=year,
        title=f"รอบปกติ {year}",
        route=Route.objects.get(province="57"),
        opens_on=first,
        closes_on=last,
        demands=["minutes"],
        actor=Actor.system(),
    )
