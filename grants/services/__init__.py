"""The only writers of offers, agreements, instalments and reports.

Locks go request → offer or agreement → instalment → report, and request → agreement → its paper.
"""

from grants.services.agreeing import draw_up, sign
from grants.services.answering import (
    accept,
    acknowledge,
    answer_question,
    ask_question,
    decline,
    lapse_overdue,
    make_offer,
    set_aside,
)
from grants.services.asking import ask_funder, open_offers
from grants.services.closing import close_request, receive_refund
from grants.services.paying import (
    make_voucher,
    pay_direct,
    request_payment,
    send_back,
    verify,
)
from grants.services.reporting import accept_report, return_report, send_report

__all__ = [
    "accept",
    "accept_report",
    "acknowledge",
    "answer_question",
    "ask_funder",
    "ask_question",
    "close_request",
    "decline",
    "draw_up",
    "lapse_overdue",
    "make_offer",
    "make_voucher",
    "open_offers",
    "pay_direct",
    "receive_refund",
    "request_payment",
    "return_report",
    "send_back",
    "send_report",
    "set_aside",
    "sign",
    "verify",
]
