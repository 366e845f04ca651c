"""The field of a form that takes a file: a paper, or a photo of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# A hint to the phone, which then shows its camera; `documents.uploads` looks at the bytes.
ACCEPT = "application/pdf,image/jpeg,image/png,image/heic,image/heif,.heic,.heif"


class UploadField(forms.FileField):
    """Says what may be sent and what is done with it; `documents.uploads.accept` keeps to it."""

    def __init__(self, **kwargs: Any) -> None:
        hint = _("PDF or photo (JPEG, PNG, HEIC), at most 10 MB. The place where a photo was taken is removed.")
        widget = forms.ClearableFileInput(attrs={"accept": ACCEPT})
        super().__init__(**{"help_text": hint, "widget": widget, **kwargs})
