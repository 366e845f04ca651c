"""The kinds of papers there are: the template each is set from and what it shows beside its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documents import committee, money_table, pdf, proposal, signature_sheet

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"

Facts = Mapping[str, Any]


def _opening(facts: Facts) -> dict[str, Any]:
    """What any paper may tell the public: its number, its date, who issued it, what it is about."""
    sender = facts.get("sender") or {}
    told = {"number": facts.get("number", ""), "date": facts.get("date"), "issuer": sender.get("name", "")}
    return {key: value for key, value in told.items() if value}


def _given(facts: Facts) -> dict[str, Any]:
    """The lines of an agreement with what a page that breaks carries over of what is given."""
    return {"lines": list(money_table.running({**line, "amount": line["given"]} for line in facts["lines"]))}


@dataclass(frozen=True)
class Kind:
    """`name` is what Thai offices call it. `prepare` makes the rest of the context from the facts, and refuses facts
    that contradict themselves. `public` is what the PDF carries as data: what anybody may know. A paper that `is_open`
    is given to anybody who has its code.
    """

    name: str
    template: str
    prepare: Callable[[Facts], dict[str, Any]] = lambda facts: {}
    public: Callable[[Facts], dict[str, Any]] = _opening
    thai_digits: bool = True
    is_open: bool = False


KINDS = {
    "proposal": Kind("แบบเสนอโครงการ", "documents/proposal.html", prepare=proposal.prepare, public=proposal.public),
    "public_proposal": Kind(
        "แบบเสนอโครงการ ฉบับเปิดเผย",
        "documents/proposal.html",
        prepare=proposal.prepare,
        public=proposal.public,
        is_open=True,
    ),
    "agreement": Kind("บันทึกข้อตกลง", "documents/agreement.html", prepare=_given),
    "cover_letter": Kind("หนังสือนำส่ง", "documents/cover_letter.html"),
    "specimen": Kind("ตัวอย่างหัวหนังสือ", "documents/specimen.html"),
    "meeting_notice": Kind("หนังสือเชิญประชุม", "documents/meeting_notice.html", prepare=committee.notice),
    "minutes": Kind("รายงานการประชุม", "documents/minutes.html", prepare=committee.minutes, public=committee.public),
    "resolution_extract": Kind(
        "สำเนามติที่ประชุม", "documents/resolution_extract.html", prepare=committee.extract, public=committee.public
    ),
    "decision_letter": Kind(
        "หนังสือแจ้งผลการพิจารณา", "documents/decision_letter.html", prepare=committee.letter, public=committee.public
    ),
    "payment_voucher": Kind(
        "ใบสำคัญจ่าย", "documents/payment_voucher.html", prepare=money_table.of_lines, thai_digits=False
    ),
    "receipt_voucher": Kind(
        "ใบสำคัญรับ", "documents/payment_voucher.html", prepare=money_table.of_lines, thai_digits=False
    ),
    "payee_receipt": Kind(
        "ใบสำคัญรับเงิน", "documents/payee_receipt.html", prepare=money_table.of_lines, thai_digits=False
    ),
    "signature_sheet": Kind(
        "ใบลงนามอิเล็กทรอนิกส์",
        "documents/signature_sheet.html",
        prepare=signature_sheet.prepare,
        public=signature_sheet.public,
    ),
}


@cache
def template_version() -> str:
    """Changes with any template or style of papers and with what sets them; screens (`pages/`) do not count."""
    digest = hashlib.sha256(pdf.edition().encode())
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and "pages" not in path.parts:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


# On a screen the kind is said in the reader's language; on paper always by its Thai name.
_LABELS = {
    "proposal": _("Budget proposal"),
    "public_proposal": _("Budget proposal, open edition"),
    "agreement": _("Agreement"),
    "cover_letter": _("Cover letter"),
    "specimen": _("Specimen of a letter head"),
    "meeting_notice": _("Meeting notice"),
    "minutes": _("Minutes"),
    "resolution_extract": _("Resolution extract"),
    "decision_letter": _("Decision letter"),
    "payment_voucher": _("Payment voucher"),
    "receipt_voucher": _("Receipt voucher"),
    "payee_receipt": _("Payee's receipt"),
    "signature_sheet": _("Signature sheet"),
}


def label(kind: str) -> str:
    return str(_LABELS[kind])
