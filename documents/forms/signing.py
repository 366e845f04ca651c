"""Forms of a paper's page: signing in the system, and adding the scan of a copy that was signed by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms.uploads import UploadField
from documents.models import Signature
from people.pages import VersionForm


class SignForm(forms.Form):
    """Identity is the sign-in; intent is the typed name; the exact text is the SHA-256 that the page showed."""

    place = forms.IntegerField(widget=forms.HiddenInput)
    sha256 = forms.CharField(widget=forms.HiddenInput)
    typed_name = forms.CharField(
        label=_("Your full name, typed, is your signature"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ScanForm(forms.Form):
    """A scan beside the paper; with a place, also who signed there on paper."""

    upload = UploadField(label=_("Scan or photo of the signed paper"))
    place = forms.TypedChoiceField(
        label=_("Who signed on it"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    typed_name = forms.CharField(label=_("Name of who signed by hand"), max_length=120, required=False)

    def __init__(self, *args: Any, places: list[Signature], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.place), one.full_label) for one in places]
        self.fields["place"].choices = [("", _("Nobody new: keep the scan beside the paper")), *choices]  # type: ignore[attr-defined]
        self.fields["place"].initial = choices[0][0] if len(choices) == 1 else ""


class RefuseForm(VersionForm):
    reason = forms.CharField(
        label=_("Why it is not signed so"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
