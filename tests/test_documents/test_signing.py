"""Signing a paper: one's own name, over the bytes that were shown, once; or by hand, with a scan beside it."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from audit.errors import Conflict
from audit.models import Event
from audit.reports import events_of
from documents import blobs, reports, services, signature_sheet
from documents.models import Document, HandSignature, Scan, Signature
from documents.services import issuing, sheets
from grants import services as grants
from grants.models import Agreement
from people.actors import Actor
from tests import factories
from tests.factories import PDF, actor
from tests.paper.artwork import headed_jpeg, headed_png
from tests.races import race

pytestmark = pytest.mark.django_db
SCAN = PDF + b"% scan\n%%EOF\n"


def upload(data: bytes = SCAN, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def issue(*, kept: bool = True, replaces: Document | None = None) -> Document:
    """A letter of the amphoe's secretary with two places: chair and secretary of the amphoe."""
    secretary = actor("amphoe_sec")
    amphoe = secretary.organisation_id or 0
    signers = [
        services.Signer("ประธาน", amphoe, ("chair", "vice_chair")),
        services.Signer("เลขานุการ", amphoe, ("secretary",)),
    ]
    made = services.freeze(
        "cover_letter",
        subject="request:1",
        tree="57",
        title="หนังสือ",
        facts={"number": "1"},
        actor=secretary,
        signers=signers,
        replaces=replaces,
    )
    return services.keep(made.pk, PDF) if kept else made


def sign(document: Document, who: str = "amphoe_chair", place: int = 1, **changes: str) -> Signature:
    signer = actor(who)
    given = {"typed_name": signer.by_person.full_name, "sha256": document.pdf_id or "", **changes}
    return services.sign(document.pk, place=place, actor=signer, **given)


def test_a_signature_says_who_when_and_over_which_bytes(at_work):
    document = issue()
    signed = sign(document)
    assert (signed.typed_name, signed.sha256, signed.method) == ("ประเสริฐ มั่นคง", document.pdf_id, "electronic")
    told = events_of("request:1")[-1]
    assert (told.event, told.facts["place"], told.facts["pdf_sha256"]) == ("document.signed", 1, document.pdf_id)
    assert told.texts == {"name": "ประเสริฐ มั่นคง"}
    assert "มั่นคง" not in bytes(Event.objects.get(tree="57", seq=told.seq).body).decode()


@pytest.mark.parametrize(
    ("who", "place"), [("amphoe_m1", 1), ("amphoe_sec", 1), ("amphoe_chair", 2), ("board_chair", 1), ("stranger", 1)]
)
def test_only_who_answers_for_a_place_signs_there(at_work, who, place):
    with pytest.raises(PermissionDenied):
        sign(issue(), who, place)
    with pytest.raises(PermissionDenied):
        services.sign(issue().pk, place=1, typed_name="x", sha256="x", actor=Actor.system())


@pytest.mark.parametrize("change", [{"typed_name": "ประเสริฐ"}, {"typed_name": ""}, {"typed_name": "วิไล ศรีสุข"}])
def test_another_name_is_no_signature(at_work, change):
    with pytest.raises(ValidationError) as refused:
        sign(issue(), **change)
    assert "typed_name" in refused.value.message_dict


def test_what_is_not_made_or_was_changed_or_replaced_or_signed_is_not_signed(at_work):
    with pytest.raises(Conflict, match="รอสักครู่"):
        sign(issue(kept=False))
    document = issue()
    with pytest.raises(Conflict):
        sign(document, sha256="0" * 64)
    sign(document)
    with pytest.raises(Conflict):
        sign(document, "amphoe_vice")
    issue(replaces=document)
    with pytest.raises(Conflict):
        sign(document, "amphoe_sec", 2)
    with pytest.raises(ValidationError):
        sign(document, place=3)


def test_the_last_signature_issues_the_sheet_and_a_later_one_replaces_it(at_work):
    document = issue()
    sign(document)
    assert reports.sheet_of(document) is None
    early = services.issue_sheet(document.pk, actor=actor("amphoe_sec"))
    assert [place["name"] for place in early.facts["signatures"]] == ["ประเสริฐ มั่นคง", ""]
    assert services.issue_sheet(document.pk, actor=actor("amphoe_sec")) == early  # pressed twice
    sign(document, "amphoe_sec", 2)
    sheet = reports.sheet_of(document)
    assert sheet is not None and sheet.replaces == early
    paper, second = sheet.facts["paper"], sheet.facts["signatures"][1]
    assert (paper["sha256"], paper["code"], paper["title"]) == (document.pdf_id, document.code, "หนังสือ")
    assert (second["label"], second["position"], second["method"]) == ("เลขานุการ", "เลขานุการ", "electronic")


