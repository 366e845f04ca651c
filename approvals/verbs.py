"""What can be done in a committee's meetings: one row a verb, in the order in which pages offer them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals import reports
from approvals.conditions import (
    has_lost_its_presider,
    in_session,
    is_before_the_vote,
    is_called,
    is_closed,
    is_objected_to,
    is_prepared,
    is_resolved,
    is_tied,
    is_uncounted,
    is_undecided,
    is_unvoted,
    is_voted_on,
    may_still_be_objected_to,
)
from approvals.forms import (
    AnswerForm,
    CallAgainForm,
    CastForm,
    CorrectForm,
    DissentForm,
    InterestForm,
    LetStayForm,
    MinutesForm,
    MotionForm,
    ObjectionForm,
    OpenForm,
    OtherItemForm,
    PlanForm,
    ResolveForm,
    StandInForm,
    VoteForm,
)
from approvals.models import AgendaItem, Meeting
from approvals.permissions import (
    answers_for_chair,
    did_not_object,
    has_no_interest,
    is_member,
    is_no_ones_second,
    presides,
    records_for_others,
    runs,
    was_there,
    was_told,
)
from audit.verbs import QUIET, SECONDARY, Table, Verb
from people.pages import VersionForm
from requests.conditions import is_before_a_committee
from requests.models import BudgetRequest
from requests.permissions import decides


def _its_page(row: Any) -> str:
    return str(row.get_absolute_url())


REQUEST = Table(
    "approvals",
    BudgetRequest,
    Verb(
        "list_item",
        right=[decides],
        when=[is_before_a_committee],
        label=_("Put it on an agenda"),
        look=SECONDARY,
        address=lambda row: reverse("approvals:agenda", args=[row.pk]),
    ),
)

MEETING = Table(
    "approvals",
    Meeting,
    Verb("set_rules", right=[runs], through="the adoption of a committee's own rules, by command"),
    Verb("plan", right=[runs], asks=PlanForm, on_page=True, address=lambda _row: reverse("approvals:plan")),
    Verb(
        "call",
        right=[runs],
        label=_("Send the notice to every member"),
        done=_("Every member was told."),
    ),
    Verb("open_meeting", right=[runs], move="open", label=_("Open the meeting"), asks=OpenForm),
    Verb("close", right=[runs], label=_("Close the meeting"), asks=MinutesForm),
    Verb(
        "confirm",
        right=[was_there],
        when=[is_closed],
        offered=reports.is_asked_to_confirm,
        label=_("Confirm what was resolved"),
        asks=VersionForm,
        submit=_("Yes, it was so"),
        done=_("Confirmed. Money may follow from what this meeting resolved."),
        waits=_("Confirm what your meeting resolved"),
    ),
    Verb(
        "call_again",
        right=[runs],
        move="call_off",
        when=[is_called],
        label=_("No quorum? Call the meeting again"),
        look=QUIET,
        asks=CallAgainForm,
        submit=_("Plan it anew"),
        done=_("The meeting is planned anew, with its agenda."),
    ),
    Verb("call_off", right=[runs], label=_("Call the meeting off"), look=QUIET, done=_("The meeting was called off.")),
    Verb(
        "list_item",
        right=[runs],
        when=[is_prepared],
        label=_("Another matter"),
        look=SECONDARY,
        asks=OtherItemForm,
        on_page=True,
        submit=_("Put it on this agenda"),
        done=_("It is on the agenda."),
    ),
    Verb(
        "adopt",
        right=[runs],
        when=[in_session],
        label=_("Adopt them as they are"),
        on_page=True,
        address=_its_page,
        done=_("The minutes are adopted."),
    ),
    Verb(
        "adopt_corrected",
        right=[runs],
        when=[in_session],
        label=_("Adopt with corrections"),
        look=SECONDARY,
        asks=CorrectForm,
        on_page=True,
        address=_its_page,
    ),
    at="meetings/<int:pk>/",
)

ITEM = Table(
    "approvals",
    AgendaItem,
    Verb(
        "vote",
        right=[is_member],
        when=[in_session, is_voted_on, is_uncounted],
        offered=reports.is_asked_to_vote,
        label=_("Vote"),
        asks=VoteForm,
        on_page=True,
        done=_("The vote is on record."),
        waits=_("Vote"),
    ),
    Verb(
        "close_vote",
        right=[runs, has_no_interest],
        move="resolve",
        when=[in_session, is_voted_on, is_uncounted],
        label=_("Resolution"),
        look=SECONDARY,
        asks=ResolveForm,
        on_page=True,
        submit=_("Record the resolution"),
    ),
    Verb(
        "resolve_unopposed",
        right=[runs, has_no_interest],
        move="resolve",
        when=[in_session, is_voted_on, is_unvoted],
        through="the form of close_vote",
    ),
    Verb(
        "cast_vote",
        right=[presides, has_no_interest],
        move="resolve",
        when=[in_session, is_voted_on, is_tied],
        label=_("The deciding vote"),
        look=SECONDARY,
        asks=CastForm,
        on_page=True,
        submit=_("Record the resolution"),
        waits=_("The votes are equal: you have the deciding vote"),
    ),
    Verb(
        "hand_chair",
        right=[runs, has_no_interest],
        when=[in_session, is_undecided, has_lost_its_presider],
        label=_("Who presides over this item"),
        look=SECONDARY,
        asks=StandInForm,
        on_page=True,
        submit=_("Put on record who presides"),
        done=_("It is on record who presides over this item."),
    ),
    Verb(
        "put_to_vote",
        right=[runs, has_no_interest],
        when=[in_session],
        label=_("Put to the vote"),
        asks=MotionForm,
        on_page=True,
        submit=_("Put this to the vote"),
        done=_("The members vote now."),
    ),
    Verb(
        "declare",
        right=[is_member],
        when=[is_before_the_vote],
        label=_("Declare an interest"),
        look=QUIET,
        asks=InterestForm,
        on_page=True,
        submit=_("Declare this interest"),
        done=_("The interest was recorded; the member takes no part in this item."),
    ),
    Verb(
        "let_stay",
        right=[runs, has_no_interest],
        when=[in_session, is_before_the_vote],
        label=_("Secret ballot of the others"),
        look=QUIET,
        asks=LetStayForm,
        on_page=True,
        address=_its_page,
        submit=_("Record the ballot"),
    ),
    Verb(
        "strike_item",
        right=[runs, has_no_interest],
        move="strike",
        label=_("Take it off the agenda"),
        look=QUIET,
        done=_("It was taken off the agenda."),
        to=lambda item: item.meeting,
    ),
    Verb(
        "dissent",
        right=[is_member],
        when=[in_session, is_resolved],
        offered=reports.may_differ,
        label=_("Record a differing view"),
        look=QUIET,
        asks=DissentForm,
        on_page=True,
        submit=_("Record it"),
        done=_("The differing view is on record."),
    ),
    Verb(
        "raise_objection",
        right=[was_told],
        when=[is_resolved, may_still_be_objected_to],
        offered=reports.may_object,
        label=_("This is not what was resolved"),
        look=QUIET,
        asks=ObjectionForm,
        on_page=True,
        submit=_("Put my objection on record"),
        done=_("Your objection is on record. Payment waits until the chair answers."),
    ),
    Verb(
        "answer_objections",
        right=[answers_for_chair, did_not_object, is_no_ones_second, has_no_interest],
        when=[is_resolved, is_objected_to],
        label=_("Answer the objection"),
        asks=AnswerForm,
        on_page=True,
        submit=_("Answer it; the resolution stands"),
        done=_("Answered. Payment may go on."),
        waits=_("Answer the objection to a result"),
    ),
    Verb(
        "record_for_another", right=[records_for_others], through="vote, declare and dissent, for another member's seat"
    ),
    at="meetings/items/<int:pk>/",
)
