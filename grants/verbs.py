"""What can be done to offers, agreements and instalments, and to a request once its funders answer: one row a verb."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.verbs import DANGER, QUIET, SECONDARY, Table, Verb
from grants.conditions import (
    has_no_agreement,
    has_not_ended,
    has_refund,
    is_signed,
    payments_go_on,
    refund_is_due,
    results_stand,
    waits_for_answers,
)
from grants.forms import (
    AskFunderForm,
    OfferForm,
    PayDirectForm,
    QuestionAnswerForm,
    QuestionForm,
    ReasonForm,
    RefundForm,
    ReportForm,
    SignForm,
)
from grants.models import Agreement, Instalment, Offer
from grants.permissions import (
    agency_answers,
    answers_for_funder,
    binds,
    council,
    draws_up,
    pays_direct,
    signs,
    through_fund,
    verifies,
)
from grants.reports import has_open_voucher
from requests.models import BudgetRequest

CLOCK = "the clock, on the day after the last day to answer"
RESOLVED = "the last endorsement of a request, or the fund board's resolution on its money"


def _page(row: Any) -> tuple[str, int]:
    return f"grants:{row._meta.model_name}", row.pk


REQUEST = Table(
    "grants",
    BudgetRequest,
    Verb("open_offers", through=RESOLVED),
    Verb(
        "ask_funder",
        right=[council],
        when=[waits_for_answers, has_no_agreement],
        label=_("Ask one more funder"),
        look=SECONDARY,
        asks=AskFunderForm,
    ),
    Verb(
        "draw_up",
        right=[draws_up],
        when=[waits_for_answers, has_no_agreement],
        label=_("Draw up the agreement"),
        look=SECONDARY,
        done=_("The agreement is drawn up; every party was told to sign."),
    ),
    Verb(
        "close_request",
        right=[draws_up],
        move="close",
        label=_("Close the request"),
        done=_("The request is closed."),
    ),
    at="requests/<int:pk>/",
)

OFFER = Table(
    "grants",
    Offer,
    Verb(
        "accept",
        right=[council],
        when=[waits_for_answers],
        label=_("Accept the offer"),
        done=_("The offer is accepted."),
        to=lambda offer: offer.budget_request,
    ),
    Verb(
        "acknowledge",
        right=[answers_for_funder],
        when=[waits_for_answers],
        label=_("We have received it"),
        look=SECONDARY,
        done=_("The council knows now that you have it."),
    ),
    Verb(
        "answer_question",
        right=[council],
        move="answer",
        when=[waits_for_answers],
        label=_("Answer the question"),
        asks=QuestionAnswerForm,
        on_page=True,
        submit=_("Send the answer"),
        done=_("The answer was sent."),
    ),
    Verb(
        "make_offer",
        right=[agency_answers, answers_for_funder, binds],
        move="offer",
        when=[waits_for_answers],
        label=_("Offer all or part"),
        asks=OfferForm,
        on_page=True,
        submit=_("Make this offer"),
        waits=_("Answer the request"),
        tells=True,
    ),
    Verb(
        "ask_question",
        right=[answers_for_funder],
        move="ask",
        when=[waits_for_answers],
        label=_("Ask for more"),
        look=QUIET,
        asks=QuestionForm,
        on_page=True,
        submit=_("Send the question"),
        done=_("The question was sent."),
    ),
    Verb(
        "decline",
        right=[agency_answers, answers_for_funder, binds],
        when=[waits_for_answers],
        label=_("Give nothing"),
        look=DANGER,
        asks=ReasonForm,
        on_page=True,
        submit=_("Decline with this reason"),
        done=_("The council was told, with your reason."),
    ),
    Verb(
        "receive_refund",
        right=[verifies],
        when=[has_refund, refund_is_due],
        label=_("Record that the money came back"),
        look=SECONDARY,
        asks=RefundForm,
        done=_("The money that came back is recorded."),
    ),
    Verb("set_aside", through=RESOLVED),
    Verb("lapse_overdue", move="lapse", through=CLOCK),
    at="offers/<int:pk>/",
)

AGREEMENT = Table(
    "grants",
    Agreement,
    Verb(
        "sign",
        right=[signs],
        when=[waits_for_answers],
        label=_("Sign"),
        asks=SignForm,
        on_page=True,
        done=_("You have signed."),
        waits=_("Sign the agreement"),
        to=_page,
    ),
    at="grants/agreements/<int:pk>/",
)

INSTALMENT = Table(
    "grants",
    Instalment,
    Verb(
        "request_payment",
        right=[council],
        when=[is_signed, payments_go_on],
        label=_("Ask for this instalment"),
        done=_("The instalment was asked for."),
        to=_page,
    ),
    Verb(
        "verify",
        right=[verifies],
        when=[has_not_ended],
        label=_("Everything is there"),
        done=_("Checked."),
        waits=_("Check what an instalment needs"),
        to=_page,
    ),
    Verb(
        "make_voucher",
        right=[verifies, through_fund],
        move="pay",
        when=[payments_go_on],
        offered=lambda _actor, row: not has_open_voucher(row),
        label=_("Make the voucher"),
        done=_("The voucher is made; another person approves it."),
        waits=_("Pay the instalment"),
        to=_page,
    ),
    Verb(
        "pay_direct",
        right=[verifies, pays_direct],
        move="pay",
        when=[payments_go_on, results_stand],
        label=_("Record the payment"),
        asks=PayDirectForm,
        on_page=True,
        submit=_("Paid"),
        done=_("The payment is recorded."),
        waits=_("Pay the instalment"),
        to=_page,
    ),
    Verb(
        "send_report",
        right=[council],
        move="report",
        when=[has_not_ended],
        label=_("Report"),
        asks=ReportForm,
        on_page=True,
        submit=_("Send the report"),
        done=_("The report was sent."),
        waits=_("Report on the instalment"),
        to=_page,
    ),
    Verb(
        "accept_report",
        right=[verifies],
        when=[has_not_ended],
        label=_("Accept the report"),
        done=_("The report is accepted."),
        waits=_("Check the report"),
        to=_page,
    ),
    Verb(
        "send_back",
        right=[verifies],
        when=[has_not_ended],
        label=_("Something is missing"),
        look=DANGER,
        asks=ReasonForm,
        on_page=True,
        submit=_("Send it back"),
        done=_("The council was told what is missing."),
        to=_page,
    ),
    Verb(
        "return_report",
        right=[verifies],
        when=[has_not_ended],
        label=_("Something is missing"),
        look=DANGER,
        asks=ReasonForm,
        on_page=True,
        submit=_("Send it back"),
        done=_("The council was told what is missing."),
        to=_page,
    ),
    at="grants/instalments/<int:pk>/",
)
