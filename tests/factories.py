"""Walks the real services to bring a request to any state; nothing here writes rows around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import minutes
from approvals import services as approvals
from approvals.models import AgendaItem, Meeting, Resolution
from approvals.models.decisions import Reasons
from documents import services as documents
from documents.models import HandSignature
from funds import services as funds
from funds.models import MoneySource, Proof, Voucher
from grants import services as grants
from grants.models import Agreement, Instalment, Offer
from jobs import clock
from people.actors import Actor
from people.models import Organisation, Seat
from privacy import services as privacy
from privacy.models import DataRequest
from programmes.models import Call
from requests import services as requests
from requests.models import BudgetRequest
from tests.scenes import walked
from tests.world import PDF, SEATS

REASONS = Reasons("ค่าวิทยากรสูงกว่าเกณฑ์", "เกณฑ์ค่าใช้จ่ายของกองทุน", "ที่ประชุมเห็นว่าควรปรับให้ตรงเกณฑ์")


def actor(username: str) -> Actor:
    """In their oldest seat."""
    seats = Seat.objects.select_related("organisation__province", "person").filter(person__username=username)
    return Actor.in_seat(seats.earliest("pk"))


def everybody() -> dict[str, Actor]:
    """The people of the world by their names, asked for at once."""
    seats = Seat.objects.select_related("organisation__province", "person").filter(person__username__in=SEATS)
    found = {seat.person.username: seat for seat in seats if seat.person}
    assert len(found) == len(seats) == len(SEATS)
    return {name: Actor.in_seat(found[name]) for name in SEATS}


def data_request(by: str = "somsri", kind: str = "erasure") -> DataRequest:
    """What somebody asks the secretariat about their own data."""
    return privacy.ask(kind=kind, text="ลบเบอร์โทรของฉัน", actor=actor(by))


def agency(name: str, province: str = "57") -> Organisation:
    return Organisation.objects.get(name_th=name, province=province)


def proof(**values: Any) -> dict[str, Any]:
    """What a payee gave for money: a file of its own each time, for one receipt proves one payment."""
    file = SimpleUploadedFile("receipt.pdf", one_of_its_own())
    return {"evidence": "payee_receipt", "evidence_reference": f"{next(_NUMBERS)}/2569", "file": file, **values}


_NUMBERS = count(1)


def one_of_its_own() -> bytes:
    """A page that nobody has sent before: two receipts differ in what stands on them."""
    return PDF.replace(b"[0 0 9 9]", b"[0 0 9 %d]" % (uuid4().int % 10**9))


def transfer(**values: Any) -> dict[str, Any]:
    """What an agency has of its own payment."""
    file = SimpleUploadedFile("transfer.pdf", one_of_its_own())
    return {"paid_on": clock.today(), "evidence": "โอน 001", "file": file, **values}


def letter() -> Proof:
    """What came with money that somebody gave."""
    return Proof("letter", f"ชร 0017/{next(_NUMBERS)}", SimpleUploadedFile("letter.pdf", one_of_its_own()))


def slip(**values: Any) -> dict[str, Any]:
    """The bank's, of money that came back."""
    file = SimpleUploadedFile("slip.pdf", one_of_its_own())
    return {"evidence": "slip", "evidence_reference": f"โอนคืน {next(_NUMBERS)}", "file": file, **values}


def line(**values: Any) -> dict[str, Any]:
    usual = {
        "category": "operating",
        "description": "ค่าอาหารกลางวัน",
        "rate": 80_00,
        "factors": [{"quantity": "50", "unit": "คน"}, {"quantity": "10", "unit": "มื้อ"}],
    }
    return {**usual, **values}


LINES = [
    line(),  # 40,000 baht
    line(
        category="remuneration",
        description="ค่าตอบแทนวิทยากร",
        rate=1_200_00,
        factors=[{"quantity": "1", "unit": "คน"}, {"quantity": "12.5", "unit": "ชั่วโมง"}],
    ),  # 15,000 baht
    line(category="materials", description="ค่าวัสดุอุปกรณ์", rate=None, factors=[], amount=45_000_00),
]


