"""One receipt proves one payment, in whatever bytes it comes; what is only like another is paid with a reason that others read."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from funds import services
from funds.models import Expense, MoneySource, Paper, Voucher
from grants import services as grants
from jobs import clock
from notices.models import Notice
from tests import factories
from tests.factories import actor
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
WHY = "คนละใบ เล่มที่ 2 เลขที่ 7 ลายมือเดียวกัน"


def receipt(amount: str = "1,500", number: str = "007") -> Image.Image:
    """A form of a shop, filled in by hand."""
    page = Image.new("RGB", (900, 1200), "white")
    ink = ImageDraw.Draw(page)
    for line in range(12):
        ink.line((60, 120 + line * 80, 840, 120 + line * 80), fill="black", width=4)
    ink.rectangle((60, 40, 840, 1100), outline="black", width=6)
    for place, text in (((560, 60), number), ((520, 860), amount), ((120, 300), "rice, oil, water")):
        ink.text(place, text, fill="navy", font_size=70)
    return page


def saved(page: Image.Image, kind: str, **how: object) -> SimpleUploadedFile:
    out = io.BytesIO()
    page.save(out, kind, **how)
    return SimpleUploadedFile(f"receipt.{kind.lower()}", out.getvalue())


def approved(payee: str = "ร้านข้าวเชียงราย") -> Voucher:
    row = factories.allowed(1_500_00, payee)
    paper = Paper(MoneySource.objects.get(code="SEED"), 1_500_00, payee, row.basis, clock.today())
    made = services.make_voucher(uuid4(), paper, expense=Expense.ADMINISTRATION, actor=actor("treasurer"))
    return services.approve(made.pk, version=made.version, actor=actor("approver"))


def pay(voucher: Voucher, file: SimpleUploadedFile, **more: str) -> Voucher:
    return services.pay(voucher.pk, **factories.proof(file=file, **more), actor=actor("cashier"))


def refused(voucher: Voucher, file: SimpleUploadedFile, **more: str) -> str:
    with pytest.raises(ValidationError) as error, transaction.atomic():
        pay(voucher, file, **more)
    (field,) = error.value.message_dict
    return field


def as_pdf(page: Image.Image) -> SimpleUploadedFile:
    return saved(page, "PDF")


def written_anew(file: SimpleUploadedFile) -> SimpleUploadedFile:
    """By another program: other numbers, packing, dates and names."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(file.read())) as pdf:
        pdf.docinfo["/Title"] = "อีกชื่อหนึ่ง"
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, linearize=True)
    file.seek(0)
    return SimpleUploadedFile("other.pdf", out.getvalue())


def test_the_same_picture_in_other_bytes_is_the_same_receipt():
    page = receipt()
    pay(approved(), saved(page, "PNG"))
    again = approved("ร้านที่สอง")
    assert refused(again, saved(page, "PNG", compress_level=1)) == "file"
    with_words = SimpleUploadedFile("a.png", saved(page, "PNG", dpi=(72, 72)).read())
    assert refused(again, with_words) == "file"


def test_the_same_pages_written_by_another_program_are_the_same_receipt():
    first = as_pdf(receipt())
    again = written_anew(first)
    assert first.read() != again.read() and first.seek(0) == again.seek(0) == 0
    pay(approved(), first)
    assert refused(approved("ร้านที่สอง"), again, doubt=WHY) == "file"


@pytest.mark.parametrize("how", ["compressed", "smaller", "as a page"])
def test_nearly_the_same_asks_why_and_tells_who_approved_and_who_audits(how, visit: Visit):
    page = receipt()
    first = pay(approved(), saved(page, "JPEG", quality=90))
    made = {
        "compressed": lambda: saved(page, "JPEG", quality=40),
        "smaller": lambda: saved(page.resize((600, 800)), "JPEG", quality=80),
        "as a page": lambda: saved(page, "PDF", quality=60),
    }[how]
    again = approved("ร้านที่สอง")
    assert refused(again, made()) == "doubt" and refused(again, made(), doubt=" ") == "doubt"
    paid = pay(again, made(), doubt=WHY)
    assert (paid.like, paid.doubt) == (first, WHY)
    told = Notice.objects.filter(kind="voucher.doubted").values_list("person__username", flat=True)
    assert set(told) == {"approver", "auditor"}
    for who in ("approver", "auditor"):
        assert WHY in text_of(visit(who, f"/vouchers/{paid.pk}/"))


def test_another_receipt_on_the_same_form_is_another_one():
    pay(approved(), saved(receipt(), "JPEG", quality=90))
    assert pay(approved("ร้านที่สอง"), saved(receipt("8,240", "113"), "JPEG", quality=90)).doubt == ""


