"""Forms of sending, withdrawing and checking a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from people.pages import VersionForm
from programmes.models import Call
from requests import sections
from requests.closed import Closed
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


class TakeAlongForm(VersionForm):
    call = forms.ModelChoiceField(label=_("Into which call"), queryset=Call.objects.none(), empty_label=None)

    def __init__(self, *args: Any, calls: QuerySet[Call] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.none() if calls is None else calls  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "call_id": self.cleaned_data["call"].pk}


class WordsForm(VersionForm):
    """What of the open edition's words the council opens, and what it closes."""

    shown = forms.MultipleChoiceField(
        label=_("These name nobody: let everybody read them"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick only what is no living person's name, address or number. What is not ticked stays hidden."),
    )
    withheld = forms.CharField(
        label=_("What else nobody should read, one a line"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As it stands in the request: a nickname, a house, an illness."),
    )

    def __init__(self, *args: Any, closed: Sequence[Closed] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [(one.piece, _in_its_place(one)) for one in closed if not one.is_sure]  # type: ignore[attr-defined]

    def clean_withheld(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["withheld"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))


def _in_its_place(one: Closed) -> SafeString:
    return format_html(
        "<span><span class='soft'>{}:</span> {}<mark>{}</mark>{}</span>",
        one.section.title,
        one.before,
        one.piece,
        one.after,
    )


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
