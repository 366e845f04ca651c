"""Signed notes are those of the specification, byte for byte; whatever is bent is refused."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import verify_audit
from audit import notes
from audit.notes import COSIGNATURE, BadNote, Head

SPECIFICATION = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
OURS = "thunklang.example/log/57+9b833ae1+AaXp4tRzPmQ9am4Zt0nig5UeVkwd5POznFVhFoag3dqK"
KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"demo").digest())
WITNESS = Ed25519PrivateKey.from_private_bytes(sha256(b"witness").digest())
HEAD = Head("thunklang.example/log/57", 70_000, sha256(b"root").digest())


def test_keys_are_spelled_as_the_specification_spells_them():
    assert notes.verifier_of(SPECIFICATION).vkey == SPECIFICATION
    assert notes.verifier_for("thunklang.example/log/57", KEY).vkey == OURS


@pytest.mark.parametrize(
    "bent", ["x" + OURS, OURS.replace("9b83", "9b84"), OURS[:-1] + "L", OURS.replace("+", " "), ""]
)
def test_a_key_that_is_not_its_own_id_is_none(bent):
    with pytest.raises(BadNote):
        notes.verifier_of(bent)
    with pytest.raises(ValueError):
        verify_audit.read_vkey(bent)


def test_a_note_is_read_as_it_was_signed():
    note = notes.sign(HEAD, KEY)
    assert str(note).startswith(f"thunklang.example/log/57\n70000\n{base64.b64encode(HEAD.root).decode()}\n\n— ")
    read = notes.read(str(note).encode())
    assert read == note and notes.head_of(read) == HEAD
    assert notes.is_signed(read, notes.verifier_of(OURS))
    assert verify_audit.read_note(str(note).encode()).signed_by(verify_audit.read_vkey(OURS)) == 0


def test_a_witness_says_when_it_saw():
    note = notes.sign(HEAD, KEY)
    line = notes.cosign(note, "w.example/1", WITNESS, 1_780_000_000)
    both = notes.joined(note, [line, line])
    verifier = notes.verifier_for("w.example/1", WITNESS, COSIGNATURE)
    assert len(both.lines) == 2 and notes.seen_at(both, verifier) == 1_780_000_000
    assert notes.seen_at(note, verifier) is None
    read = verify_audit.read_note(str(both).encode())
    assert read.signed_by(verify_audit.read_vkey(verifier.vkey)) == 1_780_000_000


def test_every_bit_of_a_note_counts():
    """Of the line's name too: it is then nobody's signature that is looked for."""
    whole = str(notes.sign(HEAD, KEY)).encode()
    ours, theirs = notes.verifier_of(OURS), verify_audit.read_vkey(OURS)
    for at in range(8 * len(whole)):
        bent = bytearray(whole)
        bent[at >> 3] ^= 1 << (at & 7)
        for holds in (
            lambda raw: notes.is_signed(notes.read(raw), ours),
            lambda raw: verify_audit.read_note(raw).signed_by(theirs) is not None,
        ):
            try:
                assert not holds(bytes(bent)), at
            except ValueError:
                continue


NO_NOTES = [b"", b"\n\n", b"a\n1\nAAAA\n", b"a\n1\nAAAA\n\n", b"a\n\n\xe2\x80\x94 a b\n", b"\xff\n\n", b"x" * 70_000]


@pytest.mark.parametrize("raw", NO_NOTES)
def test_what_is_no_note_is_said_to_be_none(raw):
    with pytest.raises(BadNote):
        notes.read(raw)
    with pytest.raises(ValueError):
        verify_audit.read_note(raw)


@pytest.mark.parametrize("size", ["01", "+1", "-1", "1 ", "", "9" * 30])
def test_a_size_has_one_spelling(size):
    note = notes.Note(f"a/57\n{size}\n{base64.b64encode(bytes(32)).decode()}\n", notes.sign(HEAD, KEY).lines)
    with pytest.raises(BadNote):
        notes.head_of(note)
    with pytest.raises(ValueError):
        verify_audit.read_note(str(note).encode())
