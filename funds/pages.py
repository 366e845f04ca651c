"""What the pages of vouchers show: the state's look, the story, and only the buttons that the reader may press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.reports import events_of
from documents.reports import of_subject
from funds import bases
from funds.models import Fund, Voucher
from funds.permissions import reason_against
from people.actors import Actor

PERSONS = ("made_by", "approved_by", "paid_by", "rejected_by", "reversed_by")
_STEPS = (
    ("made", gettext_lazy("Made by")),
    ("approved", gettext_lazy("Approved by")),
    ("paid", gettext_lazy("Paid by")),
    ("rejected", gettext_lazy("Rejected by")),
    ("reversed", gettext_lazy("Reversed by")),
)


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    url: str
    kind: str = ""
    is_post: bool = False


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
        "kind": row.look,
        "steps": _steps(row),
        "timeline": story,
        "basis": bases.describe(row.basis),
        "buttons": _buttons(row, actor),
        "documents": of_subject(row.subject),
        **under(row.fund),
    }


def _steps(row: Voucher) -> list[tuple[str, Any, Any]]:
    found = [(str(label), getattr(row, f"{step}_by"), getattr(row, f"{step}_at")) for step, label in _STEPS]
    return [step for step in found if step[1]]


def _buttons(row: Voucher, actor: Actor) -> list[Button]:
    wanted = {
        "approve": Button(_("Approve"), reverse("funds:approve", args=[row.pk]), is_post=True),
        "pay": Button(_("Pay"), reverse("funds:pay", args=[row.pk])),
        "reject": Button(_("Reject"), reverse("funds:reject", args=[row.pk]), "secondary"),
        "reverse": Button(_("Reverse"), reverse("funds:reverse", args=[row.pk]), "danger"),
    }
    return [button for verb, button in wanted.items() if row.can(verb) and not reason_against(verb, actor, row)]
