"""Forms of sending, withdrawing and checking a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.pages import VersionForm
from requests import sections
from requests.models import Defect


class SubmitForm(VersionForm):
    """Sending; a returned request answers each open defect."""

    def __init__(self, *args: Any, defects: list[Defect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.defects = defects
        for defect in defects:
            self.fields[f"answer_{defect.pk}"] = forms.CharField(
                label=_("What you did about: %(text)s") % {"text": defect.text},
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def answers(self) -> dict[int, str]:
        return {defect.pk: self.cleaned_data[f"answer_{defect.pk}"] for defect in self.defects}


class ReasonForm(VersionForm):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DefectForm(forms.Form):
    section = forms.ChoiceField(label=_("In which part"))
    text = forms.CharField(label=_("What must be put right"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(s.key, f"{s.numbers} {s.title}") for s in sections.ALL]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        return "text" in self.changed_data


DefectFormSet = forms.formset_factory(DefectForm, extra=5, max_num=60)


class StillOpenForm(VersionForm):
    """After the first list only what is still open may be repeated."""

    still_open = forms.TypedMultipleChoiceField(
        label=_("Still to be put right"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, defects: list[Defect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["still_open"].choices = [(defect.pk, defect.text) for defect in defects]  # type: ignore[attr-defined]
