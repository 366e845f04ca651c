from requests.forms.deciding import DefectForm, DefectFormSet, ReasonForm, StillOpenForm, SubmitForm
from requests.forms.writing import AttachmentForm, BeginForm, screen_form

__all__ = [
    "AttachmentForm",
    "BeginForm",
    "DefectForm",
    "DefectFormSet",
    "ReasonForm",
    "StillOpenForm",
    "SubmitForm",
    "screen_form",
]
