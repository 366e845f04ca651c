"""Follows every baht in public, both ways: fund, movement, agreement, resolution, meeting; each by few queries, whatever its age.

What is read here is of requests that were sent and of meetings that are closed. Persons are counted, not named; whatever
somebody typed is shown through the gate of public words.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from approvals.models import AgendaItem, Meeting, Resolution
from approvals.models.meetings import ItemKind
from approvals.quorum import HERE
from approvals.workflow import ItemState, MeetingState
from funds.models import Fund, Voucher
from funds.workflow import MOVED
from grants.models import Agreement, Instalment, Offer
from grants.workflow import AgreementState
from ledger import reports as ledger
from people.paging import Slice, sliced
from wiring.refs import Ref

MONTHS_SHOWN = 12
OPEN_KINDS = (ItemKind.REVIEW, ItemKind.FUND_OFFER, ItemKind.PAYMENT)


def trees_of_fund(code: str) -> list[str]:
    return list(Fund.objects.filter(code=code).values_list("province", flat=True))


def movements(fund: Fund, asked: Mapping[str, str]) -> Slice:
    """What came in and went out under its vouchers, the newest first."""
    rows = Voucher.objects.filter(fund=fund, state__in=MOVED)
    return sliced(Voucher.objects.select_related("source"), asked, by="made_at", parts=[rows])


def months(fund: Fund, today: datetime.date) -> list[ledger.Month]:
    """This month and the eleven before it, as far as something moved in them."""
    back = today.year * 12 + today.month - MONTHS_SHOWN
    return ledger.months(fund.code, datetime.date(back // 12, back % 12 + 1, 1))


def voucher(pk: int) -> Voucher:
    rows = Voucher.objects.filter(state__in=MOVED).select_related("fund__province", "source")
    return get_object_or_404(rows, pk=pk)


def trees_of_voucher(pk: int) -> list[str]:
    return list(Voucher.objects.filter(pk=pk).values_list("fund__province", flat=True))


def allowed_by(row: Voucher) -> dict[str, Any]:
    """What stands behind a movement: its instalment with agreement and request, and the resolution that gave the money."""
    found: dict[str, Any] = {"instalment": None, "resolution": None}
    basis = Ref.of(row.basis)
    if basis and basis.word == "instalment":
        found["instalment"] = _instalment(basis.pk)
        basis = Ref.of(found["instalment"].offer.basis) if found["instalment"] else None
    if basis and basis.word == "resolution":
        found["resolution"] = resolutions().filter(pk=basis.pk).first()
    return found


def _instalment(pk: int) -> Instalment | None:
    return Instalment.objects.filter(pk=pk).select_related("agreement__budget_request", "offer__funder").first()


def agreements() -> QuerySet[Agreement]:
    """Those that everybody has signed."""
    rows = Agreement.objects.exclude(state=AgreementState.DRAFTED)
    return rows.select_related("budget_request__province", "budget_request__organisation")


def agreement(pk: int) -> Agreement:
    return get_object_or_404(agreements(), pk=pk)


def trees_of_agreement(pk: int) -> list[str]:
    return list(Agreement.objects.filter(pk=pk).values_list("budget_request__province", flat=True))


def instalments(row: Agreement) -> QuerySet[Instalment]:
    return row.instalments.select_related("offer__funder").order_by("due_on", "offer", "number")


def resolutions() -> QuerySet[Resolution]:
    """About requests and payments, of meetings that are over."""
    rows = Resolution.objects.filter(item__kind__in=OPEN_KINDS, item__meeting__state=MeetingState.CLOSED)
    sent = Q(item__budget_request__isnull=True) | Q(item__budget_request__receipt_number__gt="")
    return rows.filter(sent).select_related(
        "item__meeting__committee__province", "item__budget_request", "motion__source"
    )


def resolution(pk: int) -> Resolution:
    return get_object_or_404(resolutions(), pk=pk)


def trees_of_resolution(pk: int) -> list[str]:
    return list(Resolution.objects.filter(pk=pk).values_list("item__meeting__committee__province", flat=True))


def followed(row: Resolution) -> dict[str, Any]:
    """What came of it: the fund's part with its agreement, and what was paid on it."""
    offer = Offer.objects.filter(basis=row.basis).select_related("funder").first()
    parts = [one.subject for one in offer.instalments.all()] if offer else []
    paid = Voucher.objects.filter(basis__in=[row.basis, *parts], state__in=MOVED).order_by("pk")
    signed = agreements().filter(budget_request=offer.budget_request_id).first() if offer else None
    return {"offer": offer, "agreement": signed, "paid": paid}


def meeting(pk: int) -> Meeting:
    rows = Meeting.objects.filter(state=MeetingState.CLOSED).select_related("committee__province")
    return get_object_or_404(rows, pk=pk)


def trees_of_meeting(pk: int) -> list[str]:
    return list(Meeting.objects.filter(pk=pk).values_list("committee__province", flat=True))


def came(row: Meeting) -> int:
    """How many members were there, in the room or from afar."""
    return int(row.attendances.filter(presence__in=HERE).values("person").distinct().count())


def matters(row: Meeting) -> list[AgendaItem]:
    """Its agenda; what was neither about a request nor about money has no words of its own here."""
    items = row.items.exclude(state=ItemState.STRUCK).select_related("budget_request", "resolution")
    return list(items.order_by("position"))


def resolved_on(request_pk: int) -> QuerySet[Resolution]:
    """What was resolved on a request, the newest first."""
    return resolutions().filter(item__budget_request=request_pk).order_by("-resolved_at", "-pk")