def test_no_sheet_before_anybody_has_signed(at_work):
    with pytest.raises(Conflict):
        services.issue_sheet(issue().pk, actor=actor("amphoe_sec"))
    with pytest.raises(PermissionDenied):
        services.issue_sheet(issue().pk, actor=actor("somsri"))


def confirm(document: Document, who: str) -> HandSignature:
    said = HandSignature.objects.get(place__document=document, state="awaiting")
    return services.confirm_signature(said.pk, version=said.version, actor=actor(who))


def test_a_place_is_signed_by_hand_with_the_scan_as_evidence(at_work):
    document, secretary = issue(), actor("amphoe_sec")
    scan = services.attach_scan(document.pk, upload=upload(), place=1, typed_name="ประเสริฐ มั่นคง", actor=secretary)
    confirm(document, "amphoe_chair")
    signed = document.signatures.get(place=1)
    assert (signed.method, signed.scan, signed.sha256) == ("wet_ink", scan, document.pdf_id)
    assert (signed.signed_by, signed.confirmed_by) == (secretary.seat, actor("amphoe_chair").seat)
    assert document.signatures.get(place=2).signed_at is None
    services.sign_by_hand(document.pk, place=2, typed_name="วิไล ศรีสุข", scan_id=scan.pk, actor=secretary)
    assert reports.sheet_of(document) is not None  # print-and-sign is as good


def test_the_same_scan_is_kept_once_and_a_scan_of_another_paper_is_no_evidence(at_work):
    document, other, secretary = issue(), issue(), actor("amphoe_sec")
    first = services.attach_scan(document.pk, upload=upload(), actor=secretary)
    assert services.attach_scan(document.pk, upload=upload(), actor=secretary) == first
    assert [event.event for event in events_of("request:1")].count("document.scan_added") == 1
    with pytest.raises(ValidationError):
        services.sign_by_hand(other.pk, place=1, typed_name="x", scan_id=first.pk, actor=secretary)


def test_who_records_is_who_issued_or_signs_there(at_work):
    document = issue()
    scan = services.attach_scan(document.pk, upload=upload(), actor=actor("amphoe_m1"))
    for who, may in (("amphoe_chair", True), ("secretariat", True), ("somsri", False), ("board_sec", False)):
        try:
            with transaction.atomic():
                services.sign_by_hand(document.pk, place=1, typed_name="x", scan_id=scan.pk, actor=actor(who))
                transaction.set_rollback(True)
            assert may, who
        except PermissionDenied:
            assert not may, who


def test_a_refused_signature_by_hand_leaves_no_scan(at_work):
    document = issue()
    with pytest.raises(ValidationError):
        services.attach_scan(document.pk, upload=upload(), place=1, typed_name=" ", actor=actor("amphoe_sec"))
    assert not Scan.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "unknown_type"),
        ("a.pdf", b"<html><script>alert(1)</script></html>", "unknown_type"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF[:20], "incomplete"),
        ("a.png", headed_png(50_000, 50_000), "too_many_pixels"),
        ("a.jpg", headed_jpeg(60_000, 60_000), "too_many_pixels"),
        ("a.png", headed_png(10, 10)[:30], "incomplete"),
    ],
)
def test_a_bad_scan_is_refused_in_words_and_leaves_nothing(at_work, name, data, code):
    with pytest.raises(ValidationError) as refused:
        services.attach_scan(issue().pk, upload=upload(data, name), actor=actor("amphoe_sec"))
    assert refused.value.code == code and "%(" not in refused.value.messages[0]
    assert not Scan.objects.exists()


