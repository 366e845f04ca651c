"""What can be done to offers, agreements and instalments, and to a request once its funders answer: one row a verb."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.verbs import DANGER, QUIET, SECONDARY, Table, Verb
from grants.forms import AskFunderForm, OfferForm, PayDirectForm, ReasonForm, ReportForm, SignForm, TextForm
from grants.models import Agreement, Instalment, Offer
from grants.permissions import (
    agency_answers,
    answers_for_funder,
    council,
    draws_up,
    pays_direct,
    signs,
    through_fund,
    verifies,
)
from grants.reports import has_open_voucher
from requests.models import BudgetRequest
from requests.workflow import State

CLOCK = "the clock, on the day after the last day to answer"
RESOLVED = "the last endorsement of a request, or the fund board's resolution on its money"


def _is_being_funded(row: BudgetRequest) -> bool:
    return row.state == State.FUNDING and not hasattr(row, "agreement")


def _page(row: Any) -> tuple[str, int]:
    return f"grants:{row._meta.model_name}", row.pk


REQUEST = Table(
    "grants",
    BudgetRequest,
    Verb("open_offers", through=RESOLVED),
    Verb(
        "ask_funder",
        right=[council],
        when=_is_being_funded,
        label=_("Ask one more funder"),
        look=QUIET,
        asks=AskFunderForm,
    ),
    Verb(
        "draw_up",
        right=[draws_up],
        when=_is_being_funded,
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
        label=_("Accept the offer"),
        done=_("The offer is accepted."),
        to=lambda offer: offer.budget_request,
    ),
    Verb(
        "acknowledge",
        right=[answers_for_funder],
        label=_("We have received it"),
        look=SECONDARY,
        done=_("The council knows now that you have it."),
    ),
    Verb(
        "answer_question",
        right=[council],
        move="answer",
        label=_("Answer the question"),
        asks=TextForm,
        on_page=True,
        submit=_("Send the answer"),
        done=_("The answer was sent."),
    ),
    Verb(
        "make_offer",
        right=[agency_answers, answers_for_funder],
        move="offer",
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
        label=_("Ask for more"),
        look=QUIET,
        asks=TextForm,
        on_page=True,
        submit=_("Send the question"),
        done=_("The question was sent."),
    ),
    Verb(
        "decline",
        right=[agency_answers, answers_for_funder],
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
        when=lambda offer: hasattr(offer, "refund") and not offer.refund.returned_at,
        label=_("Record that the money came back"),
        look=SECONDARY,
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
        label=_("Ask for this instalment"),
        done=_("The instalment was asked for."),
        to=_page,
    ),
    Verb(
        "verify",
        right=[verifies],
        label=_("Everything is there"),
        done=_("Checked."),
        waits=_("Check what an instalment needs"),
        to=_page,
    ),
    Verb(
        "make_voucher",
        right=[verifies, through_fund],
        move="pay",
        when=lambda row: not has_open_voucher(row),
        label=_("Make the voucher"),
        done=_("The voucher is made; another person approves it."),
        waits=_("Pay the instalment"),
        to=_page,
    ),
    Verb(
        "pay_direct",
        right=[verifies, pays_direct],
        move="pay",
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
        label=_("Accept the report"),
        done=_("The report is accepted."),
        waits=_("Check the report"),
        to=_page,
    ),
    Verb(
        "send_back",
        right=[verifies],
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
