"""What a voucher must be like for a verb, beside its state; `funds.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import condition
from funds import effects
from funds.models import Voucher


@condition("payment_held", _("Payment waits: what was resolved is not confirmed yet, or a member objected to it."))
def nothing_holds_it(voucher: Voucher) -> bool:
    return not effects.held(voucher.basis)
