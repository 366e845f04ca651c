"""What somebody writes on a voucher, as far as it can be judged by itself: each raises Invalid beside its field."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from audit.errors import Invalid
from funds import effects
from funds.models import Evidence, Paper
from jobs import clock
from ledger.models import Hold


def require_plausible(paper: Paper, hold: Hold | None = None) -> None:
    """What stands beyond the fund is paid out of what was set aside for it, and nothing that somebody typed names it."""
    if hold is None and effects.is_reserved(paper.basis):
        raise Invalid(
            _("An instalment is paid from its own page, which makes the voucher."), code="basis_reserved", field="basis"
        )
    if paper.amount <= 0:
        raise Invalid(_("The amount must be more than zero."), code="amount")
    if not paper.basis:
        raise Invalid(_("Name the resolution, agreement or letter that allows this."), code="basis")
    not_later(paper.date)


def not_later(date: datetime.date | None) -> datetime.date:
    if date and date > clock.today():
        raise Invalid(_("The date cannot lie in the future."), code="future")
    return date or clock.today()


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give the reason."), code="reason", field="reason")


def require_evidence(evidence: str, reference: str) -> None:
    if evidence not in Evidence.values or not reference.strip():
        raise Invalid(
            _("Name the payee's receipt: its kind and its number."), code="evidence", field="evidence_reference"
        )
