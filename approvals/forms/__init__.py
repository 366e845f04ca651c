from approvals.forms.items import CastForm, DissentForm, InterestForm, LetStayForm, MotionForm, ResolveForm, VoteForm
from approvals.forms.meetings import CallAgainForm, CorrectForm, MinutesForm, OpenForm, OtherItemForm, PlanForm

__all__ = [
    "CallAgainForm",
    "CastForm",
    "CorrectForm",
    "DissentForm",
    "InterestForm",
    "LetStayForm",
    "MinutesForm",
    "MotionForm",
    "OpenForm",
    "OtherItemForm",
    "PlanForm",
    "ResolveForm",
    "VoteForm",
]