@pytest.mark.parametrize(
    "change", [{"typed_name": "อื่น"}, {"sha256": "0" * 64}, {"label": "อื่น"}, {"roles": ["member"]}, {"place": 9}]
)
def test_the_database_keeps_a_signature_as_it_was_given(at_work, change):
    signed = sign(issue())
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Signature.objects.filter(pk=signed.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Signature.objects.filter(pk=signed.pk).delete()


def test_the_database_takes_no_signature_over_other_bytes(at_work):
    seat, document = actor("amphoe_chair").by_seat, issue()
    given = {"typed_name": "x", "method": "electronic", "signed_at": "2026-02-02T00:00Z", "signed_by": seat}
    for sha256 in ("0" * 64, document.facts_sha256):
        with pytest.raises(DatabaseError, match="not over the bytes"), transaction.atomic():
            document.signatures.filter(place=1).update(sha256=sha256, **given)
    with pytest.raises(DatabaseError, match="before it is signed"), transaction.atomic():
        place = {"document": document, "place": 3, "organisation": seat.organisation}
        Signature.objects.create(sha256=document.pdf_id, **place, **given)


def test_scans_stay(at_work):
    scan = services.attach_scan(issue().pk, upload=upload(), actor=actor("amphoe_sec"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).delete()


def test_two_clicks_sign_once(fresh_database, at_work):
    document = issue()
    outcomes = race(lambda: sign(document), lambda: sign(document, "amphoe_vice"), times=2)
    assert len([one for one in outcomes if isinstance(one, Signature)]) == 1
    assert len([one for one in outcomes if isinstance(one, Conflict)]) == 3
    assert [event.event for event in events_of("request:1")].count("document.signed") == 1


def test_the_last_two_at_once_issue_one_sheet(fresh_database, at_work):
    document = issue()
    race(lambda: sign(document), lambda: sign(document, "amphoe_sec", 2))
    assert Document.objects.filter(kind="signature_sheet").count() == 1


def test_a_paper_that_is_being_replaced_is_not_signed(fresh_database, at_work, monkeypatch):
    """The one who replaces is held up before the end; the one who signs has to wait for that end."""
    document, promise, under_way = issue(), issuing.promise, threading.Event()

    def slowly(new: Document) -> None:
        under_way.set()
        time.sleep(0.4)
        promise(new)

    monkeypatch.setattr(issuing, "promise", slowly)
    outcomes = race(lambda: issue(kept=False, replaces=document), lambda: under_way.wait(10) and sign(document))
    assert isinstance(outcomes[0], Document) and isinstance(outcomes[1], Conflict)


def test_an_agreement_holds_when_its_last_party_has_signed_by_hand(at_work):
    agreement = factories.drawn_up()
    sha256 = factories.printed(agreement)
    for name in ("boonmee", "board_chair", "codi"):
        who = actor(name)
        grants.sign(agreement.pk, typed_name=who.by_person.full_name, sha256=sha256, actor=who)
    last, document_id = agreement.signatures.get(signed_at=None), agreement.document_id
    services.attach_scan(
        document_id, upload=upload(), place=last.place, typed_name="ภาณุ เลิศวิทย์", actor=actor("board_sec")
    )
    agreement.refresh_from_db()
    assert (agreement.state, agreement.budget_request.state) == ("drafted", "funding")  # nobody has confirmed it
    confirm(last.document, "thpf")
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert (agreement.state, agreement.budget_request.state) == ("signed", "agreed")


def test_a_scan_and_a_signature_at_once_wait_for_each_other(fresh_database, at_work, monkeypatch):
    """Both lock the request first; the other way round each would hold what the other waits for."""
    agreement, keep = factories.drawn_up(), blobs.keep
    factories.printed(agreement)
    first, second, *_more = agreement.signatures.all()
    document, under_way = Document.objects.get(pk=agreement.document_id), threading.Event()

    def slowly(data: bytes, content_type: str) -> str:
        under_way.set()
        time.sleep(0.4)
        return keep(data, content_type)

    monkeypatch.setattr(blobs, "keep", slowly)
    by_hand = {"upload": upload(), "place": first.place, "typed_name": "ศรีวรรณ ใจดี", "actor": actor("board_sec")}
    outcomes = race(
        lambda: services.attach_scan(document.pk, **by_hand),
        lambda: under_way.wait(10) and sign(document, "board_chair", second.place),
    )
    assert isinstance(outcomes[0], Scan) and isinstance(outcomes[1], Signature)


def test_who_records_a_signature_by_hand_has_not_signed_and_who_gave_it_has(at_work):
    document = issue()
    services.attach_scan(document.pk, upload=upload(), place=1, typed_name="ประเสริฐ มั่นคง", actor=actor("amphoe_sec"))
    with pytest.raises(ValidationError, match="ประเสริฐ มั่นคง ลงนามในเอกสารนี้แล้ว"):
        services.attach_scan(
            document.pk, upload=upload(), place=2, typed_name="ประเสริฐ มั่นคง", actor=actor("amphoe_sec")
        )
    assert sign(document, "amphoe_sec", 2).signed_at


def test_no_sheet_tells_of_a_signature_over_another_text(at_work):
    document = issue()
    sign(document)
    said = sheets.facts(document)
    said["signatures"][0]["sha256"] = "0" * 64
    with pytest.raises(signature_sheet.AnotherText):
        signature_sheet.prepare(said)


def test_one_person_does_not_sign_for_two_of_the_same_organisation(at_work):
    row = factories.submitted()
    proposal = services.keep(Document.objects.get(subject=row.subject, kind="proposal").pk, PDF)
    sign(proposal, "somsri", 1)
    with pytest.raises(ValidationError, match="ลงนามในเอกสารนี้แล้ว"):
        sign(proposal, "somsri", 2)
    assert sign(proposal, "boonmee", 2).signed_at
