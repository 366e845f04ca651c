"""The form that takes a filled workbook."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.pages import VersionForm

ACCEPT = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookForm(VersionForm):
    """`version` is the draft's as its bringer sees it; `over` says that they have seen what is other, and want the form's."""

    file = forms.FileField(
        label=_("The form as you filled it in"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("The .xlsx file that was taken away here, at most 5 MB."),
    )
    over = forms.BooleanField(label=_("Put what the form says in the place of what stands here now"), required=False)
