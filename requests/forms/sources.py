"""Where the money of a request is to come from: one form a source; and all forms of rows by what they keep."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Organisation
from requests.forms.rows import ActivityForm, BudgetLineForm, IndicatorForm, ObjectiveForm, RowForm, TargetGroupForm
from requests.models import Activity, BudgetLine, Indicator, MoneyPart, MoneyPartKind, Objective, TargetGroup
from requests.models.content import Row
from thai.fields import BahtField

FUNDERS_IN_SIGHT = 12  # so many have a line of their own; where there are more, they are chosen


class MoneyPartForm(RowForm):
    """Of a funder who stands there by name only the sum is asked (`listed`): without one nothing is asked of them."""

    WANTED = ("funder", "name")

    kind = forms.ChoiceField(
        label=pgettext_lazy("money", "From"), choices=MoneyPartKind.choices, initial=MoneyPartKind.FUNDER
    )
    funder = forms.ModelChoiceField(
        label=_("Which funder"), queryset=Organisation.objects.none(), required=False, empty_label="–"
    )
    name = forms.CharField(label=_("Or: whose own money, what in kind"), max_length=160, required=False)
    amount = BahtField(label=_("Amount, in baht"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funder = cast("forms.ModelChoiceField[Organisation]", self.fields["funder"])
        possible = self.budget_request.possible_funders
        funder.queryset = Organisation.objects.filter(pk__in=[row.pk for row in possible])
        funder.choices = [("", "–"), *((row.pk, str(row)) for row in possible)]
        if self.is_bound and self.data.get(self.add_prefix("listed")):
            self._list(next((row for row in possible if str(row.pk) == self.data.get(self.add_prefix("funder"))), None))
        elif self.initial.get("funder"):
            self._list(next((row for row in possible if row.pk == self.initial["funder"].pk), None))

    def settle(self) -> None:
        """Each funder has a line already: this one is for what the council gives itself."""
        if self.is_bound or self.is_listed or len(self.budget_request.possible_funders) > FUNDERS_IN_SIGHT:
            return
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [choice for choice in MoneyPartKind.choices if choice[0] != MoneyPartKind.FUNDER]
        kind.initial = MoneyPartKind.OWN_CASH
        self.fields["funder"].widget = forms.HiddenInput()
        self.fields["name"].label = _("Whose money, or what in kind")

    def suggest(self, values: dict[str, Any]) -> None:
        super().suggest(values)
        self._list(values.get("funder"))

    def _list(self, funder: Organisation | None) -> None:
        if funder is None:
            return
        self.fields["amount"].label = str(funder)
        self.fields["amount"].required = False
        for name in ("kind", "funder", "name"):
            self.fields[name].widget = forms.HiddenInput()
        self.is_listed = True

    is_listed = False

    def has_changed(self) -> bool:
        telling = {"amount"} if self.is_listed else {"funder", "name", "amount"}
        return bool(telling & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == MoneyPartKind.FUNDER and not cleaned.get("funder"):
            self.add_error("funder", _("Choose the funder you ask."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values if values["kind"] == MoneyPartKind.FUNDER else {**values, "funder": None}


FORMS: dict[type[Row], type[RowForm]] = {
    Objective: ObjectiveForm,
    Indicator: IndicatorForm,
    TargetGroup: TargetGroupForm,
    Activity: ActivityForm,
    BudgetLine: BudgetLineForm,
    MoneyPart: MoneyPartForm,
}
