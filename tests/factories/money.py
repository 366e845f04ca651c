"""Offers and agreements, and what is paid and told of them until a request is closed."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from documents import services as documents
from documents.models import HandSignature
from funds import services as funds
from funds.models import MoneySource, Voucher
from grants import services as grants
from grants.models import Agreement, Instalment, Offer
from requests.models import BudgetRequest
from tests.factories.meetings import concluded, decide, endorsed_by_amphoe, meeting
from tests.factories.people import FUND, actor
from tests.factories.proofs import proof, slip, transfer
from tests.factories.proposals import fresh
from tests.scenes import walked
from tests.world import PDF

GRANT = {"1": 30_000_00, "2": 10_000_00, "3": 20_000_00}


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
