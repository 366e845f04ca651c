"""The check page: what a person with only the printed code learns, and that trying out codes gains nothing."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from urllib.parse import quote

import pytest

from audit import proofs
from documents import codes, services
from documents.models import Document
from jobs import clock
from people.actors import Actor
from portal import checking, throttle
from tests import shown
from tests.factories import PDF, actor
from tests.pages.test_privacy import leaks
from tests.test_audit.test_proofs import sign_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def issue(kind: str = "cover_letter", *, kept: bytes | None = PDF, replaces: Document | None = None) -> Document:
    amphoe = actor("amphoe_sec").organisation_id or 0
    facts = {"number": "ชร 1/2", "total": 0, "sender": {"name": "ก.บ.อ. เมืองเชียงราย"}}
    made = services.freeze(
        kind,
        subject="request:1",
        tree="57",
        title="ขอเชิญประชุม",
        facts=facts,
        actor=Actor.system(),
        replaces=replaces,
        signers=[services.Signer("ประธาน", amphoe, ("chair",))],
    )
    return services.keep(made.pk, kept) if kept else made


def page_of(client, document: Document, status: int = 200) -> str:
    answer = client.get(f"/check/{document.code}/")
    assert answer.status_code == status
    return answer.content.decode()


def test_a_genuine_paper_says_what_it_is_and_no_more(client):
    document = issue()
    said = page_of(client, document)
    for word in ("ของจริงและเป็นฉบับปัจจุบัน", "หนังสือนำส่ง", "ชร 1/2", "ก.บ.อ. เมืองเชียงราย", document.pdf_id, "0 จาก 1"):
        assert word in said
    assert leaks(said) == []


def test_a_signature_shows_its_place_and_never_the_person(client, at_noon):
    document = issue()
    chair = actor("amphoe_chair")
    name, sha256 = chair.by_person.full_name, document.pdf_id or ""
    services.sign(document.pk, place=1, typed_name=name, sha256=sha256, actor=chair)
    sheet = Document.objects.get(kind="signature_sheet")
    assert sheet.code not in page_of(client, document)  # it is not made yet
    services.keep(sheet.pk, PDF + b"2")
    for page in (page_of(client, document), page_of(client, sheet)):
        assert leaks(page) == []
    assert "1 จาก 1" in page_of(client, document) and sheet.code in page_of(client, document)


def test_a_replaced_paper_and_its_follower_lead_to_each_other(client):
    old = issue()
    new = issue(kept=PDF + b"new", replaces=old)
    shown, follower = page_of(client, old), page_of(client, new)
    assert "แต่มีฉบับใหม่แทนแล้ว" in shown and new.code in shown and f'data-newer="{new.pdf_id}"' in shown
    assert "ฉบับปัจจุบัน" in follower and old.code in follower and f'data-older="{old.pdf_id}"' in follower


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{2}", "{3}", "http://testserver/check/{0}/", "{4}"])
def test_a_code_is_found_as_people_type_it(client, typed):
    code = issue().code
    grouped = codes.grouped(code)
    spelled = [
        code,
        grouped.lower(),
        grouped.replace("-", " \u2013 "),
        code.translate(THAI),
        code.replace("1", "l").replace("0", "o"),
    ]
    answer = client.get("/check/", {"code": typed.format(*spelled)})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/check/{code}/")


def normal(client, code: str) -> str:
    """The page without what was typed, and without the token that is another one in every page."""
    answer = client.get(f"/check/{code}/")
    assert answer.status_code == 404
    return re.sub(r"[A-Za-z0-9]{64}", "token", answer.content.decode()).replace(quote(code), "").replace(code, "")


def test_all_misses_look_alike(client):
    """Unknown, not a code at all, and of a paper that is not made yet: nobody learns which."""
    unmade = issue(kept=None)
    pages = {normal(client, code) for code in (codes.new(), "AAAAA", "๛", unmade.code)}
    assert len(pages) == 1
    for address in ("proof.json", "paper.pdf"):
        for code in (codes.new(), "AAAAA", unmade.code):
            assert client.get(f"/check/{code}/{address}").status_code == 404


def test_a_file_is_found_by_its_sha256(client):
    document = issue()
    assert (
        client.get("/check/", {"sha256": f" {document.pdf_id.upper()} "}).headers["Location"]
        == f"/check/{document.code}/"
    )
    assert client.get("/check/", {"sha256": hashlib.sha256(b"x").hexdigest()}).status_code == 404
    assert client.get("/check/", {"sha256": "' OR 1=1"}).status_code == 404
    assert client.get("/check/", {"sha256": "\0"}).status_code == 404


def test_only_open_papers_are_given_away(client):
    facts = {"number": "1", "total": 0}
    opened = services.freeze(
        "public_proposal", subject="request:1", tree="57", title="", facts=facts, actor=Actor.system()
    )
    opened, closed = services.keep(opened.pk, PDF), issue()
    answer = client.get(f"/check/{opened.code}/paper.pdf")
    assert (answer.status_code, answer.content) == (200, PDF)
    assert client.get(f"/check/{closed.code}/paper.pdf").status_code == 404
    assert "paper.pdf" not in page_of(client, closed)


def test_nothing_of_it_goes_to_search_engines_or_other_sites(client):
    for url in ("/check/", f"/check/{issue().code}/", "/check/AAAAA/"):
        headers = client.get(url).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow" and headers["Referrer-Policy"] == "same-origin"


def test_thirty_misses_a_minute_are_enough_for_one_network(client, at_noon):
    """Whoever tries out codes is told nothing more of them; whoever holds a paper is answered beside them."""
    document, most = issue(), throttle.WRONG_CODES.most
    for _ in range(most):
        assert client.get(f"/check/{codes.new()}/").status_code == 404
    refused = client.get(f"/check/{codes.new()}/")
    assert (
        refused.status_code == 429 and "รอหนึ่งนาที" in refused.content.decode() and refused.headers["Retry-After"] == "60"
    )
    assert client.get(f"/check/{document.code}/").status_code == 200
    assert client.get("/check/").status_code == 200
    assert client.get("/check/AAAAA/", REMOTE_ADDR="192.0.2.7").status_code == 404
    with clock.at(clock.bangkok(2026, 2, 2, 12, 1)):
        assert client.get("/check/AAAAA/").status_code == 404


def test_a_network_of_ipv6_is_one_address_and_genuine_papers_do_not_count(client):
    document = issue()
    for at in range(throttle.WRONG_CODES.most + 5):
        assert client.get(f"/check/{document.code}/", REMOTE_ADDR="192.0.2.9").status_code == 200
        client.get("/check/AAAAA/", REMOTE_ADDR=f"2001:db8::{at:x}")
    assert client.get("/check/AAAAA/", REMOTE_ADDR="2001:db8::ffff").status_code == 429


def test_without_a_checkpoint_it_says_when_the_next_one_comes(client):
    document = issue()
    assert "ภายในหนึ่งนาที" in page_of(client, document)
    assert client.get(f"/check/{document.code}/proof.json").status_code == 404


def test_the_sum_of_a_file_is_worked_out_as_the_page_says(client, tmp_path):
    (tmp_path / "FILE.pdf").write_bytes(PDF)
    (command,) = (
        each for each in shown.on_page(client.get("/check/").content.decode()) if each.startswith("sha256sum")
    )
    said = subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert said.split()[0] == hashlib.sha256(PDF).hexdigest()


def test_the_proof_of_the_page_is_accepted_by_the_verifier(client, tmp_path, monkeypatch):
    document = issue()
    point = sign_now()
    monkeypatch.setattr(checking, "first_covering", lambda event: point)
    assert f"/check/{document.code}/proof.json" in page_of(client, document)
    given = client.get(f"/check/{document.code}/proof.json")
    (tmp_path / document.filename).write_bytes(PDF)
    (tmp_path / f"proof-{document.code}.json").write_bytes(given.content)
    (tmp_path / "verify_audit.py").write_bytes(b"".join(client.get("/audit/verify_audit.py").streaming_content))
    (command,) = (each for each in shown.on_page(page_of(client, document)) if each.startswith("python3"))
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    told = json.loads(given.content)
    assert (told["tree"], told["size"]) == ("57", proofs.head_of(point, "57")[0])
