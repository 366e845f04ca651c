"""Rows that do not fit: of each condition one that it does not hold of, of each machine one in every state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from approvals import services as approvals
from approvals.models import AgendaItem, Interest, Meeting, Resolution
from audit.models import Alarm
from desk import services as desk
from documents import services as documents
from documents.models import Document, HandSignature, Parcel
from funds import services as funds
from funds.models import MoneySource, Voucher
from grants import services as grants
from grants.models import Agreement, Instalment, Offer
from jobs import clock
from people import services as people
from people.actors import Actor
from people.models import Organisation, Person, Recovery, Role, Seat, Unseating
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.factories import FUND, PDF, actor, listed
from tests.races.test_every_move import called

SOMSRI, AMPHOE = "somsri", "amphoe_sec"

# -- meetings -----------------------------------------------------------------------------------------------------------


def opened() -> Meeting:
    return factories.meeting("amphoe")


def called_off() -> Meeting:
    made = called()
    return approvals.call_off(made.pk, version=made.version, actor=actor(AMPHOE))


def item_before() -> AgendaItem:
    """Of a meeting that has not opened."""
    return factories.the_item(called())


def item_after() -> AgendaItem:
    """Struck as its meeting closed, which somebody presided over."""
    return factories.the_item(factories.close(opened()))


def interest(item: AgendaItem) -> Interest:
    member = actor("amphoe_m1")
    return approvals.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)


def interest_voted_over() -> Interest:
    declared = interest(listed())
    item = declared.item
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(AMPHOE))
    return Interest.objects.get(pk=declared.pk)


def resolved() -> AgendaItem:
    """Its meeting goes on."""
    return factories.decide(factories.in_session(), "endorse").item


def resolved_long_ago() -> AgendaItem:
    """Its meeting closed two days ago."""
    with clock.at(clock.now() - timedelta(days=2)):
        return resolved_and_closed().item


def tied() -> AgendaItem:
    """Counted, and equal."""
    item = listed()
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(AMPHOE))
    for who, choice in {"amphoe_chair": "for", "amphoe_m1": "against"}.items():
        approvals.vote(item.pk, choice=choice, actor=actor(who))
    item = AgendaItem.objects.get(pk=item.pk)
    approvals.close_vote(item.pk, version=item.version, actor=actor(AMPHOE))
    return AgendaItem.objects.get(pk=item.pk)


def resolved_and_closed() -> Resolution:
    made = factories.decide(factories.in_session(), "endorse")
    factories.close(made.item.meeting)
    return Resolution.objects.get(pk=made.pk)


def of_item(row: Any) -> AgendaItem:
    return AgendaItem.objects.get(pk=row.item_id)


# -- funders ------------------------------------------------------------------------------------------------------------


def withdrawn() -> BudgetRequest:
    """Its funders were asked, and one has offered."""
    factories.answer(row := factories.funding(), "พอช.", "codi", {3: 20_000_00})
    row = factories.fresh(row)
    return requests.withdraw(row.pk, reason="เลิกทำ", version=row.version, actor=actor(SOMSRI))


def withdrawn_offer() -> Offer:
    return factories.offer_of(withdrawn(), "พอช.")


def withdrawn_agreement() -> Agreement:
    agreement = factories.drawn_up()
    row = factories.fresh(agreement.budget_request)
    requests.withdraw(row.pk, reason="เลิกทำ", version=row.version, actor=actor(SOMSRI))
    return Agreement.objects.get(pk=agreement.pk)


def agreed_upon() -> BudgetRequest:
    return factories.fresh(factories.drawn_up().budget_request)


def fund_offer() -> Offer:
    return factories.offer_of(factories.accepted(), FUND)


def refunded() -> Offer:
    offer = factories.offer_of(factories.closing(), FUND)
    grants.receive_refund(offer.pk, **factories.slip(), actor=actor("treasurer"))
    return Offer.objects.get(pk=offer.pk)


def unsigned() -> Instalment:
    return factories.instalment(factories.drawn_up(), FUND)


def stopped(verb: str, name: str) -> Instalment:
    """An instalment of `name` in a request that was suspended or terminated after its first money had gone out."""
    agreement = factories.signed()
    factories.paid_direct(agreement, "สสส.", "thpf")
    row = factories.fresh(agreement.budget_request)
    getattr(requests, verb)(row.pk, reason="ตรวจสอบ", version=row.version, actor=actor("secretariat"))
    return factories.instalment(agreement, name)


def suspended() -> Instalment:
    return stopped("suspend", FUND)


def suspended_direct() -> Instalment:
    return stopped("suspend", "พอช.")


def terminated() -> Instalment:
    return stopped("terminate", FUND)


# -- papers and seats ---------------------------------------------------------------------------------------------------


def letter(*, kept: bool = True, replaces: Document | None = None) -> Document:
    """A letter of the amphoe with one place: its secretary's."""
    secretary = actor(AMPHOE)
    made = documents.freeze(
        "cover_letter",
        subject="request:1",
        tree="57",
        title="หนังสือ",
        facts={"number": "1"},
        actor=secretary,
        signers=[documents.Signer("เลขานุการ", secretary.organisation_id or 0, ("secretary",))],
        replaces=replaces,
    )
    return documents.keep(made.pk, PDF) if kept else made


