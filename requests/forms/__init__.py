from requests.forms.deciding import DefectForm, DefectFormSet, StillOpenForm, SubmitForm, WithdrawForm
from requests.forms.writing import AttachmentForm, BeginForm, row_formset, section_form

__all__ = [
    "AttachmentForm", "BeginForm", "DefectForm", "DefectFormSet", "StillOpenForm", "SubmitForm", "WithdrawForm",
    "row_formset", "section_form",
]  # fmt: skip
