"""What the check page tells anybody who holds a paper: that it is genuine, whether it stands, and how the log proves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from audit import canonical, publishing, shown
from audit.bundle import checkpoint_told
from audit.models import Checkpoint, Event
from audit.proofs import Proof, covers, first_covering, proof_of
from documents import reports
from documents.kinds import kind_of, label
from documents.models import Document, Signature
from places.models import Province
from requests.models import BudgetRequest
from requests.papers import known_persons
from requests.public_edition import words
from wiring.refs import Ref

_SHA256 = re.compile("[0-9a-f]{64}")
_TELLS_ROWS = 3  # the version of bodies since which an event names the rows that it wrote


@dataclass(frozen=True)
class Checked:
    """A paper as the public may know it: no facts beyond kind, number, title, issuer and dates; places, not persons."""

    document: Document
    title: str
    kind: str
    issuer: str
    is_open: bool
    newer: Document | None
    newer_title: str
    older: Document | None
    older_title: str
    sheet: Document | None
    places: list[Signature]
    event: Event | None
    checkpoint: Checkpoint | None

    @property
    def tree(self) -> str:
        """The province whose log has it."""
        province = Province.objects.filter(pk=self.document.tree).first()
        return str(province) if province else self.document.tree

    @property
    def signed(self) -> int:
        return sum(place.signed_at is not None for place in self.places)


def of(document: Document) -> Checked:
    kind, event = kind_of(document.kind), made_event(document)
    newer, older = document.replaced, document.replaces
    known = _known(document)
    places = list(document.signatures.select_related("organisation"))
    sheet = reports.sheet_of(document) if places else None
    return Checked(
        document=document,
        title=words(document.title, known=known),
        kind=label(document.kind),
        issuer=_issuer(document),
        is_open=kind.is_open,
        newer=newer if newer and newer.is_ready else None,
        newer_title=words(newer.title, known=known) if newer else "",
        older=older,
        older_title=words(older.title, known=known) if older else "",
        event=event,
        places=places,
        sheet=sheet if sheet and sheet.is_ready else None,
        checkpoint=first_covering(event) if event else None,
    )


def _known(document: Document) -> list[str]:
    """Persons who take part in the request that it is a paper of: a title may name them."""
    ref = Ref.of(document.subject)
    row = BudgetRequest.objects.filter(pk=ref.pk).first() if ref and ref.word == "request" else None
    return known_persons(row) if row else []


def _issuer(document: Document) -> str:
    """As the paper itself tells the public: its sender, or the council that it is of."""
    told = kind_of(document.kind).public(document.facts)
    council = told.get("council") or document.facts.get("council") or ""
    return str(told.get("issuer") or (council.get("name", "") if isinstance(council, dict) else council))


def find(typed: str) -> Document | None:
    """The paper of a code as somebody typed it, or of the whole address; only one whose PDF is made."""
    found = reports.by_code(typed.rstrip("/ ").rpartition("/")[2])
    return found if found and found.is_ready else None


def find_by_hash(sha256: str) -> Document | None:
    """The paper whose PDF has this SHA-256: 256 bits, which nobody guesses."""
    wanted = sha256.strip().lower()
    return Document.objects.filter(pdf=wanted).first() if _SHA256.fullmatch(wanted) else None


def made_event(document: Document) -> Event | None:
    """The event in the log that says which bytes were kept as this paper, and names its row.

    Before rows were told the facts alone say so; since then they would be anybody's word who may append an event.
    """
    events = Event.objects.filter(subject=document.subject, tree=document.tree, event="document.rendered")
    read = ((event, canonical.decode(bytes(event.body))) for event in events.order_by("-seq"))
    of_it = ((event, told) for event, told in read if told["facts"]["document"] == document.pk)
    return next((event for event, told in of_it if told["v"] < _TELLS_ROWS or shown.is_told_by(told, document)), None)


def proof(document: Document, checkpoint_id: int | None = None) -> dict[str, Any] | None:
    """What `verify_audit.py --document` reads. Against the first checkpoint that covers the paper, or a later one."""
    event = made_event(document)
    if event is None:
        return None
    given = Checkpoint.objects.filter(pk=checkpoint_id).first() if checkpoint_id else first_covering(event)
    return _told(proof_of(event, given), shown.text_of(document, event)) if given and covers(given, event) else None


def tlog_proof(document: Document) -> str | None:
    """The proof as one text, under the first note that covers the paper."""
    event = made_event(document)
    return publishing.proof(event, shown.text_of(document, event)) if event else None


def _told(found: Proof, row: str | None) -> dict[str, Any]:
    """`row` is the paper's own, which the event names; an event of before rows were told names none."""
    return {
        **({"row": row} if row else {}),
        "v": 1,
        "body": bytes(found.event.body).decode(),
        "tree": found.event.tree,
        "index": found.event.seq,
        "size": found.size,
        "path": [node.hex() for node in found.path],
        "root": found.root.hex(),
        "checkpoint": checkpoint_told(found.checkpoint),
    }


def is_open(document: Document) -> bool:
    """Whether anybody who has the code may have the file."""
    return kind_of(document.kind).is_open
