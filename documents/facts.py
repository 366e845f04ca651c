"""What the events of papers tell. `document` is the key of a paper, `number` is "" on papers that have none."""

from __future__ import annotations

from typing import TypedDict


class PaperFacts(TypedDict):
    document: int
    kind: str
    number: str


class IssuedFacts(PaperFacts):
    """`facts_sha256` is of the canonical bytes of what was frozen; `replaces` the paper that this one stands in for."""

    facts_sha256: str
    replaces: int | None


class ScanFacts(PaperFacts):
    scan_sha256: str


class SignedFacts(PaperFacts):
    """Which place was signed, for which party, over which bytes; who signed is a personal text."""

    label: str
    method: str
    party: str
    place: int
    pdf_sha256: str


class ClaimedFacts(PaperFacts):
    """That a place is said to be signed by hand, on which scan; the name is a personal text. It binds nobody yet."""

    label: str
    party: str
    place: int
    scan_sha256: str


class RenderedFacts(TypedDict):
    """The bytes that were kept for good. The verifier compares a file that somebody holds with `pdf_sha256`."""

    document: int
    pdf_sha256: str
    template_version: str


class LetterheadFacts(TypedDict):
    """`emblem_sha256` is "" without an emblem."""

    organisation: int
    emblem_sha256: str
    numerals: str
