from approvals.forms.items import (
    AnswerForm,
    CastForm,
    DissentForm,
    InterestForm,
    LetStayForm,
    MotionForm,
    ObjectionForm,
    ResolveForm,
    StandInForm,
    VoteForm,
)
from approvals.forms.meetings import CallAgainForm, CorrectForm, MinutesForm, OpenForm, OtherItemForm, PlanForm

__all__ = [
    "AnswerForm",
    "CallAgainForm",
    "CastForm",
    "CorrectForm",
    "DissentForm",
    "InterestForm",
    "LetStayForm",
    "MinutesForm",
    "MotionForm",
    "ObjectionForm",
    "OpenForm",
    "OtherItemForm",
    "PlanForm",
    "ResolveForm",
    "StandInForm",
    "VoteForm",
]
