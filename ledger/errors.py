"""What the ledger refuses, one class a rule; known by SQLSTATE and constraint name, never by the text of a message."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from thai.money import baht


class LedgerRefusal(ValidationError):
    """The ledger keeps a rule that this would break; nothing was posted."""

    message_text: ClassVar = _("The ledger refuses this.")
    machine_code: ClassVar = "ledger_refusal"

    def __init__(self, detail: str | None = None) -> None:
        self.figure = int(detail) if detail else None
        params = {"figure": baht(self.figure) if self.figure is not None else "–"}
        super().__init__(self.message_text, code=self.machine_code, params=params)


class InsufficientFunds(LedgerRefusal):
    """Less is available than is asked, after what is set aside for others."""

    message_text = _("Only %(figure)s baht is available from this source. Ask for less, or choose another source.")
    machine_code = "insufficient_funds"

    @property
    def available(self) -> int:
        """Satang."""
        return self.figure or 0


class ClosedPeriod(LedgerRefusal):
    """The date lies in a period that is closed."""

    message_text = _("The books are closed for this date. Use a date in the open period.")
    machine_code = "closed_period"


class IdempotencyMismatch(LedgerRefusal):
    """The reference was used before, for something else."""

    message_text = _("This was recorded before with other figures. Open the recorded one.")
    machine_code = "reference_used"


class NotBalanced(LedgerRefusal):
    """The postings do not sum to zero, or are not complete."""

    message_text = _("Both sides of the entry must be equal; they differ by %(figure)s baht.")
    machine_code = "not_balanced"


class NotAnAmount(LedgerRefusal):
    """Money moves in whole satang above zero."""

    message_text = _("The amount must be more than zero.")
    machine_code = "not_an_amount"


class NotAMirror(LedgerRefusal):
    """A reversal must mirror an entry exactly, and cannot itself be reversed."""

    message_text = _("A reversal cannot be reversed. Record the right entry anew.")
    machine_code = "not_a_mirror"


class AlreadyReversed(LedgerRefusal):
    """The entry was reversed before."""

    message_text = _("This was reversed before.")
    machine_code = "already_reversed"


class HoldExceeded(LedgerRefusal):
    """The hold has less left than is asked of it."""

    message_text = _("Only %(figure)s baht of this commitment is left.")
    machine_code = "hold_exceeded"


class UnknownAccount(LedgerRefusal):
    """An account is missing or named twice."""

    message_text = _("One of the accounts is missing or named twice.")
    machine_code = "unknown_account"


_BY_STATE: dict[str, type[LedgerRefusal]] = {
    "TL001": InsufficientFunds,
    "TL002": ClosedPeriod,
    "TL003": IdempotencyMismatch,
    "TL004": NotBalanced,
    "TL005": NotAMirror,
    "TL006": HoldExceeded,
    "TL007": UnknownAccount,
    "TL009": NotAnAmount,
}
_BY_CONSTRAINT: dict[str, type[LedgerRefusal]] = {
    "available_is_not_below_the_floor": InsufficientFunds,
    "entry_is_reversed_once": AlreadyReversed,
    "entry_reference_is_unique": IdempotencyMismatch,
    "hold_reference_is_unique": IdempotencyMismatch,
    "resolution_reference_is_unique": IdempotencyMismatch,
    "entry_has_two_to_two_hundred_postings": NotBalanced,
    "entry_date_is_plausible": ClosedPeriod,
    "posting_amount_is_plausible": NotAnAmount,
    "hold_amount_is_positive": NotAnAmount,
}


def refusal_of(error: DatabaseError) -> LedgerRefusal | None:
    """The typed refusal behind a database error, or None when it is something else."""
    told = getattr(error.__cause__, "diag", None)
    if told is None:
        return None
    kind = _BY_STATE.get(told.sqlstate or "") or _BY_CONSTRAINT.get(told.constraint_name or "")
    return kind(told.message_detail if told.sqlstate in _BY_STATE else None) if kind else None
