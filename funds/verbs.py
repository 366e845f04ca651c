"""What can be done to a fund and its vouchers: one row a verb, in the order in which pages offer them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import DANGER, QUIET, SECONDARY, Table, Verb
from funds.conditions import nothing_holds_it
from funds.forms import BooksForm, EvidenceForm, PaymentForm, ReasonForm, ReceiptForm, SourceForm
from funds.models import Fund, Voucher
from funds.permissions import (
    approves,
    handles_receipts,
    keeps_books,
    not_by_approver,
    not_by_maker,
    not_by_payer,
    of_the_fund,
    of_the_fund_or_secretariat,
    pays,
    sees_it,
    sets_up,
)

FUND = Table(
    "funds",
    Fund,
    Verb("open_fund", right=[of_the_fund_or_secretariat, sets_up], through="the setting up of a province"),
    Verb(
        "make_voucher",
        right=[of_the_fund, keeps_books],
        label=_("Make a payment voucher"),
        asks=PaymentForm,
        submit=_("Make the voucher"),
        done=_("The voucher was made. Another person approves it now."),
    ),
    Verb(
        "record_receipt",
        right=[of_the_fund, handles_receipts],
        label=_("Record money received"),
        look=SECONDARY,
        asks=ReceiptForm,
        submit=_("Record the receipt"),
        done=_("The money is in the books."),
    ),
    Verb(
        "open_source",
        right=[of_the_fund_or_secretariat, sets_up],
        label=_("New source of money"),
        look=SECONDARY,
        asks=SourceForm,
        submit=_("Open the source"),
        done=_("The source is open."),
    ),
    Verb(
        "export_books",
        right=[sees_it],
        label=_("The books as a file"),
        look=QUIET,
        asks=BooksForm,
        submit=_("Make the file"),
    ),
    Verb("close_period", right=[of_the_fund, keeps_books], through="the closing of a month, by command"),
    at="funds/<str:code>/",
    arguments=lambda fund: [fund.code],
)

VOUCHER = Table(
    "funds",
    Voucher,
    Verb(
        "approve",
        right=[of_the_fund, approves, not_by_maker],
        label=_("Approve"),
        done=_("Approved. The cashier pays it now."),
        waits=_("Approve the payment"),
    ),
    Verb(
        "pay",
        right=[of_the_fund, pays, not_by_maker, not_by_approver],
        when=[nothing_holds_it],
        label=_("Pay"),
        asks=EvidenceForm,
        done=_("Paid, and in the books."),
        waits=_("Pay"),
    ),
    Verb(
        "reject",
        right=[of_the_fund, approves],
        label=_("Reject"),
        look=DANGER,
        asks=ReasonForm,
        done=_("The voucher was rejected; its number stays used."),
    ),
    Verb(
        "reverse",
        right=[of_the_fund, approves, not_by_payer],
        label=_("Reverse"),
        look=DANGER,
        asks=ReasonForm,
        done=_("Reversed. The voucher and both entries stay in the books."),
    ),
    at="vouchers/<int:pk>/",
)
