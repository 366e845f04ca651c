"""`verify_audit.py` finds every change to a bundle, and names the first bad sequence number, the code and the satang."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import verify_audit
from audit import canonical

SCRIPT = Path(verify_audit.__file__)


def seq_of(taken, event: str) -> int:
    return max(at for at, body in enumerate(taken.bodies) if json.loads(body)["event"] == event)


def test_a_true_bundle_is_accepted_by_the_script_alone(taken):
    """Isolated mode: no site-packages, no project."""
    done = subprocess.run([sys.executable, "-I", str(SCRIPT), str(taken.folder)], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("OK: tree 57")


def test_a_flipped_bit_is_found_at_its_place(taken):
    for seq, body in enumerate(taken.bodies):
        bodies = taken.bodies
        bodies[seq] = body[:-9] + bytes([body[-9] ^ 1]) + body[-8:]
        taken.write(bodies)
        assert taken.first()[0] == seq
        bodies[seq] = body
        taken.write(bodies)


def test_one_satang_is_found_with_what_it_moves(taken):
    seq, bodies = seq_of(taken, "money.received"), taken.bodies
    bodies[seq] = bodies[seq].replace(b'"amount":700,', b'"amount":701,')
    taken.write(bodies)
    assert taken.first() == (seq, "BODY_CHANGED", 1)


@pytest.mark.parametrize("rehash", [False, True])
def test_deletion_is_found(taken, rehash):
    held, bodies, seq = taken.hold_checkpoint(), taken.bodies, seq_of(taken, "money.received")
    taken.write(bodies[:seq] + bodies[seq + 1 :], rehash=rehash)
    codes = {found.code for found in taken.findings(held)}
    assert "LOG_TRUNCATED" in codes and "POSTING_GAP" in codes
    if not rehash:
        assert taken.first()[:2] == (seq, "BODY_CHANGED")


def test_insertion_is_found(taken):
    bodies, seq = taken.bodies, seq_of(taken, "money.received")
    taken.write([*bodies[:seq], bodies[seq], *bodies[seq:]])
    assert taken.first()[:2] == (seq + 1, "BODY_CHANGED")
    taken.write([*bodies[:seq], bodies[seq], *bodies[seq:]], rehash=True)
    assert {found.code for found in taken.findings()} >= {"ENTRY_REPEATED", "REFERENCE_REPEATED", "POSTING_GAP"}


def test_a_swap_is_found(taken):
    bodies = taken.bodies
    bodies[-1], bodies[-2] = bodies[-2], bodies[-1]
    taken.write(bodies)
    assert taken.first()[:2] == (len(bodies) - 2, "BODY_CHANGED")


def test_truncation_is_found_against_a_held_checkpoint_only(taken):
    held, bodies = taken.hold_checkpoint(), taken.bodies
    taken.write(bodies[:-2], rehash=True)
    assert taken.findings() == []
    assert taken.first(held)[:2] == (len(bodies) - 2, "LOG_TRUNCATED")


def test_a_rewritten_past_is_found_against_a_held_checkpoint(taken):
    held, bodies = taken.hold_checkpoint(), taken.bodies
    told = json.loads(bodies[0])
    bodies[0] = canonical.encode({**told, "occurred_at": "2020-01-01T00:00:00.000000Z"})
    taken.write(bodies, rehash=True)
    assert taken.findings() == []
    assert taken.first(held)[1] == "ROOT_DIFFERS"


def test_a_checkpoint_that_nobody_signed_is_found(taken):
    held = taken.hold_checkpoint()
    told = json.loads(held.read_bytes())
    held.write_bytes(canonical.encode({**told, "body": told["body"].replace('"size":', '"size": ')}))
    assert taken.first(held)[1] == "CHECKPOINT_FORGED"


def test_the_published_key_can_be_demanded(taken, capsys):
    held, key = taken.hold_checkpoint(), taken.key.public_key().public_bytes_raw().hex()
    arguments = [str(taken.folder), "--checkpoint", str(held), "--key"]
    assert verify_audit.main([*arguments, key]) == 0
    assert verify_audit.main([*arguments, "00" * 32]) == 1
    assert "CHECKPOINT_FORGED" in capsys.readouterr().out


NOBODYS = "00000000-0000-4000-8000-000000000000"
FORGERIES = [
    ("money.received", {"n": 3}, "COUNT_WRONG", 0),
    ("money.paid", {"consumed": 501}, "HOLD_OVERDRAWN", 1),
    ("money.paid", {"hold": NOBODYS}, "HOLD_UNKNOWN", 300),
    ("entry.reversed", {"reverses": NOBODYS}, "NOT_A_MIRROR", 600),
    ("money.paid", {"id": NOBODYS}, "ID_DIFFERS", 0),
]


@pytest.mark.parametrize(("event", "facts", "code", "satang"), FORGERIES)
def test_a_forger_who_makes_every_hash_fit_is_found_by_the_ledger(taken, event, facts, code, satang):
    seq = seq_of(taken, event)
    taken.change(seq, **facts)
    assert (seq, code, satang) in [found[:3] for found in taken.findings()]


@pytest.mark.parametrize(
    ("side", "change", "code", "satang"),
    [
        (0, {"amount": 701}, "ENTRY_UNBALANCED", 1),
        (0, {"balance": 5}, "BALANCE_BROKEN", 5 - 100_000_700),
        (1, {"aseq": 9}, "POSTING_GAP", 0),
        (0, {"account": "CR/99999"}, "ACCOUNT_UNKNOWN", 700),
    ],
)
def test_forged_postings_are_found(taken, side, change, code, satang):
    seq = seq_of(taken, "money.received")
    postings = json.loads(taken.bodies[seq])["facts"]["entry"]["postings"]
    postings[side].update(change)
    taken.change(seq, postings=postings)
    assert (seq, code, satang) in [found[:3] for found in taken.findings()]


def test_an_overdraft_is_found(taken):
    """A payment of more than there is, with sums, sequence and balance that fit."""
    seq = seq_of(taken, "money.paid")
    postings = json.loads(taken.bodies[seq])["facts"]["entry"]["postings"]
    for posting in postings:
        sign, more = (1 if posting["amount"] > 0 else -1), 200_000_000
        posting.update(amount=posting["amount"] + sign * more, balance=posting["balance"] + sign * more)
    taken.change(seq, postings=postings)
    assert next(found.satang for found in taken.findings() if found.code == "OVERDRAWN") == 200_000_000 - 100_000_200


def test_entries_in_a_closed_period_and_second_reversals_are_found():
    books = verify_audit.Books()
    sides = [
        {"account": "a", "amount": 5, "aseq": 1, "balance": 5},
        {"account": "b", "amount": -5, "aseq": 1, "balance": -5},
    ]
    entry = {"id": "1", "n": 2, "book": "CR", "date": "2026-01-31", "consumed": 0, "hold": None, "reverses": None}
    books.closed["CR"] = "2026-01-31"
    books.entry(7, {**entry, "postings": sides})
    books.reversed.add("1", 3)
    books.entry(8, {**entry, "id": "2", "date": "2026-02-01", "reverses": "1", "postings": sides})
    books.close()
    codes = [(found.seq, found.code) for found in books.findings]
    assert (7, "PERIOD_CLOSED") in codes and (8, "REVERSED_TWICE") in codes


def test_an_unreadable_bundle_has_its_own_exit_status(taken):
    (taken.folder / "manifest.json").write_text("{")
    assert verify_audit.main([str(taken.folder)]) == 2
    assert verify_audit.main([str(taken.folder / "nowhere")]) == 2


def test_signatures_agree_with_the_library():
    for number in range(8):
        key, message = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32), b"m" * number
        public, signature = key.public_key().public_bytes_raw(), key.sign(message)
        assert verify_audit.signature_holds(public, message, signature)
        assert not verify_audit.signature_holds(public, message + b"!", signature)
        bent = signature[:40] + bytes([signature[40] ^ 1]) + signature[41:]
        assert not verify_audit.signature_holds(public, message, bent)
    assert not verify_audit.signature_holds(b"\xff" * 32, b"", b"\xff" * 64)


def in_version_1(body: bytes) -> bytes:
    """As it would have been written before facts had versions and bodies random bits."""
    told = json.loads(body)
    del told["facts_version"], told["nonce"]
    told.pop("writes", None)
    return canonical.encode({**told, "v": 1})


def test_bodies_of_both_versions_stand_in_one_log(taken):
    bodies = taken.bodies
    half = len(bodies) // 2
    taken.write([*map(in_version_1, bodies[:half]), *bodies[half:]], rehash=True)
    assert taken.findings() == []


@pytest.mark.parametrize("change", [{"v": 4}, {"v": 0}, {"facts_version": 0}])
def test_a_body_of_a_version_that_is_not_known_is_found(taken, change):
    bodies = taken.bodies
    bodies[1] = canonical.encode({**json.loads(bodies[1]), **change})
    taken.write(bodies, rehash=True)
    assert taken.first()[:2] == (1, "VERSION_UNKNOWN")


def test_a_body_that_keeps_the_version_of_its_facts_to_itself_is_found(taken):
    bodies = taken.bodies
    told = json.loads(bodies[1])
    del told["facts_version"]
    bodies[1] = canonical.encode(told)
    taken.write(bodies, rehash=True)
    assert taken.first()[:2] == (1, "BODY_UNREADABLE")


@pytest.mark.parametrize(
    "writes",
    [[], None, [["t", "1", 1, 1]], [["t", 1, 1, 1, "0" * 64]], [["t", "1", 0, 1, "0" * 64]], [["t", "1", 1, 1, "00"]]],
)
def test_rows_that_nobody_can_read_are_found(taken, writes):
    bodies = taken.bodies
    bodies[1] = canonical.encode({**json.loads(bodies[1]), "v": 3, "writes": writes})
    taken.write(bodies, rehash=True)
    assert taken.first()[:2] in ((1, "ROWS_UNREADABLE"), (1, "BODY_UNREADABLE"))
