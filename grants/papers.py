"""The letter that carries an endorsed request to one funder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from documents import money_table
from documents.kinds import KINDS, Kind
from documents.models import Document
from funds import bases
from grants.frozen import VERSION, AgreementPaper
from grants.models import Offer
from people.actors import Actor
from people.models import Organisation, OrganisationKind
from requests import papers
from thai.names import apart


def issue_cover_letter(offer: Offer, *, actor: Actor) -> Document:
    """From the council to the funder: what is asked of it, what was endorsed by whom, and until when it may answer."""
    row, funder = offer.budget_request, offer.funder
    with translation.override("th"):
        endorsed_by = bases.describe(row.endorsed_basis).text
    return papers.issue_cover_letter(
        row,
        subject=f"ขอรับการสนับสนุนงบประมาณ{papers.project(row)}",
        to=_addressee(funder),
        asking={
            "funder": funder.name_th,
            "asked": offer.asked_amount,
            "endorsed": row.endorsed_amount,
            "endorsed_by": endorsed_by,
            "answer_by": offer.due_on.isoformat(),
        },
        enclosures=(f"สำเนา{endorsed_by} จำนวน 1 ฉบับ",),
        actor=actor,
    )


def _addressee(funder: Organisation) -> str:
    """A fund is addressed through its board, an agency through its head."""
    board = Organisation.objects.filter(parent=funder, kind=OrganisationKind.FUND_BOARD).first()
    return f"ประธาน{apart(board.name_th)}" if board else f"หัวหน้า{apart(funder.name_th)}"


def _given(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The lines of an agreement with what a page that breaks carries over of what is given."""
    return {"lines": list(money_table.running({**line, "amount": line["given"]} for line in facts["lines"]))}


KINDS.provide(
    "agreement",
    Kind(
        "บันทึกข้อตกลง",
        _("Agreement"),
        "documents/agreement.html",
        prepare=_given,
        frozen=(AgreementPaper,),
        version=VERSION,
    ),
    by=__name__,
)
