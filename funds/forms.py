"""Forms of a fund's officers. `key` is made with the empty form, so that sending it twice is one voucher."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from funds import bases, reports
from funds.models import Evidence, Expense, Fund, Income, MoneySource, Paper, SourceKind
from jobs import clock
from ledger.models import Hold
from people.pages import VersionForm
from thai.fields import BahtField, ThaiDateField
from thai.money import baht


class BooksForm(forms.Form):
    """In which form the books are wanted."""

    form = forms.ChoiceField(
        label=_("For which program"),
        choices=[
            ("xlsx", _("A spreadsheet (xlsx)")),
            ("csv", _("Any program that reads tables (csv)")),
            ("hledger", _("hledger, which checks the books")),
            ("beancount", _("beancount, which checks the books")),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


class PaperForm(forms.Form):
    """What every voucher says."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    source: forms.ModelChoiceField[MoneySource] = forms.ModelChoiceField(
        queryset=None, label=_("Source of the money"), empty_label=None
    )
    amount = BahtField(label=_("Amount (baht)"))
    payee = forms.CharField(label=_("Paid to"), max_length=200)
    basis = forms.CharField(
        label=_("What allows it"), max_length=100, help_text=_("The resolution, agreement or letter, with its number")
    )
    date = ThaiDateField(label=_("Date"), initial=clock.today)
    memo = forms.CharField(
        label=_("What it is for"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = fund.sources.select_related("fund")  # type: ignore[attr-defined]

    def paper(self) -> Paper:
        told = self.cleaned_data
        return Paper(*(told[name] for name in ("source", "amount", "payee", "basis", "date", "memo")))


class PaymentForm(PaperForm):
    """`hold` takes the payment out of money that was set aside: one of the newest, or the one that somebody came for."""

    expense = forms.ChoiceField(label=_("Kind of expense"), choices=Expense.choices, initial=Expense.ORGANISATIONS)
    hold = forms.ChoiceField(label=_("Out of what was set aside"), required=False)

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, fund=fund, **kwargs)
        newest = reports.holds_of(fund, {})
        came_for = reports.hold_of(fund, str(self["hold"].value() or ""))
        listed = {str(hold.pk): hold for hold in ([came_for, *newest] if came_for else newest)}
        self._holds = listed
        bases.fill(self._holds.values())
        choices = [(key, f"{hold.described.text}: {baht(hold.left)}") for key, hold in self._holds.items()]
        self.fields["hold"].choices = [("", _("No")), *choices]  # type: ignore[attr-defined]
        if newest.older:
            self.fields["hold"].help_text = _(
                "The newest stand here; for another, begin from the list of what is set aside."
            )

    def clean_hold(self) -> Hold | None:
        return self._holds.get(self.cleaned_data["hold"])


class ReceiptForm(PaperForm):
    income = forms.ChoiceField(label=_("Kind of income"), choices=Income.choices)

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, fund=fund, **kwargs)
        self.fields["payee"].label = _("Received from")


class SourceForm(forms.Form):
    """Where money comes from; each source has its own bank subaccount."""

    code = forms.CharField(
        label=_("Short code"), max_length=12, help_text=_("Capital letters and digits, such as SEED")
    )
    name = forms.CharField(label=_("Name of the source"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    restricted_purpose = forms.CharField(
        label=_("Only for (when it is tied to a purpose)"), max_length=300, required=False
    )


class ReasonForm(VersionForm):
    """Rejecting or reversing a voucher."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class EvidenceForm(VersionForm):
    """Paying: what the payee gave for the money."""

    evidence = forms.ChoiceField(label=_("The payee's evidence"), choices=Evidence.choices, widget=forms.RadioSelect)
    evidence_reference = forms.CharField(label=_("Its number"), max_length=120)
    date = ThaiDateField(label=_("Paid on"), initial=clock.today)