def sections(row: BudgetRequest) -> list[tuple[str, dict[str, Any], list[dict[str, Any]] | None]]:
    """A complete request of 100,000 baht: 60,000 of the fund, 20,000 and 15,000 of agencies, 5,000 of its own."""
    topic = row.province.topics.get(kind="dimension", code="livelihood")
    return [
        (
            "title",
            {"title": "แปรรูปกาแฟบ้านดอยฮาง", "dimension": topic, "outside_plan_reason": "แผน 10 ปีอยู่ระหว่างทบทวน"},
            None,
        ),
        (
            "council",
            {
                "groups": ["กลุ่มกาแฟบ้านดอยฮาง"],
                "resolution_number": "3/2568",
                "resolution_on": date(2025, 12, 20),
                "resolution_attendance": 32,
                "recipient_kind": "account",
                "recipient_name": "กลุ่มกาแฟบ้านดอยฮาง",
            },
            None,
        ),
        (
            "contacts",
            {
                "contact_name": "สมศรี ใจดี",
                "contact_phone": "053-000001",
                "contact_position": "เลขานุการ",
                "second_name": "บุญมี คำแสน",
                "second_phone": "053-000002",
                "second_position": "ประธาน",
            },
            None,
        ),
        (
            "rationale",
            {"situation": "เกษตรกรขายกาแฟผลสดราคาต่ำ", "figure": "กิโลกรัมละ 25 บาท", "figure_source": "สำรวจ พ.ย. 2568"},
            None,
        ),
        ("objectives", {}, [{"text": "เพิ่มรายได้จากการแปรรูป"}]),
        (
            "indicators",
            {},
            [{"objective": 1, "text": "รายได้เฉลี่ยต่อครัวเรือน", "baseline": "4000", "target": "6000", "unit": "บาท/เดือน"}],
        ),
        ("targets", {"villages": ["บ้านดอยฮาง"]}, [{"name": "ผู้ปลูกกาแฟ", "direct": 50, "indirect": 200}]),
        ("period", {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 8, 31)}, None),
        (
            "activities",
            {"method": "อบรมและลงมือทำ"},
            [{"name": "อบรมแปรรูป", "starts_on": date(2026, 3, 10), "ends_on": date(2026, 3, 20), "place": "ศาลาบ้าน"}],
        ),
        ("budget", {}, LINES),
        ("money", {}, money_parts(row.province_id)),
        ("results", {"outputs": "กาแฟคั่ว 500 กก.", "outcomes": "รายได้เพิ่ม"}, None),
        ("follow_up", {"follow_up_method": "สัมภาษณ์", "follow_up_who": "สภาฯ", "follow_up_when": "ทุกเดือน"}, None),
        ("signatures", {"proposer_name": "สมศรี ใจดี", "proposer_position": "เลขานุการ"}, None),
    ]


def money_parts(province: str = "57") -> list[dict[str, Any]]:
    fund = Organisation.objects.get(kind="central_fund", province=province)
    return [
        {"kind": "funder", "funder": fund, "amount": 60_000_00},
        {"kind": "funder", "funder": agency("พอช.", province), "amount": 20_000_00},
        {"kind": "funder", "funder": agency("สสส.", province), "amount": 15_000_00},
        {"kind": "own_cash", "name": "สมทบของกลุ่ม", "amount": 5_000_00},
    ]


@walked
def draft(*, by: str = "somsri", complete: bool = True) -> BudgetRequest:
    who = actor(by)
    assert who.organisation is not None
    row = requests.begin(Call.objects.get(province=who.province_id).pk, organisation_id=who.organisation.pk, actor=who)
    if not complete:
        return row
    for key, fields, rows in sections(row):
        row = requests.write(row.pk, key, fields=fields, rows=rows, version=row.version, actor=who)
    requests.attach(
        row.pk, kind="minutes", title="มติสภา", data=PDF, content_type="application/pdf", version=row.version, actor=who
    )
    return fresh(row)


def fresh(row: BudgetRequest) -> BudgetRequest:
    return BudgetRequest.objects.get(pk=row.pk)


@walked
def submitted(*, by: str = "somsri") -> BudgetRequest:
    row = draft(by=by)
    return requests.submit(row.pk, version=row.version, actor=actor(by))


@walked
def in_review() -> BudgetRequest:
    row = submitted()
    return requests.admit(row.pk, version=row.version, actor=actor("amphoe_sec"))


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


def decide(made: Meeting, outcome: str, *, reasons: Reasons = REASONS, **motion: Any) -> Resolution:
    committee = "board" if made.committee.kind == "fund_board" else "amphoe"
    secretary, item = actor(f"{committee}_sec"), the_item(made)
    approvals.put_to_vote(item.pk, outcome=outcome, version=item.version, actor=secretary, **motion)
    item = the_item(made)
    return approvals.resolve_unopposed(item.pk, reasons=reasons, version=item.version, actor=secretary)


GRANT = {"1": 30_000_00, "2": 10_000_00, "3": 20_000_00}


@walked
def endorsed_by_amphoe() -> BudgetRequest:
    row = in_review()
    decide(meeting("amphoe", row), "endorse")
    return fresh(row)


@walked
def funding(*, grant: dict[str, int] | None = None) -> BudgetRequest:
    """Endorsed by the fund board too, which grants 60,000 baht; the two agencies are asked."""
    row = endorsed_by_amphoe()
    seed = MoneySource.objects.get(code="SEED", fund__province=row.province_id)
    decide(meeting("board", row), "endorse", grant=GRANT if grant is None else grant, source=seed)
    return fresh(row)


