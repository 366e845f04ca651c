"""Reads about offers that pages and services share."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum, Value

from approvals.models import Outcome, Resolution
from approvals.models.decisions import ENDORSING
from funds.models import MoneySource, SourceKind, Voucher
from funds.permissions import funds_visible_to
from funds.workflow import OPEN
from grants.models import Agreement, Instalment, Offer, Refund
from grants.workflow import OfferState
from people.actors import Actor
from requests.models import BudgetRequest


def with_flow(rows: QuerySet[BudgetRequest]) -> QuerySet[BudgetRequest]:
    """Each with what was `promised`, `paid` and `returned` of its money, in satang; None where it has not come to that yet."""
    accepted = Offer.objects.filter(budget_request=OuterRef("pk"), state=OfferState.ACCEPTED)
    ours = {"offer__budget_request": OuterRef("pk"), "offer__state": OfferState.ACCEPTED}
    paid = Instalment.objects.filter(paid_on__isnull=False, **ours)
    returned = Refund.objects.filter(returned_at__isnull=False, **ours)
    return rows.annotate(promised=_sum(accepted), paid=_sum(paid), returned=_sum(returned))


def _sum(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values(of_all=Value(1)).annotate(total=Sum("amount")).values("total"))


def sources_for(offer: Offer) -> QuerySet[MoneySource]:
    """The sources of the province's fund that an agency's money can go through."""
    province = offer.budget_request.province_id
    return MoneySource.objects.filter(fund__province=province).exclude(kind=SourceKind.SEED_CAPITAL)


def allowing(row: Instalment) -> QuerySet[Resolution]:
    """What committees resolved for this money: each endorsement on the request's way, and what the fund's board gave."""
    mine = Resolution.objects.filter(item__budget_request=row.agreement.budget_request_id)
    mine = mine.filter(outcome__in=[*ENDORSING, Outcome.OFFER])
    return mine.select_related("item__meeting__committee")  # what holds payment back is said with its name


def instalments_for(actor: Actor, agreement: Agreement) -> QuerySet[Instalment]:
    """All of an agreement; `is_open` where the actor may open its page: a funder reads no rival's, a committee none."""
    open_ones = Offer.objects.visible_to(actor).filter(pk=OuterRef("offer"))
    return agreement.instalments.select_related("offer__funder").annotate(is_open=Exists(open_ones))


def vouchers_of(actor: Actor, row: Instalment) -> QuerySet[Voucher]:
    """Those that pay it; `is_open` where the actor sees the fund's papers: the council does not."""
    seen = funds_visible_to(actor).filter(pk=OuterRef("fund"))
    return Voucher.objects.filter(basis=row.subject).annotate(is_open=Exists(seen))


def has_open_voucher(row: Instalment) -> bool:
    """Whether a voucher that pays this instalment is on its way."""
    return Voucher.objects.filter(basis=row.subject, state__in=OPEN).exists()
