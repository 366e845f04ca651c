"""A picture is no signature: it binds a party once the party, or another organisation's person, has confirmed it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from audit.errors import Conflict
from documents import services
from documents.models import Document, HandSignature, Method, Scan, Signature
from grants import services as grants
from grants.models import Agreement
from jobs import clock
from notices.models import Notice
from people.actors import Actor
from people.models import Seat
from people.services import open_seat
from tests import factories
from tests.factories import PDF, actor
from tests.races import race
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("at_work")


def forged(who: str = "board_sec") -> HandSignature:
    """Everybody but one agency has signed; one account adds a picture for it. Today's attack, and the agreement held."""
    agreement = factories.drawn_up()
    sha256 = factories.printed(agreement)
    for name in ("boonmee", "board_chair", "thpf"):
        me = actor(name)
        grants.sign(agreement.pk, typed_name=me.by_person.full_name, sha256=sha256, actor=me)
    return factories.said_by_hand(agreement, who)


def state() -> str:
    return str(Agreement.objects.get().state)


def decide(said: HandSignature, who: Actor, verb: str = "confirm", **terms: str) -> HandSignature:
    return getattr(services, f"{verb}_signature")(said.pk, version=said.version, actor=who, **terms)


def test_a_picture_binds_nobody(db):
    said = forged()
    assert (state(), said.state, said.place.signed_at) == ("drafted", "awaiting", None)
    told = Notice.objects.filter(kind="document.signature_claimed").values_list("person__username", flat=True)
    assert list(told) == ["codi"]


@pytest.mark.parametrize("who", ["board_sec", "board_chair", "treasurer", "amphoe_sec", "auditor", "stranger"])
def test_neither_who_said_so_nor_their_own_nor_a_stranger_confirms(db, who):
    said = forged()
    for verb, terms in (("confirm", {}), ("refuse", {"reason": "x"})):
        with pytest.raises(PermissionDenied), transaction.atomic():
            decide(said, actor(who), verb, **terms)
    assert state() == "drafted"


def test_the_same_person_in_a_seat_of_another_organisation_does_not_confirm(db):
    said = forged()
    seat = open_seat(said.place.organisation_id, role="officer", starts_on=clock.today(), actor=Actor.system())
    person = actor("board_sec").person
    factories.on_record(lambda: Seat.objects.filter(pk=seat.pk).update(person=person))
    again = Actor.in_seat(Seat.objects.select_related("organisation__province", "person").get(pk=seat.pk))
    with pytest.raises(PermissionDenied):
        decide(said, again)
    with pytest.raises(DatabaseError, match="by who said so"), transaction.atomic():
        HandSignature.objects.filter(pk=said.pk).update(state="confirmed", decided_at=clock.now(), decided_by=seat)


@pytest.mark.parametrize("who", ["codi", "thpf", "somsri", "secretariat"])
def test_the_party_or_another_who_holds_it_confirms_and_the_agreement_holds(db, who):
    said = decide(forged(), actor(who))
    place = Signature.objects.get(pk=said.place_id)
    assert (state(), place.method, place.confirmed_by) == ("signed", "wet_ink", actor(who).seat)


def test_a_refusal_says_why_and_the_place_stays_open(db, visit: Visit):
    said, codi = forged(), actor("codi")
    with pytest.raises(ValidationError), transaction.atomic():
        decide(said, codi, "refuse", reason=" ")
    decide(said, codi, "refuse", reason="เราไม่ได้ลงนาม")
    assert state() == "drafted" and Notice.objects.filter(kind="document.signature_refused").count() == 1
    page = text_of(visit("board_sec", f"/documents/{said.place.document_id}/about/"))
    assert "เราไม่ได้ลงนาม" in page and "ปฏิเสธแล้ว" in page
    document = Document.objects.get(pk=said.place.document_id)
    name = codi.by_person.full_name
    grants.sign(Agreement.objects.get().pk, typed_name=name, sha256=document.pdf_id or "", actor=codi)
    assert state() == "signed"


def test_it_stands_on_the_desk_of_the_party_at_once(db, visit: Visit):
    said = forged()
    place = f"/documents/{said.place.document_id}/about/"
    assert place in visit("codi", "/desk/").content.decode()
    shown = text_of(visit("codi", place))
    assert "ยังไม่มีผล" in shown and "ใช่ ลงนามตามนี้จริง" in shown
    assert "ใช่ ลงนามตามนี้จริง" not in text_of(visit("board_sec", place))
    decide(said, actor("codi"))
    assert "ยืนยันหรือปฏิเสธลายมือชื่อ" not in text_of(visit("codi", "/desk/"))


def test_ones_own_signature_by_hand_needs_nobody(db):
    """Who may sign there says so of themselves, and binds nobody else. In another's name it waits."""
    agreement, codi = factories.drawn_up(), actor("codi")
    factories.printed(agreement)
    (place,) = agreement.signatures.filter(organisation=codi.organisation)
    for name, signed in (("คนอื่น", False), (codi.by_person.full_name, True)):
        with transaction.atomic():
            scan = SimpleUploadedFile("scan.pdf", PDF)
            services.attach_scan(place.document_id, upload=scan, place=place.place, typed_name=name, actor=codi)
            assert bool(Signature.objects.get(pk=place.pk).signed_at) == signed
            transaction.set_rollback(True)


def test_the_database_takes_no_signature_by_hand_that_nobody_confirmed(db):
    said = forged()
    document, scan = Document.objects.get(pk=said.place.document_id), Scan.objects.get()
    filled = {"method": Method.WET_INK, "typed_name": "x", "sha256": document.pdf_id, "scan": scan}
    filled |= {"signed_at": clock.now(), "signed_by": actor("board_sec").seat}
    with pytest.raises(DatabaseError, match="not confirmed"), transaction.atomic():
        Signature.objects.filter(pk=said.place_id).update(**filled)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        HandSignature.objects.filter(pk=said.pk).update(typed_name="y")


def test_a_confirmation_and_a_refusal_at_once_are_one(fresh_database):
    said, codi, thpf = forged(), actor("codi"), actor("thpf")
    outcomes = race(lambda: decide(said, codi), lambda: decide(said, thpf, "refuse", reason="x"))
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], Conflict)
    assert state() == ("signed" if HandSignature.objects.get().state == "confirmed" else "drafted")


def test_a_confirmation_and_the_partys_own_signature_at_once_are_one(fresh_database):
    said, codi, thpf = forged(), actor("codi"), actor("thpf")
    sha256 = Document.objects.get(pk=said.place.document_id).pdf_id or ""
    agreement, name = Agreement.objects.get(), codi.by_person.full_name
    outcomes = race(
        lambda: decide(said, thpf), lambda: grants.sign(agreement.pk, typed_name=name, sha256=sha256, actor=codi)
    )
    assert len([one for one in outcomes if isinstance(one, Conflict)]) == 1 and state() == "signed"
