"""What the pages of vouchers show: the state's look, the story, and who did what."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from audit.reports import events_of
from documents.reports import of_subject
from funds import bases, effects
from funds.checks import label_in
from funds.models import Fund, Voucher
from funds.permissions import sees_it
from funds.workflow import OPEN
from people.actors import Actor

PERSONS = ("made_by", "approved_by", "paid_by", "rejected_by", "reversed_by")
_STEPS = (
    ("made", gettext_lazy("Made by")),
    ("approved", gettext_lazy("Approved by")),
    ("paid", gettext_lazy("Paid by")),
    ("rejected", gettext_lazy("Rejected by")),
    ("reversed", gettext_lazy("Reversed by")),
)


def under(fund: Fund, voucher: Voucher | None = None) -> dict[str, Any]:
    """Crumbs and navigation of a page below a fund, or below one of its vouchers."""
    crumbs = [(str(fund), fund.get_absolute_url())]
    if voucher:
        crumbs.append((voucher.label, voucher.get_absolute_url()))
    return {"fund": fund, "nav": "funds", "crumbs": crumbs}


def voucher(row: Voucher, actor: Actor) -> dict[str, Any]:
    told = [event for event in events_of(row.subject) if not event.event.startswith("document.")]
    story = [{"text": event.sentence, "when": event.occurred_at} for event in reversed(told)]
    return {
        "voucher": row,
        "like": row.like and label_in(row.fund, row.like),
        "opens_like": row.like and not sees_it(actor, row.like.fund),
        "kind": row.look,
        "steps": _steps(row),
        "timeline": story,
        "held": effects.held(row.basis) if row.state in OPEN else "",
        "basis": bases.describe(row.basis),
        "documents": of_subject(actor, row.subject),
        **under(row.fund),
    }


def _steps(row: Voucher) -> list[tuple[str, Any, Any]]:
    found = [(str(label), getattr(row, f"{step}_by"), getattr(row, f"{step}_at")) for step, label in _STEPS]
    return [step for step in found if step[1]]
