"""The form that takes a filled workbook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.pages import VersionForm
from programmes.models import Call

ACCEPT = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookForm(VersionForm):
    """`version` is the draft's as its bringer sees it; `over` says that they have seen what is other, and want the form's."""

    file = forms.FileField(
        label=_("The form as you filled it in"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("The .xlsx file that was taken away here, at most 5 MB."),
    )
    over = forms.BooleanField(label=_("Put what the form says in the place of what stands here now"), required=False)


MOST_MANY_BYTES = 9_000_000


class ManyForm(forms.Form):
    """A workbook of many requests, for one call."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("The workbook as it was filled in"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("The .xlsx file that was taken away here, at most 9 MB and 1,000 requests."),
    )

    def __init__(self, *args: Any, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[bytes]:
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        if (found.size or 0) > MOST_MANY_BYTES:
            raise forms.ValidationError(_("This file is too large. Divide it into several."), code="too_large")
        return found

    def data_of_file(self) -> bytes:
        """The bytes; whoever reads them judges them."""
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        found.seek(0)
        data: bytes = found.read()
        return data
