"""How the events of money read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register

register(
    "funds",
    Event("fund.opened", _("The fund was opened on {opened_on:date}.")),
    Event("source.opened", _("The money source “{name}” was opened.")),
    Event("money.received", _("{amount:baht} baht came into source {source}.")),
    Event("money.committed", _("{amount:baht} baht of source {source} was set aside.")),
    Event("money.paid", _("{amount:baht} baht was paid from source {source}.")),
    Event("money.returned", _("{amount:baht} baht of unspent money came back to source {source}.")),
    Event("voucher.made", _("Voucher {number} for {amount:baht} baht was made.")),
    Event("voucher.approved", _("Payment of {amount:baht} baht under {number} was approved.")),
    Event("voucher.rejected", _("Voucher {number} was rejected: {reason}")),
    Event("voucher.paid", _("{amount:baht} baht was paid under {number}.")),
    Event("voucher.received", _("{amount:baht} baht was received under {number}.")),
    Event("voucher.reversed", _("Voucher {number} was reversed: {reason}")),
)
