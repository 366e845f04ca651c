"""Forms of a fund's officers. `key` is made with the empty form, so that sending it twice is one voucher."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from funds import effects
from funds.effects import Allowed
from funds.models import OF_PAYMENT, OF_RECEIPT, Evidence, Expense, Fund, Income, MoneySource, Paper, Proof, SourceKind
from jobs import clock
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


class VoucherForm(forms.Form):
    """What every voucher says."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    amount = BahtField(label=_("Amount (baht)"))
    date = ThaiDateField(label=_("Date"), initial=clock.today)
    memo = forms.CharField(
        label=_("What it is for"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PaymentForm(VoucherForm):
    """`basis` is chosen, never typed: what allows it says to whom and from where."""

    basis = forms.ChoiceField(label=_("What allows it"), widget=forms.RadioSelect)
    expense = forms.ChoiceField(label=_("Kind of expense"), choices=Expense.choices, initial=Expense.ORGANISATIONS)
    field_order = ["key", "basis", "amount", "date", "memo", "expense"]

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._allowed = {str(one.basis): one for one in effects.choices(fund)}
        choices = [(key, self._label(one)) for key, one in self._allowed.items()]
        self.fields["basis"].choices = choices  # type: ignore[attr-defined]
        self.fields["basis"].help_text = _("What is set aside is paid from the page of what it was set aside for.")
        if not choices:
            self.fields["basis"].help_text = _("Nothing allows a payment now: the fund's board decides on one first.")
        if len(choices) == 1:
            self.fields["basis"].initial = choices[0][0]

    def _label(self, one: Allowed) -> str:
        words = {"what": one.text, "payee": one.payee, "left": baht(one.left), "source": one.source.name}
        return gettext("%(what)s: to %(payee)s, %(left)s baht left, from %(source)s") % words

    def paper(self) -> Paper:
        told = self.cleaned_data
        chosen = self._allowed[told["basis"]]
        return Paper(chosen.source, told["amount"], chosen.payee, chosen.basis, told["date"], told["memo"])


class FileForm(forms.Form):
    """The file that proves it, with the word for what it is."""

    evidence = forms.ChoiceField(label=_("The payee's evidence"), widget=forms.RadioSelect)
    evidence_reference = forms.CharField(label=_("Its number"), max_length=120)
    file = UploadField(label=_("Scan or photo of it"))
    kinds: tuple[Evidence, ...] = OF_PAYMENT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [(one.value, one.label) for one in self.kinds]  # type: ignore[attr-defined]


class ComingInForm(FileForm):
    """What proves that money came in."""

    doubt = forms.CharField(
        label=_("Only if it proves other money already: why money came in once more"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kinds = OF_RECEIPT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].label = _("What came with the money")


class ReceiptForm(ComingInForm, VoucherForm):
    source: forms.ModelChoiceField[MoneySource] = forms.ModelChoiceField(
        queryset=None, label=_("Source of the money"), empty_label=None
    )
    payee = forms.CharField(label=_("Received from"), max_length=200)
    income = forms.ChoiceField(label=_("Kind of income"), choices=Income.choices)
    field_order = [
        "key",
        "source",
        "amount",
        "payee",
        "evidence",
        "evidence_reference",
        "file",
        "doubt",
        "date",
        "memo",
    ]

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = fund.sources.select_related("fund")  # type: ignore[attr-defined]

    def paper(self) -> Paper:
        told = self.cleaned_data
        basis = told["evidence_reference"]
        return Paper(told["source"], told["amount"], told["payee"], basis, told["date"], told["memo"])

    def proof(self) -> Proof:
        told = self.cleaned_data
        return Proof(told["evidence"], told["evidence_reference"], told["file"])


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


class EvidenceForm(FileForm, VersionForm):
    """Paying: what the payee gave for the money."""

    date = ThaiDateField(label=_("Paid on"), initial=clock.today)
    doubt = forms.CharField(
        label=_("Only if it looks like another payment's receipt: why it is another one"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
