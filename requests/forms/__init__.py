from requests.forms.deciding import (
    DefectForm,
    DefectFormSet,
    ReasonForm,
    StillOpenForm,
    SubmitForm,
    TakeAlongForm,
    WordsForm,
)
from requests.forms.workbooks import ManyForm, WorkbookForm
from requests.forms.writing import AttachmentForm, BeginForm, answers_form

__all__ = [
    "AttachmentForm",
    "BeginForm",
    "DefectForm",
    "DefectFormSet",
    "ManyForm",
    "ReasonForm",
    "StillOpenForm",
    "SubmitForm",
    "TakeAlongForm",
    "WordsForm",
    "WorkbookForm",
    "answers_form",
]
