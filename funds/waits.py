"""Which vouchers wait for the approver and the cashier of their fund."""

from __future__ import annotations

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from funds.models import Voucher, VoucherKind
from funds.models.vouchers import SERIES
from funds.verbs import VOUCHER
from people.actors import Actor
from people.models import Role
from people.waits import WAITS, Wait, texts_of

_STEPS = {Role.APPROVER: "approve", Role.CASHIER: "pay"}


def _vouchers(actor: Actor) -> QuerySet[Voucher] | None:
    step = next((verb for role, verb in _STEPS.items() if actor.holds(role)), None)
    if step is None:
        return None
    mine = Voucher.objects.filter(fund__organisation=actor.organisation_id, kind=VoucherKind.PAYMENT)
    return mine.filter(state__in=VOUCHER.starts_from(step))


WAITS.provide(
    "voucher",
    Wait(
        rows=_vouchers,
        texts=texts_of(VOUCHER, "approve", "pay"),
        about=lambda: Concat(
            Value(f"{SERIES[VoucherKind.PAYMENT]} "),
            Cast(F("number"), CharField()),
            Value("/"),
            Cast(F("year"), CharField()),
            Value(" "),
            F("payee"),
            output_field=CharField(),
        ),
        url=lambda pk: f"/vouchers/{pk}/",
    ),
    by=__name__,
)
