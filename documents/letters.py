"""The opening of a หนังสือภายนอก: number, sender, date, subject, addressee, references, enclosures, who signs."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from documents import letterheads
from documents.frozen import Letter, Office
from documents.numbering import letter_number
from jobs import clock
from people.models import Organisation, Seat
from thai.names import apart

_SIGNERS = ("chair", "vice_chair", "secretary")


def opening(
    organisation: Organisation, *, subject: str, to: str, references: Sequence[str] = (), enclosures: Sequence[str] = ()
) -> Letter:
    """The facts that every letter begins with, dated today; takes the next number of the organisation's letters."""
    today = clock.today()
    return {
        "number": letter_number(organisation, today),
        "date": today.isoformat(),
        "sender": letterheads.of(organisation),
        "subject": subject,
        "to": to,
        "references": list(references),
        "enclosures": list(enclosures),
        "signer": signer(organisation),
    }


def signer(organisation: Organisation) -> Office:
    """Who signs an organisation's letters: its chair, else its vice-chair, else its secretary; blank when nobody sits.

    The position names the organisation, as it stands under a signature, in Thai whoever makes the letter.
    """
    found = _seated(organisation)
    if found is None or found.person is None:
        return {"name": "", "position": ""}
    with translation.override("th"):
        position = found.title or f"{found.get_role_display()}{apart(organisation.name_th)}"
    return {"name": found.person.formal_name, "position": position}


def signing_roles(organisation: Organisation) -> tuple[str, ...]:
    """Who may sign in the place under a letter: its chair or vice-chair; its secretary only where neither sits."""
    found = _seated(organisation)
    return _SIGNERS if found is None or found.role == _SIGNERS[-1] else _SIGNERS[:-1]


def _seated(organisation: Organisation) -> Seat | None:
    seats = Seat.objects.current().filter(organisation=organisation, role__in=_SIGNERS, person__isnull=False)
    return min(seats.select_related("person"), key=lambda seat: (_SIGNERS.index(seat.role), seat.pk), default=None)