def unmade() -> Document:
    return letter(kept=False)


def halted() -> Document:
    return documents.stop_making(unmade().pk, actor=actor(AMPHOE))


def signed() -> Document:
    paper = letter()
    sign(paper, actor(AMPHOE))
    return paper


def replaced() -> Document:
    letter(replaces=(paper := letter()))
    return paper


def sign(paper: Document, who: Actor) -> Any:
    name = who.by_person.full_name
    return documents.sign(paper.pk, place=1, typed_name=name, sha256=paper.pdf_id or "", actor=who)


def by_hand(*, signed_meanwhile: bool = False, is_replaced: bool = False) -> HandSignature:
    """Somebody says that an agency signed a paper of theirs by hand, and it waits."""
    secretary, codi = actor(AMPHOE), actor("codi")
    paper = documents.freeze(
        "cover_letter",
        subject="request:1",
        tree="57",
        title="หนังสือ",
        facts={"number": "1"},
        actor=secretary,
        signers=[documents.Signer("พอช.", codi.organisation_id or 0, ("officer",))],
    )
    paper = documents.keep(paper.pk, PDF)
    scan = SimpleUploadedFile("scan.pdf", PDF)
    documents.attach_scan(paper.pk, upload=scan, place=1, typed_name="ชลธิชา วัฒนา", actor=secretary)
    if signed_meanwhile:
        sign(paper, codi)
    if is_replaced:
        letter(replaces=paper)
    return HandSignature.objects.get(place__document=paper)


def claimed() -> Document:
    return by_hand().place.document


def unconfirmed_voucher() -> Voucher:
    """Approved, on a resolution that nobody has confirmed."""
    basis, seed = factories.allowed(confirmed=False).basis, MoneySource.objects.get(code="SEED", fund__code="CR")
    paper = funds.Paper(seed, 1_00, "สภา", basis, clock.today())
    made = funds.make_voucher(uuid4(), paper, expense="50200", actor=actor("treasurer"))
    return funds.approve(made.pk, actor=actor("approver"))


def objected_to() -> Instalment:
    """An agency's, checked; a member objects to what let it be."""
    agreement = factories.signed()
    row = factories.instalment(agreement, "พอช.")
    row = grants.request_payment(row.pk, version=row.version, actor=actor(SOMSRI))
    row = grants.verify(row.pk, version=row.version, actor=actor("codi"))
    item = AgendaItem.objects.filter(meeting__committee__kind="amphoe_committee").latest("pk")
    approvals.raise_objection(item.pk, text="ไม่ใช่", version=item.version, actor=actor("amphoe_m1"))
    return row


def made_parcel() -> Parcel:
    """The log of the province, as its auditor asked for it."""
    return documents.make_parcel(desk.ask_for_bundle("57", actor=actor("auditor")).pk)


def place(paper: Document) -> Any:
    return paper.signatures.get()


def held() -> Seat:
    return Seat.objects.get(person__username="boonmee")


def free(**term: Any) -> Seat:
    return people.open_seat(held().organisation_id, role="member", actor=actor(SOMSRI), **term)


def free_and_over() -> Seat:
    return free(ends_on=clock.today() - timedelta(days=1), starts_on=clock.today() - timedelta(days=9))


def held_and_over(who: str = "boonmee") -> Seat:
    """Resigned last week."""
    with clock.at(clock.now() - timedelta(days=7)):
        return people.resign(of(who).pk, ends_on=clock.today(), actor=actor(who))


def handed_over() -> Seat:
    """To somebody who is there."""
    _invitation, code = people.invite(handed_over_to_nobody().followed_by.pk, actor=actor("boonmee"))
    people.accept_invitation(code, username="next", full_name="ผู้รับช่วง คนใหม่", password="ดอกปีบบานเช้า-57")
    return held()


