"""What a budget request must be like for a verb, beside its state; `requests.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import condition
from jobs import clock
from requests.models import BudgetRequest
from requests.workflow import State


@condition("not_editable", _("What was sent can be changed only when it is returned."))
def is_editable(row: BudgetRequest) -> bool:
    return row.is_editable


@condition("not_late_for_its_call", _("Only a draft whose call is over is taken along into another one."))
def is_late_for_its_call(row: BudgetRequest) -> bool:
    return row.state == State.DRAFT and row.call.closes_on < clock.today()


# The machine knows one move back to the council: of whoever checks for completeness, and by a committee's resolution.
@condition("not_being_checked", _("Only what is being checked for completeness is returned so."))
def is_being_checked(row: BudgetRequest) -> bool:
    return bool(row.state == State.SUBMITTED)


@condition("not_before_a_committee", _("This request is not before a committee."))
def is_before_a_committee(row: BudgetRequest) -> bool:
    return bool(row.state == State.IN_REVIEW)
