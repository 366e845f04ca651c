"""Forms of offers, signatures, payments and reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from funds.forms import ComingInForm
from grants.models import Channel, Instalment, Offer
from grants.reports import sources_for
from jobs import clock
from people.models import FUNDERS, Organisation
from people.pages import VersionForm
from requests.models import BudgetRequest
from thai.fields import BahtField, ThaiDateField

LONG = forms.Textarea(attrs={"rows": 4})


class QuestionForm(VersionForm):
    text = forms.CharField(label=_("What you need to know"), widget=LONG, max_length=1000)


class QuestionAnswerForm(VersionForm):
    text = forms.CharField(label=_("Your answer"), widget=LONG, max_length=1000)


class ReasonForm(VersionForm):
    reason = forms.CharField(label=_("Why"), widget=LONG, max_length=1000)


class OfferForm(VersionForm):
    """What an agency gives, line by line, and by which way."""

    channel = forms.ChoiceField(
        label=_("How the money goes"), choices=Channel.choices, widget=forms.RadioSelect, initial=Channel.DIRECT
    )
    conditions = forms.CharField(label=_("Conditions"), required=False, widget=LONG, max_length=1000)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(offer.budget_request.budgetline_set.all())
        for line in self.lines:
            label = _("Line %(n)s: %(what)s") % {"n": line.position, "what": line.description}
            self.fields[f"line_{line.position}"] = BahtField(label=label, required=False)
        self.fields["source"] = forms.ModelChoiceField(
            label=_("If through the fund: as which money"), queryset=sources_for(offer), required=False, empty_label="–"
        )
        self.order_fields(["version", *(f"line_{line.position}" for line in self.lines)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.amounts():
            self.add_error(None, _("Give more than zero for at least one budget line."))
        return cleaned

    def terms(self) -> dict[str, Any]:
        """A source is named only by money that goes through the fund."""
        source = self.cleaned_data["source"] if self.cleaned_data["channel"] == Channel.THROUGH_FUND else None
        return {
            "amounts": self.amounts(),
            "conditions": self.cleaned_data["conditions"],
            "channel": self.cleaned_data["channel"],
            "source_id": source.pk if source else None,
            "version": self.cleaned_data["version"],
        }

    def amounts(self) -> dict[int, int]:
        found = {line.position: self.cleaned_data.get(f"line_{line.position}") for line in self.lines}
        return {position: amount for position, amount in found.items() if amount}


class AskFunderForm(forms.Form):
    funder = forms.ModelChoiceField(label=_("Which funder"), queryset=Organisation.objects.none(), empty_label=None)
    amount = BahtField(label=_("Amount, in baht"))

    def terms(self) -> dict[str, Any]:
        return {"funder_id": self.cleaned_data["funder"].pk, "amount": self.cleaned_data["amount"]}

    def __init__(self, *args: Any, budget_request: BudgetRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = budget_request.offers.values("funder")
        funders = Organisation.objects.filter(kind__in=FUNDERS, is_active=True, province=budget_request.province_id)
        self.fields["funder"].queryset = funders.exclude(pk__in=asked)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Identity, intent, and the exact text by its SHA-256."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    typed_name = forms.CharField(label=_("Your full name, typed, is your signature"), max_length=120)


class PayDirectForm(VersionForm):
    paid_on = ThaiDateField(label=_("Paid on"))
    evidence = forms.CharField(label=_("Transfer or receipt"), max_length=300)
    file = UploadField(label=_("Scan or photo of it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = clock.today()


class RefundForm(ComingInForm, VersionForm):
    """When the money came back, and what proves it."""

    date = ThaiDateField(label=_("Day on which the money came"), initial=clock.today)


class ReportForm(VersionForm):
    """What was done and what was spent, line by line."""

    narrative = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)

    def __init__(self, *args: Any, instalment: Instalment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(instalment.offer.lines.select_related("line"))
        for part in self.parts:
            label = _("Spent on line %(n)s: %(what)s") % {"n": part.line.position, "what": part.line.description}
            self.fields[f"line_{part.line.position}"] = BahtField(label=label, required=False)
        self.fields["is_final"] = forms.BooleanField(
            label=_("This is the last report: nothing more will be spent of this funder's money"), required=False
        )

    def terms(self) -> dict[str, Any]:
        return {
            "narrative": self.cleaned_data["narrative"],
            "spent": self.spent(),
            "is_final": self.cleaned_data["is_final"],
            "version": self.cleaned_data["version"],
        }

    def spent(self) -> dict[int, int]:
        found = {part.line.position: self.cleaned_data.get(f"line_{part.line.position}") for part in self.parts}
        return {position: amount for position, amount in found.items() if amount}
