"""What can be done to a request about personal data: one row a verb."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import QUIET, Table, Verb
from privacy.forms import AnswerForm, RefuseForm
from privacy.models import DataRequest
from privacy.permissions import answers, has_a_seat, not_ones_own

DATA_REQUEST = Table(
    "privacy",
    DataRequest,
    Verb("ask", right=[has_a_seat], through="the page of one's own data"),
    Verb(
        "answer",
        right=[answers, not_ones_own],
        label=_("Answer: it is done"),
        asks=AnswerForm,
        done=_("Answered; the person was told."),
        waits=_("Answer what a person asks about their own data"),
    ),
    Verb(
        "refuse",
        right=[answers, not_ones_own],
        label=_("Answer: it is not possible"),
        look=QUIET,
        asks=RefuseForm,
        lede=_("Money and decisions are kept by law; contact data, photos and free texts mostly need not be."),
        done=_("Answered; the person was told."),
    ),
    at="privacy/requests/<int:pk>/",
)
