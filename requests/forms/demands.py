"""The form of one demand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from requests.models import AttachmentKind, Strength
from requests.readiness import rules
from thai.fields import CountField


class DemandForm(forms.Form):
    """Of one rule; what it has no use for is left out."""

    strength = forms.ChoiceField(label=_("How strongly it counts"), choices=Strength.choices, widget=forms.RadioSelect)
    limit = CountField(label=_("Up to what"), required=False, min_value=0)
    papers = forms.MultipleChoiceField(
        label=_("Which papers"), choices=AttachmentKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    said = forms.CharField(label=_("In your own words"), max_length=300, required=False)

    def __init__(self, *args: Any, rule: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rules.BY_KEY.get(rule)
        if rule != rules.PAPERS:
            del self.fields["papers"]
        if rule != rules.CEILING and not (known and known.limit):
            del self.fields["limit"]
        elif known and known.limit:
            self.fields["limit"].help_text = str(known.limit.label)
        else:
            self.fields["limit"].help_text = _("baht")
