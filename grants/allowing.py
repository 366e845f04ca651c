"""What a board's resolution lets its fund pay: one sum, to one payee, from one source, once what was resolved stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from approvals import standing
from approvals.models import Outcome, Resolution
from approvals.services.meetings import locked_item
from audit.errors import Invalid
from funds.effects import Allowed, Wanted
from funds.models import Fund, Voucher
from funds.workflow import State
from jobs import clock
from thai.money import baht
from wiring.refs import Ref

# A voucher that came to nothing uses nothing up.
_USED = ~Q(state__in=[State.REJECTED, State.REVERSED])


def lock(basis: Ref) -> None:
    """Meeting and item, before the voucher: an objection comes before the payment or after it, never meanwhile."""
    if found := Resolution.objects.filter(pk=basis.pk).first():
        locked_item(found.item_id)


def require(basis: Ref, wanted: Wanted) -> None:
    """The fund's own board allowed exactly this, and so much of it is left. The caller holds the fund's lock."""
    found = _allowing(wanted.fund).filter(pk=basis.pk).first()
    if found is None:
        raise Invalid(_("This resolution allows no payment of this fund."), code="not_allowed", field="basis")
    motion = found.motion
    if wanted.hold_id is not None or (wanted.source_id, wanted.payee) != (motion.source_id, motion.payee):
        raise Invalid(
            _("The resolution allows a payment to %(payee)s from %(source)s, and to nobody else.")
            % {"payee": motion.payee, "source": motion.source},
            code="not_what_was_resolved",
            field="basis",
        )
    left = _left(found, besides=wanted.voucher)
    if wanted.amount > left:
        raise Invalid(
            _("The resolution allows %(left)s baht more; this is %(amount)s.")
            % {"left": baht(left), "amount": baht(wanted.amount)},
            code="resolution_used_up",
            field="amount",
        )


def held(basis: Ref) -> str:
    return standing.in_words(Resolution.objects.filter(pk=basis.pk))


def since(basis: Ref) -> date | None:
    found = Resolution.objects.filter(pk=basis.pk).first()
    return found.resolved_at.astimezone(clock.BANGKOK).date() if found else None


def choices(fund: Fund) -> list[Allowed]:
    """Every payment that the board allowed and that is not used up, the newest first."""
    listed = [(found, _left(found)) for found in _allowing(fund).order_by("-pk")]
    return [_allowed(found, left) for found, left in listed if left > 0]


def _allowed(found: Resolution, left: int) -> Allowed:
    motion = found.motion
    assert motion.source is not None
    text = _("Resolution %(number)s") % {"number": found.label}
    return Allowed(found.basis, f"{text} {found.item.title}", motion.source, motion.payee, left)


def _allowing(fund: Fund) -> Any:
    boards = Q(item__meeting__committee__parent=fund.organisation_id, motion__source__fund=fund)
    found = Resolution.objects.filter(boards, outcome=Outcome.ALLOW)
    return found.select_related("motion__source__fund", "item")


def _left(found: Resolution, *, besides: int | None = None) -> int:
    vouchers = Voucher.objects.filter(_USED, basis=found.basis).exclude(pk=besides or 0)
    return int(found.motion.payment or 0) - int(vouchers.aggregate(sum=Sum("amount"))["sum"] or 0)
