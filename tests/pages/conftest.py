"""One scene for every page: requests at each point of their life, walked once a worker, with everybody signed in."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from approvals import services as approvals
from approvals.models import AgendaItem, Interest, Meeting, Minutes
from documents.models import Document, HandSignature, Parcel
from funds.models import Voucher
from grants.models import Agreement, Instalment, Offer
from jobs import clock
from people import idling
from people.models import Organisation, Person, Seat
from privacy.models import DataRequest
from programmes.models import CostNorm
from requests.models import Attachment, BudgetRequest
from tests import factories
from tests.pages import unfit
from tests.reader import Visit, whole
from tests.scenes import walked
from tests.world import SEATS

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
    meeting_written: Meeting
    item: AgendaItem
    interest: Interest
    offer: Offer
    agreement: Agreement
    instalment: Instalment
    voucher: Voucher
    attachment: Attachment
    document: Document
    parcel: Parcel
    by_hand: HandSignature
    seat: Seat
    council: Organisation
    data_request: DataRequest
    norm: CostNorm


@walked
def build() -> Scene:
    in_review, funding = factories.in_review(), factories.funding()
    agreement = factories.drawn_up()
    factories.printed(agreement)
    opened = factories.in_session()
    item = factories.the_item(opened)
    member = factories.actor("amphoe_m1")
    interest = approvals.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)
    submitted = factories.submitted()
    written = factories.close(factories.meeting("amphoe")).rounds.get()
    return Scene(
        draft=factories.draft(),
        rival=factories.draft(by="other", complete=False),
        submitted=submitted,
        in_review=in_review,
        funding=funding,
        called=factories.meeting("amphoe", opened=False),
        session=opened,
        written=written,
        meeting_written=written.meeting,
        item=item,
        interest=interest,
        offer=factories.offer_of(funding, "พอช."),
        agreement=agreement,
        instalment=factories.instalment(agreement, factories.FUND),
        voucher=factories.voucher(factories.signed()),
        attachment=submitted.attachments.get(),
        parcel=unfit.made_parcel(),
        document=Document.objects.get(subject=submitted.subject, kind="proposal"),
        by_hand=factories.said_by_hand(agreement),
        seat=Seat.objects.get(person__username="boonmee"),
        council=submitted.organisation,
        data_request=factories.data_request(),
        norm=factories.norm(),
    )


@walked
def signed_in() -> tuple[Scene, dict[str, str]]:
    """The scene, and of each of the world's people the key of a session, in which they have been seen a moment ago."""
    scene, keys = build(), {}
    for name in SEATS:
        client = Client()
        client.force_login(Person.objects.get(username=name))
        session = client.session
        session[idling.SEEN] = int(clock.now().timestamp())
        session.save()
        keys[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return scene, keys


@pytest.fixture
def _signed_in(db: None, at_noon: None) -> tuple[Scene, dict[str, str]]:
    return signed_in()


@pytest.fixture
def scene(_signed_in: tuple[Scene, dict[str, str]]) -> Scene:
    return _signed_in[0]


@pytest.fixture
def visit(client: Client, _signed_in: tuple[Scene, dict[str, str]]) -> Visit:
    """As the one for everybody, but that nobody has to sign in first."""

    def go(who: str, url: str, data: dict[str, Any] | None = None, **headers: Any) -> HttpResponse:
        if who:
            client.cookies[settings.SESSION_COOKIE_NAME] = _signed_in[1][who]
        else:
            client.cookies = SimpleCookie()
        return whole(client.get(url, **headers) if data is None else client.post(url, data, **headers))

    return go