def handed_over_to_nobody() -> Seat:
    people.hand_over(held().pk, ends_on=clock.today(), actor=actor("boonmee"))
    return held()


# -- persons ------------------------------------------------------------------------------------------------------------


def of(username: str) -> Seat:
    return Seat.objects.select_related("organisation", "person").get(person__username=username)


def free_at_the_fund() -> Seat:
    """Opened by the secretariat, and nobody holds it."""
    return people.open_seat(of("cashier").organisation_id, role=Role.CASHIER, actor=actor("secretariat"))


def taken(seat: Seat, username: str = "mali") -> Seat:
    """Somebody new has joined."""
    _invitation, code = people.invite(seat.pk, actor=Actor.system())
    people.accept_invitation(code, username=username, full_name=f"มะลิ {username}", password="ดอกมะลิบานเช้า-9")
    return of(username)


def confirmed() -> Seat:
    return of("cashier")


def recognised() -> Seat:
    """The chair of a council, whom two officials know by now."""
    for official in ("amphoe_sec", "codi"):
        people.recognise(held().pk, card="identity", actor=actor(official))
    return held()


def stand_in() -> Seat:
    """The governance board's person is third in the fund this year, and confirmed."""
    fund = of("cashier").organisation
    people.name_stand_in(fund.pk, role="cashier", person_id=governor().pk, year=2569, actor=actor("board_chair"))
    return Seat.objects.get(stand_in_year=2569)


def governor(username: str = "governor") -> Person:
    """Sits on the governance board, confirmed and recognised; its chair does too, to confirm others."""
    made = not Organisation.objects.filter(kind="governance_board", province="57").exists()
    if made:
        terms = {"kind": "governance_board", "name_th": "ก.ธ.จ. เชียงราย"}
        people.create_organisation(province_id="57", actor=Actor.system(), **terms)
    board = Organisation.objects.get(kind="governance_board", province="57")
    for name in ("governor_chair", username) if made else (username,):
        role = Role.CHAIR if name == "governor_chair" else Role.MEMBER
        seat = taken(people.open_seat(board.pk, role=role, actor=Actor.system()), name)
        for official in ("amphoe_sec", "codi"):
            people.recognise(seat.pk, card="identity", actor=actor(official))
        people.confirm_seat(seat.pk, basis="มติ 2/2569", actor=actor("amphoe_chair"))
    return Person.objects.get(username=username)


def shut(*, by: str = SOMSRI) -> Seat:
    """The chair of one council sits in the other as well; `by` printed a slip for them in one, and the other seat is shut."""
    elsewhere = people.open_seat(of("other").organisation_id, role=Role.MEMBER, actor=actor("other"))
    _invitation, code = people.invite(elsewhere.pk, actor=actor("other"))
    people.accept_invitation(code, person=of("boonmee").person)
    slip = elsewhere if by == "other" else Seat.objects.filter(person__username="boonmee").earliest("pk")
    _invitation, code = people.let_back_in(slip.pk, actor=actor(by))
    people.accept_invitation(code, password="ข้าวเหนียว-เชียงราย-57")
    return Seat.objects.select_related("organisation", "person").exclude(shut_at=None).get()


def asked_to_end() -> Unseating:
    """Of the chair, by the secretary."""
    return people.ask_to_end(held().pk, ends_on=clock.today(), basis="มติสภา 2/2569", actor=actor(SOMSRI))


def dropped_end() -> Unseating:
    return people.drop_end(asked_to_end().pk, actor=actor(SOMSRI))


def asked(username: str) -> Recovery:
    people.ask_recovery(username)
    return Recovery.objects.filter(person__username=username).latest("pk")


def spoken_for() -> Recovery:
    """Two have said that it is the treasurer."""
    row = asked("treasurer")
    for who in ("approver", "board_chair"):
        people.vouch(row.pk, how_known="พบกันวันนี้", actor=actor(who))
    return Recovery.objects.get(pk=row.pk)


def stopped_recovery() -> Recovery:
    return people.stop(asked("treasurer").pk, actor=actor("treasurer"))


def stopped_log(tree: str = "57", *, stops: bool = True) -> Alarm:
    """A log of which its signer saw more than there is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tests.raise_alarm(%s, 1, 9, %s)", [tree, stops])
        return Alarm.objects.get(pk=cursor.fetchone()[0])
