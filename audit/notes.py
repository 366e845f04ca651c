"""Signed notes and cosignatures, byte for byte as C2SP writes them (signed-note, tlog-checkpoint, tlog-cosignature).

A note's text is what is signed; each line below the blank one is a signature by a named key. Whoever knows a key's
name and its four bytes of id looks for its line and leaves the others alone: so keys change and witnesses come.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = b"\x01", b"\x04"
# More lines than any quorum has; a note of thousands would only cost its reader time.
MOST_LINES = 64
MOST_BYTES = 65_536
_NAME = re.compile(r"[^\s+]+")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_DASH = "— "  # in front of each signature, by the specification


class BadNote(ValueError):
    """Not a note, not a key, or not signed by who should have."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under its name: what `vkey` says, and what a line of a note is looked for by."""

    name: str
    kind: bytes
    key: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.kind + self.key).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self.kind + self.key).decode()}"


@dataclass(frozen=True, slots=True)
class Line:
    """One signature: by whom it says it is, and its bytes behind the four of the key's id."""

    name: str
    id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """`text` ends with a newline and is what every line signs."""

    text: str
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.lines))}"

    def by(self, verifier: Verifier) -> list[Line]:
        return [line for line in self.lines if line.name == verifier.name and line.id == verifier.id]


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: so many leaves under this root, in the log of this origin."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def verifier_of(vkey: str) -> Verifier:
    """Raises BadNote for a key that is none, or whose id is not its own."""
    name, _, rest = vkey.strip().partition("+")
    told, _, key = rest.partition("+")
    raw = unbase(key)
    verifier = Verifier(name, raw[:1], raw[1:])
    if not _NAME.fullmatch(name) or len(raw) != 33 or verifier.kind not in (ED25519, COSIGNATURE):
        raise BadNote(f"{vkey[:80]!r} is no verifier key")
    if verifier.id.hex() != told:
        raise BadNote(f"the id of {name} is {verifier.id.hex()}, not {told[:8]}")
    return verifier


def verifier_for(name: str, key: Ed25519PrivateKey, kind: bytes = ED25519) -> Verifier:
    if not _NAME.fullmatch(name):
        raise BadNote(f"{name!r} names no key: no spaces and no + in it")
    return Verifier(name, kind, key.public_key().public_bytes_raw())


def sign(head: Head, key: Ed25519PrivateKey) -> Note:
    """A checkpoint by the log's own key, whose name is its origin."""
    verifier = verifier_for(head.origin, key)
    return Note(head.text, (Line(verifier.name, verifier.id, key.sign(head.text.encode())),))


def cosign(note: Note, name: str, key: Ed25519PrivateKey, seconds: int) -> Line:
    """A witness's line: that it saw this head at that moment, and nothing inconsistent with it before."""
    verifier = verifier_for(name, key, COSIGNATURE)
    signature = key.sign(_cosigned(note.text, seconds))
    return Line(name, verifier.id, struct.pack(">Q", seconds) + signature)


def is_signed(note: Note, verifier: Verifier) -> bool:
    """Whether one line is this key's over this text."""
    return seen_at(note, verifier) is not None


def seen_at(note: Note, verifier: Verifier) -> int | None:
    """When this key signed, in seconds since 1970; 0 for a log's own, which says no time; None when it did not."""
    for line in note.by(verifier):
        seconds = struct.unpack(">Q", line.signature[:8])[0] if verifier.kind == COSIGNATURE else 0
        signature = line.signature[8:] if verifier.kind == COSIGNATURE else line.signature
        signed = _cosigned(note.text, seconds) if verifier.kind == COSIGNATURE else note.text.encode()
        try:
            Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, signed)
        except InvalidSignature:
            continue
        return int(seconds)
    return None


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def read(raw: bytes) -> Note:
    """Raises BadNote for what is no signed note."""
    try:
        whole = raw.decode() if len(raw) <= MOST_BYTES else ""
    except UnicodeDecodeError as error:
        raise BadNote("a note is UTF-8") from error
    text, blank, below = whole.rpartition("\n\n")
    if not blank or not whole.endswith("\n") or any(sign < " " and sign != "\n" for sign in whole):
        raise BadNote("a note is a text, a blank line, and signatures")
    lines = below[:-1].split("\n")
    if len(lines) > MOST_LINES:
        raise BadNote(f"a note of more than {MOST_LINES} signatures")
    return Note(text + "\n", tuple(map(line_of, lines)))


def lines_of(raw: bytes) -> list[Line]:
    """What a witness answers: signature lines and nothing else."""
    try:
        return [line_of(line) for line in raw[:MOST_BYTES].decode().splitlines()[:MOST_LINES]]
    except UnicodeDecodeError as error:
        raise BadNote("signatures are UTF-8") from error


def line_of(line: str) -> Line:
    name, space, signature = line.removeprefix(_DASH).partition(" ")
    raw = unbase(signature)
    if not line.startswith(_DASH) or not space or not _NAME.fullmatch(name) or len(raw) < 5:
        raise BadNote(f"{line[:80]!r} is no signature")
    return Line(name, raw[:4], raw[4:])


def head_of(note: Note) -> Head:
    """What a checkpoint says. Raises BadNote for another kind of note."""
    parts = note.text.split("\n")
    if len(parts) < 4 or not parts[0] or not _NUMBER.fullmatch(parts[1]):
        raise BadNote("a checkpoint is an origin, a size and a root")
    root = unbase(parts[2])
    if len(root) != 32:
        raise BadNote("a root has 32 bytes")
    return Head(parts[0], int(parts[1]), root)


def joined(note: Note, lines: Iterable[Line]) -> Note:
    """The note with further signatures, each once."""
    return Note(note.text, tuple(dict.fromkeys([*note.lines, *lines])))


def unbase(text: str) -> bytes:
    """Standard base64 in its one spelling: whoever bends a bit that carries nothing has bent the note."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote(f"{text[:80]!r} is no base64") from error
    if base64.b64encode(raw).decode() != text:
        raise BadNote(f"{text[:80]!r} is not how these bytes are spelled")
    return raw
