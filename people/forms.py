"""Forms of getting in and of seats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs import clock
from people.kinds import MONEY_ROLES, ROLES_OF
from people.models import Card, Invitation, Letters, Person
from people.pages import KeyForm
from places.calendar import fiscal_year
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
        fields = ("name_title", "full_name", "username", "phone")
        labels = {
            "name_title": _("Title before your name"),
            "full_name": _("Your full name"),
            "username": _("A name to sign in with"),
            "phone": _("Telephone"),
        }
        help_texts = {
            "name_title": _("นาย, นาง, นางสาว, or your rank; it stands on papers."),
            "username": _("Short, easy to remember; Thai letters are fine."),
        }

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


class ResignForm(forms.Form):
    ends_on = ThaiDateField(label=_("Last day of your term"))


class UnseatForm(forms.Form):
    ends_on = ThaiDateField(label=_("Last day of the present holder"))
    basis = forms.CharField(
        label=_("What decided it"),
        max_length=120,
        help_text=_("Such as the number and day of the organisation's decision."),
    )


class NumberForm(forms.Form):
    """To find what somebody asked, by the number that they were shown and tell."""

    number = forms.RegexField(
        r"^[0-9]{6}$", label=_("The number that the person tells you"), required=False, max_length=6
    )


class ConfirmSeatForm(forms.Form):
    basis = forms.CharField(
        label=_("What decided it"),
        max_length=120,
        help_text=_("Such as the number and day of the organisation's decision, or of an agency's letter."),
    )


class SightingForm(forms.Form):
    card = forms.ChoiceField(label=_("Which card did you see?"), choices=Card.choices, widget=forms.RadioSelect)
    is_namesake = forms.BooleanField(
        label=_("Somebody else of this name is recognised already, and I know that this is another person"),
        required=False,
    )


class HowKnownForm(forms.Form):
    how_known = forms.CharField(
        label=_("How do you know that it is this person?"),
        max_length=200,
        help_text=_("Such as: met them today, have sat in the same council for years. No number of a card."),
    )


class StandInForm(forms.Form):
    """Who can be named is put in by the page, which knows the fund."""

    person_id = forms.TypedChoiceField(
        label=_("Who of the governance board"),
        coerce=int,
        help_text=_("Whoever sits on the province's governance board today. Nobody there? Open its seats first."),
    )
    role = forms.ChoiceField(label=_("In which seat"), choices=[(role.value, role.label) for role in MONEY_ROLES])
    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int)

    def __init__(self, *args: Any, persons: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = fiscal_year(clock.today())
        self.fields["person_id"].choices = [(one.pk, one.full_name) for one in persons]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, year), (year + 1, year + 1)]  # type: ignore[attr-defined]


class LettersForm(forms.Form):
    letters = forms.ChoiceField(label=_("Letters about your work"), choices=Letters.choices, widget=forms.RadioSelect)


class AddressForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)


class AddressCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the letter"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class AskRecoveryForm(forms.Form):
    login = forms.CharField(label=_("The name or e-mail address you sign in with"), max_length=254)


class ComeBackForm(forms.Form):
    code = forms.CharField(
        label=_("The code you were shown when you asked"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    password = forms.CharField(label=_("A new password of at least twelve signs"), widget=PASSWORD, max_length=128)


class OpenSeatForm(KeyForm):
    role = forms.ChoiceField(label=_("Role"))
    title = forms.CharField(label=_("Title, when it has one"), max_length=120, required=False)
    starts_on = ThaiDateField(label=_("From"))
    ends_on = ThaiDateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in ROLES_OF[kind]]  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today()