@pytest.mark.parametrize("number", ["เล่ม 1/ 0012", "เล่ม ๑/๐๐๑๒", "เล่ม-1-0012"])
def test_the_same_number_of_the_same_payee_asks_why(number):
    pay(approved(), saved(receipt(), "PNG"), evidence_reference="เล่ม 1/0012")
    other = saved(receipt("8,240", "113"), "PNG")
    assert refused(approved(), other, evidence_reference=number) == "doubt"
    other.seek(0)
    assert pay(approved("ร้านที่สอง"), other, evidence_reference=number).doubt == ""  # every shop has a number one


def test_an_agency_proves_each_payment_by_a_file_of_its_own():
    """A typed reference was enough."""
    agreement = factories.signed()
    file = factories.transfer()["file"]
    row = factories.instalment(agreement, "พอช.")
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("codi"))
    terms = {"paid_on": clock.today(), "evidence": "โอน 1", "version": row.version, "actor": actor("codi")}
    with pytest.raises(ValidationError), transaction.atomic():
        grants.pay_direct(row.pk, **terms, file=SimpleUploadedFile("x.pdf", b"x"))
    paid = grants.pay_direct(row.pk, **terms, file=file)
    assert paid.evidence_blob_id
    other = factories.instalment(agreement, "สสส.")
    other = grants.request_payment(other.pk, version=other.version, actor=actor("somsri"))
    other = grants.verify(other.pk, version=other.version, actor=actor("thpf"))
    file.seek(0)
    terms |= {"version": other.version, "actor": actor("thpf")}
    with pytest.raises(ValidationError), transaction.atomic():
        grants.pay_direct(other.pk, **terms, file=written_anew(file))


def test_the_page_of_an_agency_takes_the_file_and_shows_it(visit: Visit):
    agreement = factories.signed()
    row = factories.instalment(agreement, "พอช.")
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("codi"))
    place, terms = (
        f"/grants/instalments/{row.pk}/",
        {"version": row.version, "paid_on": "5/1/2569", "evidence": "โอน 1"},
    )
    assert visit("codi", f"{place}pay-direct/", terms).status_code == 422
    terms["paid_on"] = clock.today().isoformat()
    assert visit("codi", f"{place}pay-direct/", {**terms, "file": factories.transfer()["file"]}).status_code == 302
    assert visit("somsri", f"{place}evidence/").headers["Content-Type"] == "application/pdf"
    assert visit("other", f"{place}evidence/").status_code == 404


def test_no_voucher_is_dated_before_its_fund_or_what_allows_it():
    row = factories.allowed(1_500_00, "ร้านข้าว")
    seed = MoneySource.objects.get(code="SEED")
    for early in (
        clock.today() - timedelta(days=1),
        seed.fund.opened_on - timedelta(days=1),
        clock.today().replace(year=1),
    ):
        paper = Paper(seed, 1_500_00, "ร้านข้าว", row.basis, early)
        with pytest.raises(ValidationError) as error, transaction.atomic():
            services.make_voucher(uuid4(), paper, expense=Expense.ADMINISTRATION, actor=actor("treasurer"))
        assert list(error.value.message_dict) == ["date"]
    letter = Paper(seed, 1_00, "จังหวัด", "หนังสือ 1", seed.fund.opened_on - timedelta(days=1))
    with pytest.raises(ValidationError), transaction.atomic():
        services.record_receipt(uuid4(), letter, income="40400", proof=factories.letter(), actor=actor("treasurer"))


def test_no_payment_is_dated_before_it_was_approved():
    """A cashier who paid in September does not pay in August, nor out of last year's numbers."""
    voucher = approved()
    for early in (clock.today() - timedelta(days=1), clock.today() - timedelta(days=400)):
        with pytest.raises(ValidationError), transaction.atomic():
            services.pay(voucher.pk, **factories.proof(date=early), actor=actor("cashier"))
    assert pay(voucher, saved(receipt(), "PNG")).state == "paid"


def filled_in(number: str, *, spare: bytes = b"") -> SimpleUploadedFile:
    """A form of an office that somebody filled in on a screen: what they typed stands beside the page, not on it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400))
        page.Contents = pdf.make_stream(b"BT (Receipt no.) Tj ET " + spare)
        drawn = pdf.make_stream(f"BT ({number}) Tj ET".encode())
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            V=number,
            T="number",
            Rect=[10, 10, 90, 30],
            AP=pikepdf.Dictionary(N=drawn),
        )
        field = pdf.make_indirect(field)
        page.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(out)
    return SimpleUploadedFile("form.pdf", out.getvalue())


def test_two_receipts_on_one_form_that_is_filled_in_on_a_screen_are_two():
    """What was typed was not looked at: the second payee was never paid, and no word of the cashier's helped."""
    pay(approved(), filled_in("007"))
    again = approved("ร้านที่สอง")
    assert refused(again, filled_in("113")) == "doubt"
    assert pay(again, filled_in("113"), doubt=WHY).doubt == WHY
    assert refused(approved("ร้านที่สาม"), written_anew(filled_in("007")), doubt=WHY) == "file"
    assert pay(approved("ร้านที่สาม"), filled_in("007", spare=b"0 0 m"), evidence_reference="5/9").doubt == ""
