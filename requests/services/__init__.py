"""The only writers of budget requests: one function a verb.

Every verb locks the request's row before it reads its state, so that the second of two clicks finds what the first
one did. `version` is what the person's page showed; another one means somebody was faster (StaleVersion).
"""

from requests.services.batches import bring_many, read_batch
from requests.services.deciding import defer, endorse, not_endorse, resume, return_by_resolution
from requests.services.demanding import set_demand
from requests.services.filling import Part, as_filled, fill
from requests.services.intake import admit, return_for_revision
from requests.services.life import (
    activate,
    agree,
    begin_closing,
    close,
    suspend,
    take_up_again,
    terminate,
    wait_for,
)
from requests.services.moving import take_along
from requests.services.opening import choose_words
from requests.services.pages import Page
from requests.services.submitting import submit, withdraw
from requests.services.writing import MAX_ROWS, attach, begin, remove_attachment, take_back_file, write

__all__ = [
    "MAX_ROWS",
    "Page",
    "Part",
    "activate",
    "admit",
    "agree",
    "as_filled",
    "attach",
    "begin",
    "begin_closing",
    "bring_many",
    "choose_words",
    "close",
    "defer",
    "endorse",
    "fill",
    "not_endorse",
    "read_batch",
    "remove_attachment",
    "resume",
    "return_by_resolution",
    "return_for_revision",
    "set_demand",
    "submit",
    "suspend",
    "take_along",
    "take_back_file",
    "take_up_again",
    "terminate",
    "wait_for",
    "withdraw",
    "write",
]
