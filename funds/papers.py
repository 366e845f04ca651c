"""The papers of a voucher: who may read them."""

from __future__ import annotations

from documents import subjects
from funds.models import Voucher
from funds.permissions import funds_visible_to
from people.actors import Actor


def _may_read(actor: Actor, pk: int) -> bool:
    return Voucher.objects.filter(pk=pk, fund__in=funds_visible_to(actor)).exists()


subjects.register("voucher", may_read=_may_read, url=lambda pk: f"/vouchers/{pk}/")
