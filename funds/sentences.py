"""How the events of money read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "fund.opened": _("The fund was opened on {opened_on:date}."),
        "source.opened": _("The money source “{name}” was opened."),
        "money.received": _("{amount:baht} baht came into source {source}."),
        "money.committed": _("{amount:baht} baht of source {source} was set aside."),
        "money.released": _("{amount:baht} baht that had been set aside was released."),
        "money.paid": _("{amount:baht} baht was paid from source {source}."),
        "money.returned": _("{amount:baht} baht of unspent money came back to source {source}."),
        "entry.reversed": _("An entry of {amount:baht} baht was reversed: {reason}"),
        "period.closed": _("The books were closed for a period."),
        "voucher.made": _("Voucher {number} for {amount:baht} baht was made."),
        "voucher.approved": _("Payment of {amount:baht} baht under {number} was approved."),
        "voucher.rejected": _("Voucher {number} was rejected: {reason}"),
        "voucher.paid": _("{amount:baht} baht was paid under {number}."),
        "voucher.received": _("{amount:baht} baht was received under {number}."),
        "voucher.reversed": _("Voucher {number} was reversed: {reason}"),
    }
)
