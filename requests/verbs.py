"""What can be done to a budget request: one row a verb, in the order in which its page offers them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.verbs import QUIET, SECONDARY, Table, Verb
from people.pages import VersionForm
from requests.conditions import is_before_a_committee, is_being_checked, is_editable, is_late_for_its_call
from requests.forms import ReasonForm, SubmitForm, TakeAlongForm, WordsForm, WorkbookForm
from requests.models import Batch, BudgetRequest, Demand
from requests.permissions import (
    asker_is_active,
    brings_many,
    checks_intake,
    decides,
    decides_there,
    own,
    secretariat,
    sets_demands,
    writes,
)

RESOLVED = "a resolution of the committee that has the request"
FUNDED = "what funders and council do with its offers, agreement and instalments"
TOLD = _("Done; everybody concerned was told.")


def _questions(row: BudgetRequest) -> str:
    return reverse("requests:questions", args=[row.pk])


VERBS = Table(
    "requests",
    BudgetRequest,
    Verb("begin", right=[writes, asker_is_active], address=lambda row: reverse("requests:begin")),
    Verb(
        "write",
        right=[writes],
        when=[is_editable],
        label=_("Write on"),
        look=SECONDARY,
        address=_questions,
    ),
    Verb("fill", right=[writes], when=[is_editable], label=_("Fill it in with Excel"), look=QUIET, asks=WorkbookForm),
    Verb("attach", right=[writes], when=[is_editable], on_page=True),
    Verb(
        "remove_attachment",
        right=[writes],
        when=[is_editable],
        address=lambda row: reverse("requests:write", args=[row.pk, "attachments"]),
    ),
    Verb(
        "take_along",
        right=[writes],
        when=[is_late_for_its_call],
        label=_("Take it along into another call"),
        asks=TakeAlongForm,
        lede=_("Its call is over. What is written stays; the terms of the other call count from now on."),
        done=_("The draft is in the other call now. Look over what it lacks there."),
    ),
    Verb(
        "choose_words",
        right=[writes],
        when=[is_editable],
        label=_("What everybody will read"),
        look=QUIET,
        asks=WordsForm,
        submit=_("Keep this"),
        done=_("Kept. So it is read once the request is sent."),
    ),
    Verb("take_back_file", right=[writes], address=lambda row: row.get_absolute_url()),
    Verb(
        "submit",
        right=[writes, asker_is_active],
        label=_("Send the request"),
        asks=SubmitForm,
        done=_("Sent. The receipt number is %(number)s; %(who)s has it now."),
    ),
    Verb(
        "withdraw",
        right=[own],
        label=_("Withdraw the request"),
        look=QUIET,
        asks=ReasonForm,
        lede=_(
            "A withdrawn request is over for good: it keeps its number and its history, and cannot be taken up again."
            " You can write a new one."
        ),
        done=TOLD,
    ),
    Verb(
        "return_for_revision",
        right=[checks_intake],
        when=[is_being_checked],
        label=_("Check for completeness"),
        asks=VersionForm,
        submit=_("Return for revision"),
        done=_("Returned. The council has until the date on the list."),
    ),
    Verb(
        "admit",
        right=[checks_intake],
        label=_("Find it complete"),
        on_page=True,
        done=_("The request is complete and goes before the committee."),
    ),
    Verb("endorse", right=[decides_there], through=RESOLVED),
    Verb(
        "return_by_resolution",
        right=[decides_there],
        move="return_for_revision",
        when=[is_before_a_committee],
        through=RESOLVED,
    ),
    Verb("defer", right=[decides_there], through=RESOLVED),
    Verb("not_endorse", right=[decides_there], through=RESOLVED),
    Verb("resume", right=[decides], label=_("Take it up again"), done=_("The request was taken up again.")),
    Verb("wait_for", through=FUNDED),
    Verb("agree", through=FUNDED),
    Verb("activate", through=FUNDED),
    Verb("begin_closing", through=FUNDED),
    Verb("close", through=FUNDED),
    Verb(
        "suspend",
        right=[secretariat],
        label=_("Suspend"),
        look=QUIET,
        asks=ReasonForm,
        lede=_("While it is suspended nothing is paid. The council and the funders see why."),
        done=TOLD,
    ),
    Verb(
        "take_up_again",
        right=[secretariat],
        label=_("End the suspension"),
        look=QUIET,
        done=_("The suspension was ended."),
    ),
    Verb(
        "terminate",
        right=[secretariat],
        label=_("Terminate"),
        look=QUIET,
        asks=ReasonForm,
        lede=_(
            "It ends here for good: nothing more is paid, what is set aside is freed, and what was paid and not spent"
            " falls due for return."
        ),
        done=TOLD,
    ),
    at="requests/<int:pk>/",
)

DEMANDS = Table(
    "requests",
    Demand,
    Verb("set_demand", right=[sets_demands], address=lambda row: reverse("requests:set_demand", args=[row.rule])),
)

BATCHES = Table(
    "requests",
    Batch,
    Verb("bring_many", right=[brings_many], address=lambda _row: reverse("requests:bring_many")),
)
