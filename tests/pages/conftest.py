"""One scene for every page: requests at each point of their life, made once a module and rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from approvals import services as approvals
from approvals.models import AgendaItem, Interest, Meeting, Minutes
from documents.models import Document, Parcel
from funds.models import Voucher
from grants.models import Agreement, Instalment, Offer
from jobs import clock
from people.models import Organisation, Seat
from requests.models import Attachment, BudgetRequest
from tests import factories
from tests.pages import unfit

NOON = clock.bangkok(2026, 2, 2, 12)


@dataclass
class Scene:
    """The rows that pages are asked for; all of somsri's council but `rival`, the other council's draft."""

    draft: BudgetRequest
    rival: BudgetRequest
    submitted: BudgetRequest
    in_review: BudgetRequest
    funding: BudgetRequest
    called: Meeting
    session: Meeting
    written: Minutes
    item: AgendaItem
    interest: Interest
    offer: Offer
    agreement: Agreement
    instalment: Instalment
    voucher: Voucher
    attachment: Attachment
    document: Document
    parcel: Parcel
    seat: Seat
    council: Organisation


def build() -> Scene:
    in_review, funding = factories.in_review(), factories.funding()
    agreement = factories.drawn_up()
    opened = factories.meeting("amphoe", factories.in_review())
    item = factories.the_item(opened)
    member = factories.actor("amphoe_m1")
    interest = approvals.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)
    submitted = factories.submitted()
    return Scene(
        draft=factories.draft(),
        rival=factories.draft(by="other", complete=False),
        submitted=submitted,
        in_review=in_review,
        funding=funding,
        called=factories.meeting("amphoe", opened=False),
        session=opened,
        written=factories.close(factories.meeting("amphoe")).rounds.get(),
        item=item,
        interest=interest,
        offer=factories.offer_of(funding, "พอช."),
        agreement=agreement,
        instalment=factories.instalment(agreement, factories.FUND),
        voucher=factories.voucher(factories.signed()),
        attachment=submitted.attachments.get(),
        parcel=unfit.made_parcel(),
        document=Document.objects.get(subject=submitted.subject, kind="proposal"),
        seat=Seat.objects.get(person__username="boonmee"),
        council=submitted.organisation,
    )


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), clock.at(NOON):
        atomic = transaction.atomic()
        atomic._from_testcase = True  # type: ignore[attr-defined]
        atomic.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
