"""Forms of asking about one's own data and of answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.pages import VersionForm
from privacy.models import Kind

LONGEST = 2000


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("What do you want?"), choices=Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The secretariat reads this. Write no more about others than is needed."),
    )


class AnswerForm(VersionForm):
    answer_text = forms.CharField(
        label=_("What was done about it"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads this."),
    )
    erases_contact = forms.BooleanField(
        label=_("Erase the person's telephone and e-mail address now"),
        required=False,
        help_text=_("They sign in with their name from then on, and get no more letters."),
    )

    def __init__(self, *args: Any, erases: bool = True, **kwargs: Any) -> None:
        """Without `erases` nothing is offered to be erased: the person asked for something else."""
        super().__init__(*args, **kwargs)
        if not erases:
            del self.fields["erases_contact"]


class RefuseForm(VersionForm):
    answer_text = forms.CharField(
        label=_("Why it is not possible"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name the law. The person may complain to the Personal Data Protection Committee."),
    )
