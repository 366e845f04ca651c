"""The papers of a voucher: the voucher itself, the payee's receipt, their cancelled editions; who may read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from documents import letterheads, money_table, reports
from documents import services as documents
from documents.frozen import Office, Signatory
from documents.kinds import KINDS, Kind, kind_of
from documents.models import Document
from documents.numbering import next_number
from documents.services import Signer
from documents.subjects import SUBJECTS, Subject
from funds import bases
from funds.frozen import VERSION, Cancelled, PayeeReceipt, VoucherPaper
from funds.models import Expense, Income, Voucher, VoucherKind
from funds.permissions import funds_visible_to
from jobs import clock
from people.actors import Actor
from people.models import Person, Seat

_NAMES = {VoucherKind.PAYMENT: "payment_voucher", VoucherKind.RECEIPT: "receipt_voucher"}
_PAYMENT_PLACES = (("ผู้จัดทำ", "treasurer"), ("ผู้อนุมัติ", "approver"), ("ผู้จ่ายเงิน", "cashier"))
# The payee is in no seat and signs by hand only.
_PAYEE_PLACES = (("ผู้รับเงิน", ""), ("ผู้จ่ายเงิน", "cashier"))
_RECEIPT_PLACES = (("ผู้รับเงินเข้ากองทุน", "cashier"), ("เหรัญญิก", "treasurer"))


def issue_voucher(voucher: Voucher, *, actor: Actor) -> Document:
    """Freeze the voucher as it was made, with room for everybody's signature."""
    places = _PAYMENT_PLACES if voucher.kind == VoucherKind.PAYMENT else _RECEIPT_PLACES
    return _freeze(_NAMES[VoucherKind(voucher.kind)], voucher, facts(voucher), places, actor)


def issue_payee_receipt(voucher: Voucher, *, actor: Actor) -> Document:
    """Freeze the form on which the payee acknowledges the money; numbered in the fund's fiscal year."""
    number = next_number(f"payee_receipt/{voucher.fund.code}", voucher.year)
    said: PayeeReceipt = {**facts(voucher), "number": f"{number}/{voucher.year}", "voucher": voucher.label}
    return _freeze("payee_receipt", voucher, said, _PAYEE_PLACES, actor)


def cancel(voucher: Voucher, *, actor: Actor) -> None:
    """Replace every paper of a voucher that was rejected or reversed by an edition that says so, and why."""
    cancelled: Cancelled = {"on": clock.today().isoformat(), "state": voucher.state, "reason": voucher.reason}
    for kind in (_NAMES[VoucherKind(voucher.kind)], "payee_receipt"):
        standing = reports.current(voucher.subject, kind)
        if standing:
            _freeze(kind, voucher, {**standing.facts, "cancelled": cancelled}, (), actor, replaces=standing)


def facts(voucher: Voucher) -> VoucherPaper:
    """What a voucher says; satang, ISO dates, offices with the names of who holds them."""
    with translation.override("th"):
        kind = Expense(voucher.expense).label if voucher.expense else Income(voucher.income).label
        basis = bases.describe(voucher.basis).text
        fund = voucher.fund
        return {
            "number": voucher.label,
            "date": voucher.made_at.astimezone(clock.BANGKOK).date().isoformat(),
            "sender": letterheads.of(fund.organisation),
            "fund": fund.name_th,
            "source": voucher.source.name,
            "payee": voucher.payee,
            "amount": voucher.amount,
            "kind": str(kind),
            "basis": basis,
            "account": voucher.expense or voucher.income,
            "is_payment": voucher.kind == VoucherKind.PAYMENT,
            "lines": [{"description": voucher.memo or str(kind), "amount": voucher.amount}],
            "persons": _persons(voucher),
        }


def _persons(voucher: Voucher) -> list[Signatory]:
    """Who made it is known; who approves and pays it signs later."""
    places = _PAYMENT_PLACES if voucher.kind == VoucherKind.PAYMENT else _RECEIPT_PLACES
    made: Office = {"name": voucher.made_by.formal_name, "position": _position(voucher, voucher.made_by)}
    maker = "treasurer" if voucher.kind == VoucherKind.PAYMENT else "cashier"
    blank: Office = {"name": "", "position": ""}
    return [{"role": label, **(made if role == maker else blank)} for label, role in places]


def _position(voucher: Voucher, person: Person) -> str:
    seat = Seat.objects.current().filter(organisation=voucher.fund.organisation_id, person=person).first()
    return seat.label if seat else ""


def _freeze(
    kind: str,
    voucher: Voucher,
    said: Mapping[str, Any],
    places: tuple[tuple[str, str], ...],
    actor: Actor,
    replaces: Document | None = None,
) -> Document:
    signers = [Signer(label, voucher.fund.organisation_id, (role,) if role else ()) for label, role in places]
    return documents.freeze(
        kind,
        subject=voucher.subject,
        tree=voucher.fund.province_id,
        title=_title(kind, said),
        facts=said,
        actor=actor,
        replaces=replaces,
        signers=signers,
    )


def _title(kind: str, said: Mapping[str, Any]) -> str:
    return f"{kind_of(kind).name} {said['number']}{' (ยกเลิก)' if 'cancelled' in said else ''}"


def _may_read(actor: Actor, pk: int) -> bool:
    return Voucher.objects.filter(pk=pk, fund__in=funds_visible_to(actor)).exists()


SUBJECTS.provide("voucher", Subject(_may_read, lambda pk: f"/vouchers/{pk}/"), by=__name__)
for _kind, _name, _label, _template, _frozen in (
    ("payment_voucher", "ใบสำคัญจ่าย", _("Payment voucher"), "payment_voucher", VoucherPaper),
    ("receipt_voucher", "ใบสำคัญรับ", _("Receipt voucher"), "payment_voucher", VoucherPaper),
    ("payee_receipt", "ใบสำคัญรับเงิน", _("Payee's receipt"), "payee_receipt", PayeeReceipt),
):
    _paper = Kind(
        _name,
        _label,
        f"documents/{_template}.html",
        prepare=money_table.of_lines,
        thai_digits=False,
        frozen=(_frozen,),
        version=VERSION,
    )
    KINDS.provide(_kind, _paper, by=__name__)
