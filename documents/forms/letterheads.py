"""The form of a letter head."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import Letterhead


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]
    emblem_file = forms.FileField(
        label=_("Emblem"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".svg,.png,.jpg,.jpeg"}),
        help_text=_("SVG, PNG or JPEG, up to 2 MB. Your own emblem: the Garuda is for state agencies."),
    )
    without_emblem = forms.BooleanField(label=_("Print without an emblem"), required=False)

    class Meta:
        model = Letterhead
        fields = ("address", "unit", "phone", "email", "numerals")
        labels = {
            "address": _("Address under the name"),
            "unit": _("Unit that answers questions"),
            "phone": _("Telephone"),
            "email": _("E-mail"),
            "numerals": _("Digits on paper"),
        }
        help_texts = {"address": _("Empty: tambon, amphoe and province."), "unit": "", "phone": "", "email": ""}
        widgets = {"numerals": forms.RadioSelect}
