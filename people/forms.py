"""Forms of getting in and of seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs import clock
from people.models import Invitation, Person, Role
from thai.fields import ThaiDateField

PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your slip or in your letter"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody new types once."""

    code = forms.CharField(widget=forms.HiddenInput)
    password = forms.CharField(label=_("A password of at least twelve signs"), widget=PASSWORD, max_length=128)

    class Meta:
        model = Person
        fields = ("full_name", "username", "phone")
        labels = {
            "full_name": _("Your full name"),
            "username": _("A name to sign in with"),
            "phone": _("Telephone"),
        }
        help_texts = {"username": _("Short, easy to remember; Thai letters are fine.")}

    def _post_clean(self) -> None:
        """The person is written by the service alone."""


class PasswordForm(forms.Form):
    """For somebody who is let back in, or who takes a further seat while signed in."""

    code = forms.CharField(widget=forms.HiddenInput)
    password = forms.CharField(label=_("A new password of at least twelve signs"), widget=PASSWORD, max_length=128)


class TakeSeatForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput)


def form_for(invitation: Invitation, person: Person | None) -> type[forms.BaseForm]:
    if invitation.person_id:
        return PasswordForm
    return TakeSeatForm if person else NewPersonForm


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Without an address you get a slip to print and hand over.")
    )


class HandOverForm(InviteForm):
    ends_on = ThaiDateField(label=_("Last day of the present holder"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = clock.today()
        self.order_fields(["ends_on", "email"])


class OpenSeatForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    title = forms.CharField(label=_("Title, when it has one"), max_length=120, required=False)
    starts_on = ThaiDateField(label=_("From"))
    ends_on = ThaiDateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()