def offer_of(row: BudgetRequest, name: str) -> Offer:
    return Offer.objects.get(budget_request=row, funder__name_th=name)


def answer(row: BudgetRequest, name: str, by: str, amounts: dict[int, int]) -> Offer:
    offer = offer_of(row, name)
    return grants.make_offer(offer.pk, amounts=amounts, version=offer.version, actor=actor(by))


@walked
def all_answered() -> BudgetRequest:
    row = funding()
    answer(row, "พอช.", "codi", {3: 20_000_00})
    answer(row, "สสส.", "thpf", {1: 10_000_00, 3: 5_000_00})
    return fresh(row)


@walked
def accepted() -> BudgetRequest:
    row = all_answered()
    for offer in row.offers.all():
        grants.accept(offer.pk, version=offer.version, actor=actor("somsri"))
    return fresh(row)


@walked
def drawn_up() -> Agreement:
    return grants.draw_up(accepted().pk, actor=actor("board_sec"))


def printed(agreement: Agreement) -> str:
    """Keeps a small stand-in for the agreement's PDF, as the worker keeps a real one; its SHA-256."""
    assert agreement.document_id is not None
    kept = documents.keep(agreement.document_id, PDF)
    return kept.pdf_id or ""


def said_by_hand(agreement: Agreement, who: str = "board_sec") -> HandSignature:
    """Somebody adds a picture and says that พอช. signed the agreement by hand."""
    (place,) = agreement.signatures.filter(organisation__name_th="พอช.")
    scan = SimpleUploadedFile("scan.pdf", PDF)
    terms = {"upload": scan, "place": place.place, "typed_name": "ชลธิชา วัฒนา"}
    documents.attach_scan(agreement.document_id or 0, **terms, actor=actor(who))
    return HandSignature.objects.get(place=place, state="awaiting")


@walked
def signed() -> Agreement:
    agreement = drawn_up()
    concluded(agreement.budget_request)
    sha256 = printed(agreement)
    for name in ("boonmee", "board_chair", "codi", "thpf"):
        who = actor(name)
        agreement = grants.sign(agreement.pk, typed_name=who.by_person.full_name, sha256=sha256, actor=who)
    return agreement


def instalment(agreement: Agreement, name: str, number: int = 1) -> Instalment:
    return Instalment.objects.get(agreement=agreement, offer__funder__name_th=name, number=number)


FUND = "กองทุนกลางจังหวัดเชียงราย"


def voucher(agreement: Agreement, number: int = 1) -> Voucher:
    """The fund's instalment, asked for, verified and with a voucher drafted."""
    row = instalment(agreement, FUND, number)
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("treasurer"))
    return grants.make_voucher(row.pk, version=row.version, actor=actor("treasurer"))


def paid(agreement: Agreement, number: int = 1) -> Instalment:
    drafted = voucher(agreement, number)
    approved = funds.approve(drafted.pk, version=drafted.version, actor=actor("approver"))
    funds.pay(approved.pk, **proof(), version=approved.version, actor=actor("cashier"))
    return instalment(agreement, FUND, number)


def paid_direct(agreement: Agreement, name: str, by: str, number: int = 1) -> Instalment:
    row = instalment(agreement, name, number)
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor(by))
    return grants.pay_direct(row.pk, **transfer(), version=row.version, actor=actor(by))


def reported(row: Instalment, spent: dict[int, int], *, by: str, is_final: bool = False) -> Instalment:
    grants.send_report(
        row.pk, narrative="ทำแล้วตามแผน", spent=spent, is_final=is_final, version=row.version, actor=actor("somsri")
    )
    row.refresh_from_db()
    return grants.accept_report(row.pk, version=row.version, actor=actor(by))


@walked
def closing() -> BudgetRequest:
    """Every funder's first instalment paid and finally reported on; 1,000 baht of the fund's money is unspent."""
    agreement = signed()
    reported(paid(agreement), {1: 15_000_00, 2: 5_000_00, 3: 9_000_00}, by="treasurer", is_final=True)
    reported(paid_direct(agreement, "พอช.", "codi"), {3: 10_000_00}, by="codi", is_final=True)
    reported(paid_direct(agreement, "สสส.", "thpf"), {1: 5_000_00, 3: 2_500_00}, by="thpf", is_final=True)
    return fresh(agreement.budget_request)


@walked
def closed() -> BudgetRequest:
    row = closing()
    grants.receive_refund(offer_of(row, FUND).pk, **slip(), actor=actor("treasurer"))
    return grants.close_request(row.pk, version=row.version, actor=actor("board_sec"))
