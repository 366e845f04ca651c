"""How the events of money read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from funds.facts import (
    FundOpenedFacts,
    MoneyMovedFacts,
    MoneySetAsideFacts,
    SourceOpenedFacts,
    VoucherDoubtedFacts,
    VoucherFacts,
    VoucherMadeFacts,
    VoucherPaidFacts,
    VoucherReceivedFacts,
)

register(
    "funds",
    Event("fund.opened", _("The fund was opened on {opened_on:date}."), facts=FundOpenedFacts, by_database=True),
    Event("source.opened", _("The money source “{name}” was opened."), facts=SourceOpenedFacts, by_database=True),
    Event(
        "money.received",
        _("{amount:baht} baht came into source {source}."),
        facts=MoneyMovedFacts,
        by_database=True,
        texts=("memo",),
    ),
    Event(
        "money.committed",
        _("{amount:baht} baht of source {source} was set aside."),
        facts=MoneySetAsideFacts,
        by_database=True,
    ),
    Event(
        "money.paid",
        _("{amount:baht} baht was paid from source {source}."),
        facts=MoneyMovedFacts,
        by_database=True,
        texts=("memo",),
    ),
    Event(
        "money.returned",
        _("{amount:baht} baht of unspent money came back to source {source}."),
        facts=MoneyMovedFacts,
        by_database=True,
        texts=("memo",),
    ),
    Event(
        "voucher.made",
        _("Voucher {number} for {amount:baht} baht was made."),
        facts=VoucherMadeFacts,
        texts=(
            "payee",
            "memo",
        ),
    ),
    Event(
        "voucher.approved",
        _("Payment of {amount:baht} baht under {number} was approved."),
        facts=VoucherFacts,
        texts=(
            "payee",
            "memo",
        ),
    ),
    Event(
        "voucher.rejected",
        _("Voucher {number} was rejected: {reason}"),
        facts=VoucherFacts,
        texts=(
            "payee",
            "memo",
            "reason",
        ),
    ),
    Event(
        "voucher.doubted",
        _("The evidence of {number} is like that of {other}. Whoever recorded it says why: {reason}"),
        facts=VoucherDoubtedFacts,
        texts=("reason",),
    ),
    Event(
        "voucher.paid",
        _("{amount:baht} baht was paid under {number}."),
        facts=VoucherPaidFacts,
        version=2,
        texts=(
            "payee",
            "memo",
        ),
    ),
    Event(
        "voucher.received",
        _("{amount:baht} baht was received under {number}."),
        facts=VoucherReceivedFacts,
        version=2,
        texts=(
            "payee",
            "memo",
        ),
    ),
    Event(
        "voucher.reversed",
        _("Voucher {number} was reversed: {reason}"),
        facts=VoucherFacts,
        texts=(
            "payee",
            "memo",
            "reason",
        ),
    ),
    about=("fund:", "voucher:"),
)
