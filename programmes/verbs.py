"""What can be done to the routes, calls and cost norms of a province: one row a verb."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.verbs import QUIET, SECONDARY, Table, Verb
from programmes.call_forms import CallForm
from programmes.conditions import is_not_over
from programmes.forms import EndNormForm
from programmes.models import Call, CostNorm, Route
from programmes.permissions import sets_norms, sets_up

SET_UP = "the setting up of a province"

ROUTE = Table("programmes", Route, Verb("add_route", right=[sets_up], through=SET_UP))
CALL = Table(
    "programmes",
    Call,
    Verb(
        "add_call",
        right=[sets_up],
        label=_("Open a call"),
        address=lambda row: f"{reverse('programmes:add_call')}{f'?from={row.pk}' if row.pk else ''}",
    ),
    Verb(
        "change_call",
        right=[sets_up],
        when=[is_not_over],
        label=_("Change this call"),
        look=SECONDARY,
        asks=CallForm,
        done=_("The call was changed."),
    ),
    at="calls/<int:pk>/",
)
NORM = Table(
    "programmes",
    CostNorm,
    Verb("set_norm", right=[sets_norms], label=_("Set a norm"), address=lambda _row: reverse("programmes:set_norm")),
    Verb(
        "import_norms",
        right=[sets_norms],
        label=_("Bring a list in"),
        address=lambda _row: reverse("programmes:import_norms"),
    ),
    Verb(
        "end_norm",
        right=[sets_norms],
        label=_("End this norm"),
        look=QUIET,
        asks=EndNormForm,
        lede=_("From the next day on nothing is over it any more. What was sent until then keeps it on its paper."),
        done=_("The norm ends on that day."),
        to=lambda _row: "programmes:norms",
    ),
    at="norms/<int:pk>/",
)
