"""Reads about offers that pages and services share."""

from __future__ import annotations

from django.db.models import QuerySet

from approvals.models import Outcome, Resolution
from approvals.models.decisions import ENDORSING
from funds.models import MoneySource, SourceKind, Voucher
from funds.workflow import OPEN
from grants.models import Instalment, Offer


def sources_for(offer: Offer) -> QuerySet[MoneySource]:
    """The sources of the province's fund that an agency's money can go through."""
    province = offer.budget_request.province_id
    return MoneySource.objects.filter(fund__province=province).exclude(kind=SourceKind.SEED_CAPITAL)


def allowing(row: Instalment) -> QuerySet[Resolution]:
    """What committees resolved for this money: each endorsement on the request's way, and what the fund's board gave."""
    mine = Resolution.objects.filter(item__budget_request=row.agreement.budget_request_id)
    mine = mine.filter(outcome__in=[*ENDORSING, Outcome.OFFER])
    return mine.select_related("item__meeting__committee")  # what holds payment back is said with its name


def has_open_voucher(row: Instalment) -> bool:
    """Whether a voucher that pays this instalment is on its way."""
    return Voucher.objects.filter(basis=row.subject, state__in=OPEN).exists()
